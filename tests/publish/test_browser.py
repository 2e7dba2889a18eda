"""The page as a browser shows it, without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no browser on PATH ({', '.join(PROGRAMS)})")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _open(browser: Any, path: Path, *, width: int, script: bool = True) -> tuple[Any, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    context.set_offline(True)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: said.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.goto(path.as_uri())
    return page, said


@pytest.mark.parametrize("width", [1280, 390])
def test_charts_are_drawn_in_place_of_their_pictures(
    browser: Any, rendered: dict[str, Path], width: int
) -> None:
    page, said = _open(browser, rendered["html"], width=width)
    page.wait_for_function("window.__charts && window.__charts.done")
    assert page.evaluate("window.__charts") == {"drawn": 3, "failed": [], "done": True}
    assert page.locator("script.chart-spec").count() == 3
    assert said == []
    assert page.locator(".chart-static:visible").count() == 0
    assert page.locator(".chart-live svg:visible").count() == 3
    # Neither the page nor a chart is wider than the screen.
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(
        "[...document.querySelectorAll('.chart-canvas')].every(c => c.scrollWidth <= c.clientWidth)"
    )
    page.context.close()


def test_without_script_the_pictures_stay(browser: Any, rendered: dict[str, Path]) -> None:
    page, said = _open(browser, rendered["html"], width=1280, script=False)
    assert page.locator(".chart-static:visible").count() == 3
    assert page.locator("section.notes li:visible").count() == 5
    assert said == []
    page.context.close()
