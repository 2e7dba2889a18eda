"""The page as a browser shows it, without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.end_to_end.browser import wait_for_charts
from tests.publish.rendering import rendered_files


def _open(browser: Browser, path: Path, *, width: int, script: bool = True) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    context.set_offline(True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda r: said.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.goto(path.as_uri())
    return page, said


@pytest.mark.parametrize("width", [1280, 390])
def test_charts_are_drawn_in_place_of_their_pictures(
    browser: Browser, rendered: dict[str, Path], width: int
) -> None:
    page, said = _open(browser, rendered["html"], width=width)
    wait_for_charts(page)
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


def test_without_script_the_pictures_stay(browser: Browser, rendered: dict[str, Path]) -> None:
    page, said = _open(browser, rendered["html"], width=1280, script=False)
    assert page.locator(".chart-static:visible").count() == 3
    assert page.locator("section.notes li:visible").count() == 5
    assert said == []
    page.context.close()


def test_the_policy_stops_what_is_not_the_page_s_own(browser: Browser, rendered: dict[str, Path]) -> None:
    page, _ = _open(browser, rendered["html"], width=1280)
    page.evaluate(
        """() => {
            window.refused = [];
            document.addEventListener("securitypolicyviolation", (refusal) =>
                window.refused.push(refusal.effectiveDirective));
            const added = (name, content) => document.body.append(
                Object.assign(document.createElement(name), content)
            );
            added("script", { textContent: "window.hacked = 1" });
            added("style", { textContent: "body { display: none }" });
            added("img", { src: "https://example.invalid/a.png" });
            added("p", { innerHTML: "<b style='color: red' onclick='window.hacked = 2'>x</b>" });
            document.querySelector("p > b").click();
            fetch("https://example.invalid/").catch(() => null);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    refused = set(page.evaluate("window.refused"))
    assert refused == {
        "script-src-elem",
        "script-src-attr",
        "style-src-elem",
        "style-src-attr",
        "img-src",
        "connect-src",
    }
    assert page.locator("main").is_visible()
    page.context.close()


def test_on_a_phone_no_number_stands_beyond_the_screen(browser: Browser, build: Path) -> None:
    few = [["Loại", "Số thủ tục"], ["Thủ tục được thay thế và bãi bỏ theo quyết định", "1.234.567"]]
    many = [["Đơn vị", *(f"Quý {n}" for n in range(1, 8))], ["Sở", *["123.456.789"] * 7]]
    key = "::::: {.key-figures}\n:::: {.key-figure}\n::: {.key-name}\nVốn\n:::\n\n::: {.key-value}\n"
    key += "[12.345.678.901.234]{.num data-code=a.b}\n:::\n::::\n:::::"
    tables = [
        "\n".join("| " + " | ".join(row) + " |" for row in (rows[0], ["---"] * len(rows[0]), *rows[1:]))
        for rows in (few, many)
    ]
    numbered = f"::::: {{#bang-x .table}}\n::: {{.table-title}}\nTên\n:::\n\n{tables[0]}\n:::::"
    text = "\n\n".join(["# I. Một", key, numbered, *tables])
    (build / "sections" / "10_x.md").write_text(text, encoding="utf-8")
    page, said = _open(browser, rendered_files(build, ["html"])["html"], width=390)
    assert said == []
    boxes = page.evaluate(
        "[...document.querySelectorAll('.table-scroll')].map(s => [s.clientWidth, s.scrollWidth])"
    )
    assert boxes == [[351, 351]] * 3
    # A number is as wide as its text.
    assert page.evaluate(
        """() => [...document.querySelectorAll("td, .key-value .num")].every((place) => {
            const range = document.createRange();
            range.selectNodeContents(place);
            return range.getBoundingClientRect().right <= 371;
        })"""
    )
    shown = "[...document.querySelectorAll('table')].map(t => getComputedStyle(t).display)"
    assert page.evaluate(shown) == ["table", "table", "block"]
    # Each number is told by its column.
    head = page.locator(".stacks td").nth(1).evaluate("td => getComputedStyle(td, '::before').content")
    assert head == '"Quý 1"'
    page.context.close()


def test_no_line_of_the_page_breaks_a_number(browser: Browser, build: Path) -> None:
    text = " ".join(["Quyết định 282/QĐ-TTg, nhận [3.133.520]{.num data-code=a.b} hồ sơ"] * 40)
    (build / "sections" / "10_x.md").write_text(f"# I. Một\n\n{text}\n", encoding="utf-8")
    page, _ = _open(browser, rendered_files(build, ["html"])["html"], width=390)
    # A line's boxes stand at one height.
    lines = "s => new Set([...s.getClientRects()].map(box => Math.round(box.bottom))).size"
    assert page.locator(".whole").evaluate_all(f"all => all.map({lines})") == [1] * 80
    page.context.close()
