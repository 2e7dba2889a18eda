"""The first draft of a new locality (made up), before anything has been counted or written."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader
from tests.conftest import run_cchc

from cchc.base.period import Period
from cchc.inputs.workspace import Workspace

PERIOD = "2026-H1"
MISSING = "[chưa có số liệu]"


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the draft's files."""
    place = Workspace(tmp_path_factory.mktemp("tinh") / "so")
    made = run_cchc("init", place.root, "--locality", "Mẫu Thử", "--period", PERIOD)
    assert made.code == 0, made.text
    where = ("--workspace", place.root, "--engine", "pandoc", "--formats", "html,pdf")
    ran = run_cchc("report", PERIOD, *where)
    assert ran.code == 0, ran.text
    return place.output(Period.parse(PERIOD))


def test_the_appendix_is_not_longer_than_the_report(draft: Path) -> None:
    pages = [page.extract_text() for page in PdfReader(draft / "bao-cao.pdf").pages]
    (begins,) = [n for n, text in enumerate(pages) if "ĐỐI CHIẾU SỐ LIỆU" in text]
    assert len(pages) - begins <= begins
    appendix = " ".join(" ".join(pages[begins:]).split())
    assert "Còn 28 chỗ chưa viết lời văn" in appendix
    assert appendix.count("viết nội dung") == 1
    assert appendix.count(MISSING) == 0


def test_key_figures_without_a_value_stand_side_by_side(draft: Path, browser: Browser) -> None:
    for width, columns in ((1280, 3), (390, 2)):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto((draft / "bao-cao.html").as_uri())
        boxes = [box for figure in page.locator(".key-figure").all() if (box := figure.bounding_box())]
        assert len(boxes) == 6
        assert len({round(box["x"]) for box in boxes}) == columns
        words = page.locator(".key-value .missing")
        assert words.all_inner_texts() == [MISSING] * 6
        for box, text in zip(boxes, words.all(), strict=True):
            inner = text.bounding_box()
            assert inner
            assert box["x"] <= inner["x"]
            assert inner["x"] + inner["width"] <= box["x"] + box["width"]
        # What is left out is told in a sentence, longer than a phone is wide.
        assert page.locator("main mark.missing").count() > 20
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
