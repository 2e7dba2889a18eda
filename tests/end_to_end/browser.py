"""One Chromium for all tests of a run; they open contexts of their own in it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium; the test is skipped where there is none."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(PROGRAMS)}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def wait_for_charts(page: Page) -> None:
    """Until every chart is drawn; the page says so in its tree, since its policy lets no text be run."""
    page.wait_for_selector("html.charts-done", state="attached", timeout=60_000)
