"""The Word file, read back: real styles, real notes, a page number in its header."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from cchc.base.clock import EARLIEST
from cchc.publish.build_folder import metadata
from cchc.publish.docx.finish import finish_docx


@pytest.fixture(scope="module")
def document(rendered: dict[str, Path]) -> Any:
    return Document(str(rendered["docx"]))


@pytest.fixture(scope="module")
def parts(rendered: dict[str, Path]) -> dict[str, str]:
    with zipfile.ZipFile(rendered["docx"]) as archive:
        return {
            n: archive.read(n).decode("utf-8") for n in archive.namelist() if n.endswith((".xml", ".rels"))
        }


def _styled(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_text_has_real_styles(document: Any) -> None:
    assert _styled(document, "Title") == ["BÁO CÁO"]
    assert _styled(document, "Heading 1")[0] == "I. Công tác chỉ đạo, điều hành"
    assert _styled(document, "Heading 3")[0] == "2.1. Kiểm soát thủ tục hành chính"
    captions = [text for text in _styled(document, "Caption") if text]
    assert [text[:7].replace("\u00a0", " ") for text in captions] == [
        "Hình 1.",
        "Bảng 1.",
        "Hình 2.",
        "Bảng 2.",
        "Hình 3.",
    ]
    assert _styled(document, "Source Note")[0].startswith("Nguồn: Sở Nội vụ.")


def test_an_engine_s_own_properties_are_not_shown(
    rendered: dict[str, Path], sample: Path, tmp_path: Path
) -> None:
    """As Quarto leaves them: its settings and metadata, which Word shows under Properties > Custom."""
    made = tmp_path / "bao-cao.docx"
    reference = rendered["docx"].with_name("reference.docx")
    settings = [f"--reference-doc={reference}", "--metadata=biblio-config:true", "--metadata=labels:x"]
    pypandoc.convert_text("Lời.", "docx", "markdown", outputfile=str(made), extra_args=settings)
    assert "docProps/custom.xml" in zipfile.ZipFile(made).namelist()
    finish_docx(made, metadata(sample), EARLIEST)
    for path in (made, rendered["docx"]):
        with zipfile.ZipFile(path) as archive:
            assert "docProps/custom.xml" not in archive.namelist()
            assert "custom" not in archive.read("_rels/.rels").decode("utf-8")
            assert "custom" not in archive.read("[Content_Types].xml").decode("utf-8")


def test_list_items_are_word_s_own(document: Any) -> None:
    items = [p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None]
    assert [item.style.name for item in items] == ["List Bullet"] * 3
    # A new paragraph in this style is an item too.
    assert document.styles["List Bullet"].element.pPr.numPr.numId.val == items[0]._p.pPr.numPr.numId.val
    assert not document.styles["List Bullet"].element.get(qn("w:customStyle"))


def test_a_table_that_opens_the_report_has_a_paragraph_before(document: Any) -> None:
    # LibreOffice would begin the first page one line lower.
    assert document.paragraphs[0].style.name == "Hairline"
    assert document.element.body[1].tag == qn("w:tbl")


def test_the_signature_stays_with_the_last_words(document: Any) -> None:
    before = document.tables[-1]._tbl.getprevious()
    assert before.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_notes_are_word_s_own_and_run_on(parts: dict[str, str]) -> None:
    assert parts["word/document.xml"].count("<w:footnoteReference ") == 5
    assert "Trang đánh giá" in parts["word/footnotes.xml"]
    assert "numRestart" not in parts["word/document.xml"]
    # The note in a table cell stands in the cell.
    assert re.search(r"<w:tc>(?:(?!</w:tc>).)*footnoteReference", parts["word/document.xml"], re.DOTALL)


def test_page_is_official(document: Any) -> None:
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(side / Mm(1)) for side in sides] == [210, 297, 30, 20]
    assert section.different_first_page_header_footer
    assert " PAGE " in section.header._element.xml
    assert " PAGE " not in section.first_page_header._element.xml


def test_letterhead_and_closing_are_side_by_side(document: Any) -> None:
    head, closing = document.tables[0], document.tables[-1]
    assert head.cell(0, 0).text.startswith("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ MẪU")
    assert head.cell(0, 1).text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập")
    assert [round(column.width / Mm(1)) for column in head.columns] == [57, 103]
    assert "- Lưu: VT, (NCPC) T." in closing.cell(0, 0).text
    assert closing.cell(0, 1).text == "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Mẫu"


def test_a_table_fills_the_text_and_repeats_its_head(document: Any) -> None:
    table = document.tables[2]
    assert round(sum(column.width for column in table.columns) / Mm(1)) == 160
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert len(table.rows) == 31
    assert {p.style.name for p in table.rows[0].cells[0].paragraphs} == {"Table Heading"}


def test_pictures_are_as_wide_as_the_text_and_described(document: Any) -> None:
    shapes = document.inline_shapes
    assert len(shapes) == 3
    assert {round(shape.width / Mm(1)) for shape in shapes} == {160}
    assert "quá hạn 12.147" in shapes[1]._inline.docPr.get("descr")


def test_face_and_language_are_vietnamese(parts: dict[str, str], document: Any) -> None:
    other = re.compile(r'w:(?:ascii|hAnsi|eastAsia|cs)[Tt]heme="|Aptos|Calibri|Cambria|Consolas|Courier')
    assert [name for name, text in parts.items() if other.search(text)] == []
    assert set(re.findall(r'<a:latin typeface="([^"]*)"', parts["word/theme/theme1.xml"])) == {
        "Times New Roman"
    }
    assert set(re.findall(r'w:ascii="([^"]*)"', parts["word/styles.xml"])) == {"Times New Roman"}
    assert 'w:val="vi-VN"' in parts["word/styles.xml"]
    assert document.core_properties.title.startswith("Báo cáo công tác")
    assert document.core_properties.author == "ỦY BAN NHÂN DÂN THÀNH PHỐ MẪU"


def test_a_missing_figure_is_marked(document: Any) -> None:
    runs = [run for p in document.paragraphs for run in p.runs if run.style.name == "Missing Figure"]
    assert "".join(run.text for run in runs) == "chưa có số liệu"
    assert document.styles["Missing Figure"].element.xml.count("FFE58A") == 1


def test_word_opens_it_as_a_file_of_its_own_time(parts: dict[str, str], document: Any) -> None:
    settings = parts["word/settings.xml"]
    uri = "http://schemas.microsoft.com/office/word"
    assert f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/>' in settings
    assert '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>' in settings
    # That layout sets a table's border, not its text, where the text begins.
    assert document.element.body.findall(f".//{qn('w:tblInd')}") == []
