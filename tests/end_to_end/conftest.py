"""One run of the real command for all tests of this folder, and its files read back."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.edition import Edition, copy_workbook, run_report
from tests.end_to_end.read_docx import read_docx
from tests.end_to_end.read_html import read_html
from tests.end_to_end.read_pdf import read_pdf
from tests.end_to_end.reading import Reading
from tests.end_to_end.test_page_in_chromium import DESK, PHONE

FORMATS = ("html", "docx", "pdf")


def read_edition(edition: Edition) -> Mapping[str, Reading]:
    """The three files, read back."""
    return {
        "html": read_html(edition.file("bao-cao.html")),
        "docx": read_docx(edition.file("bao-cao.docx")),
        "pdf": read_pdf(edition.file("bao-cao.pdf")),
    }


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The full report of 2020-H1. Tests read it; none writes there."""
    root = copy_workbook(tmp_path_factory.mktemp("so-bao-cao"))
    result = run_report(root)
    assert result.returncode == 0, result.stdout + result.stderr
    return Edition(root, result.stdout)


@pytest.fixture(scope="session")
def html(edition: Edition) -> Path:
    """The page."""
    return edition.file("bao-cao.html")


@pytest.fixture(scope="session")
def readings(edition: Edition) -> Mapping[str, Reading]:
    """The three files, read back."""
    return read_edition(edition)


@pytest.fixture(params=FORMATS)
def reading(request: pytest.FixtureRequest, readings: Mapping[str, Reading]) -> Reading:
    """Each of the three files in turn."""
    return readings[request.param]


@pytest.fixture
def desk(browser: Browser, html: Path) -> Iterator[Page]:
    """The page on a desk, offline, its charts drawn; whatever it complains about fails the test."""
    yield from _opened(browser, html, DESK, touch=False)


@pytest.fixture
def phone(browser: Browser, html: Path) -> Iterator[Page]:
    """The same on a phone."""
    yield from _opened(browser, html, PHONE, touch=True)


def _opened(browser: Browser, html: Path, width: int, *, touch: bool) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, has_touch=touch, reduced_motion="reduce"
    )
    context.set_offline(True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(html.as_uri())
    wait_for_charts(page)
    yield page
    assert wrong == []
    context.close()
