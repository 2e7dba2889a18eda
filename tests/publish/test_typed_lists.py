"""Lists and indents as they are typed print the same in every format."""

from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup
from docx import Document
from docx.oxml.ns import qn
from tests.publish.rendering import rendered_files

from cchc.base.typed_blocks import laid_out

TYPED = """\
# I. MỤC

\tĐoạn thụt bằng phím Tab.

    Đoạn thụt bốn dấu cách.

Các việc gồm:
- ban hành kế hoạch:
+ cấp tỉnh;
+ cấp xã;
- kiểm tra.
Câu sau danh sách.

a) về thể chế;
b) về thủ tục;
đ) về bộ máy.

Việc khác:
+ việc cộng;
+ việc trừ.

Thứ tự:
1. việc đầu;
2. việc sau.

Theo khoản:
1) khoản một;
2) khoản hai.
"""
# How each begins, where its mark is text.
LITERAL = ["a) về", "b) về", "đ) về", "+ việc cộng", "+ việc trừ", "1) khoản", "2) khoản"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> dict[str, Path]:
    build = tmp_path_factory.mktemp("lists")
    (build / "sections").mkdir()
    (build / "metadata.yml").write_bytes((sample / "metadata.yml").read_bytes())
    (build / "sections/10_thu.md").write_text(laid_out(TYPED), encoding="utf-8")
    return rendered_files(build, ["html", "pdf", "docx"])


def test_the_page_has_lists_in_lists_and_no_code(files: dict[str, Path]) -> None:
    soup = BeautifulSoup(files["html"].read_bytes(), "html.parser")
    report = soup.select_one("main") or soup
    assert not report.select("pre, code")
    inner = [item.get_text(strip=True) for item in report.select("ul ul > li")]
    assert inner == ["cấp tỉnh;", "cấp xã;"]
    assert [item.get_text(strip=True) for item in report.select("ol > li")][:2] == ["việc đầu;", "việc sau."]
    starts = [p.get_text() for p in report.select("p")]
    assert all(any(text.startswith(begin) for text in starts) for begin in LITERAL)
    assert "Đoạn thụt bằng phím Tab." in starts


def test_the_pdf_prints_the_marks(files: dict[str, Path]) -> None:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(files["pdf"]).pages)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for begin in (*LITERAL, "+ cấp tỉnh", "+ cấp xã", "- ban hành"):
        assert any(line.replace("+c", "+ c").replace("-b", "- b").startswith(begin) for line in lines), begin


def test_word_has_a_plus_on_the_second_level(files: dict[str, Path]) -> None:
    document = Document(str(files["docx"]))
    starts = [paragraph.text for paragraph in document.paragraphs]
    assert all(any(text.startswith(begin) for text in starts) for begin in LITERAL)
    levels = {
        paragraph.text: level.get(qn("w:val"))
        for paragraph in document.paragraphs
        for level in paragraph._p.iter(qn("w:ilvl"))
    }
    assert [levels[text] for text in ("ban hành kế hoạch:", "cấp tỉnh;", "cấp xã;")] == ["0", "1", "1"]
    bullets = {
        (level.get(qn("w:ilvl")), level.find(qn("w:lvlText")).get(qn("w:val")))
        for level in document.part.numbering_part.element.iter(qn("w:lvl"))
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet"
    }
    assert {("0", "-"), ("1", "+"), ("2", "-")} <= bullets
