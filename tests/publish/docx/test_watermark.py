"""A draft says so behind the text of every page; a final edition does not."""

import shutil
from pathlib import Path

import pdfplumber
import pytest
import yaml
from bs4 import BeautifulSoup
from docx import Document
from tests.end_to_end.printed_pages import is_watermark
from tests.publish.rendering import rendered_files

WORD = "PowerPlusWaterMarkObject"


@pytest.fixture(scope="module")
def final(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample as a final edition."""
    build = tmp_path_factory.mktemp("final") / "build"
    shutil.copytree(sample, build)
    metadata = yaml.safe_load((build / "metadata.yml").read_text(encoding="utf-8")) | {"draft": False}
    (build / "metadata.yml").write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
    return rendered_files(build, ["html", "pdf", "docx"])


def _behind(path: Path) -> list[bool]:
    """Whether the large letters of the mark are drawn on each page of the PDF."""
    with pdfplumber.open(path) as pdf:
        return [
            any(curve["width"] > 40 and is_watermark(curve) for curve in page.curves) for page in pdf.pages
        ]


def test_every_page_of_the_pdf(rendered: dict[str, Path], final: dict[str, Path]) -> None:
    draft = _behind(rendered["pdf"])
    assert len(draft) > 2
    assert all(draft)
    assert not any(_behind(final["pdf"]))


def _headers(path: Path) -> list[bool]:
    document = Document(str(path))
    return [
        WORD in part._element.xml
        for section in document.sections
        for part in (section.first_page_header, section.header)
    ]


def test_every_header_of_the_word_file(rendered: dict[str, Path], final: dict[str, Path]) -> None:
    assert all(_headers(rendered["docx"]))
    assert not any(_headers(final["docx"]))


def test_the_page(rendered: dict[str, Path], final: dict[str, Path]) -> None:
    def signs(path: Path) -> int:
        return len(BeautifulSoup(path.read_bytes(), "html.parser").select(".watermark[aria-hidden=true]"))

    assert signs(rendered["html"]) == 1
    assert signs(final["html"]) == 0
