"""Charts and wide tables in the text, in an appendix, or left out, by one setting for each paper format."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml
from bs4 import BeautifulSoup
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from tests.publish.rendering import rendered_files

APPENDIX = """\

# PHỤ LỤC: ĐỐI CHIẾU {#phan-doi-chieu}

Xem phần [Giải quyết hồ sơ](#tthc-2-2).

| a | b |
|---|---|
| 1 | [x]{.where data-figures="tthc.nhan"} |
"""
CAPTION = re.compile(r"((?:Hình|Bảng) \d\.) (?=97|Kết quả|Gần|Hồ sơ)")
LINK = "Bảng đối chiếu ở [phụ lục](#phan-doi-chieu)."
Render = Callable[..., dict[str, str]]


@pytest.fixture
def render(sample: Path, tmp_path: Path) -> Render:
    """Render the sample, its table of units wide, with these choices; the text of each file."""

    def made(
        charts: str, wide_tables: str, *, leave_out: bool = False, wide: str = "don-vi"
    ) -> dict[str, str]:
        build = tmp_path / "build"
        shutil.copytree(sample, build)
        for section in (build / "sections").glob("*.md"):
            text = section.read_text(encoding="utf-8")
            section.write_text(text.replace(f"{wide} .table}}", f"{wide} .table .wide}}"), encoding="utf-8")
        last = build / "sections" / "30_danh_gia_chung.md"
        last.write_text(
            last.read_text(encoding="utf-8").replace("Nơi làm tốt", f"{LINK} Nơi làm tốt") + APPENDIX,
            encoding="utf-8",
        )
        paper = {
            "charts": charts,
            "wide-tables": wide_tables,
            "parts-left-out": ["phan-doi-chieu"] if leave_out else [],
        }
        metadata = yaml.safe_load((build / "metadata.yml").read_text(encoding="utf-8"))
        metadata["placement"] = {"pdf": paper, "docx": paper}
        metadata["attachment"] = "Báo cáo số 05/BC-UBND của UBND"
        (build / "metadata.yml").write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
        files = rendered_files(build, ["html", "pdf", "docx"])
        return {
            "html": _line(BeautifulSoup(files["html"].read_bytes(), "html.parser").get_text(" ")),
            "pdf": _line(" ".join(page.extract_text() for page in pypdf.PdfReader(files["pdf"]).pages)),
            "docx": _line(" ".join(p.text for p in Document(str(files["docx"])).paragraphs)),
        }

    return made


def _line(text: str) -> str:
    return " ".join(text.split())


def _pages(tmp_path: Path) -> list[Any]:
    return list(pypdf.PdfReader(tmp_path / "build" / "bao-cao.pdf").pages)


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_in_the_text_nothing_moves(render: Render, name: str) -> None:
    text = render("trong_bai", "trong_bai")[name]
    assert CAPTION.findall(text) == ["Hình 1.", "Bảng 1.", "Hình 2.", "Bảng 2.", "Hình 3."]
    assert "Phụ lục ĐỐI CHIẾU" in text
    assert "Phụ lục I" not in text


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_in_appendices_after_the_signature_with_the_numbers_kept(render: Render, name: str) -> None:
    texts = render("phu_luc", "phu_luc")
    text = texts[name]
    assert CAPTION.findall(text) == ["Bảng 1.", "Hình 1.", "Hình 2.", "Hình 3.", "Bảng 2."]
    for caption in ("Hình 1. 97,25%", "Hình 2. Gần như", "Bảng 2. Hồ sơ theo"):
        assert caption in re.sub(r"(?<=\d)\.\s+", ". ", texts["html"])
    # Each reference says where, and the chart that no text refers to is named where it stood.
    assert "chi tiết ở Bảng 1 và Hình 1 Phụ lục I." in text
    assert "Theo Hình 2 Phụ lục I, phần lớn" in text
    assert "xem Hình 3 Phụ lục I; so với Bảng 2 Phụ lục II thì" in text
    headings = ("Phụ lục I BIỂU ĐỒ", "Phụ lục II BẢNG SỐ LIỆU", "Phụ lục III ĐỐI CHIẾU")
    places = [text.lower().index(heading.lower()) for heading in headings]
    assert places == sorted(places)
    assert text.count("(Kèm theo Báo cáo số 05/BC-UBND của UBND)") == 3
    if name == "pdf":
        assert text.index("Nguyễn Văn Mẫu") < places[0]


def test_an_appendix_counts_its_own_pages_and_lies_where_its_table_is_wide(
    render: Render, tmp_path: Path
) -> None:
    render("phu_luc", "phu_luc")
    pages = [(_line(page.extract_text()), page.mediabox) for page in _pages(tmp_path)]
    starts = [i for i, (text, _) in enumerate(pages) if text.startswith("Phụ lục")]
    assert len(starts) == 3
    for i, (text, box) in enumerate(pages[1:], start=1):
        since = max([start for start in starts if start <= i], default=0)
        assert i == since or text.startswith(f"{i - since + 1} "), (i, text[:40])
        assert (box.width > box.height) == (starts[1] <= i < starts[2])
    sections: Any = Document(str(tmp_path / "build" / "bao-cao.docx")).sections
    layouts = [section._sectPr for section in sections]
    assert ["pgNumType" in layout.xml and 'w:start="1"' in layout.xml for layout in layouts] == [
        False, True, True, True,
    ]  # fmt: skip
    assert [section.page_width > section.page_height for section in sections] == [False, False, True, False]
    assert all(section.different_first_page_header_footer for section in sections)


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_left_out_no_reference_dangles(render: Render, tmp_path: Path, name: str) -> None:
    texts = render("bo", "bo", leave_out=True)
    text = texts[name]
    assert CAPTION.findall(text) == ["Bảng 1."]
    assert "Theo Hình 2 (bản HTML), phần lớn" in text
    assert "so với Bảng 2 (bản HTML) thì" in text
    assert "Bảng đối chiếu ở phụ lục." in text
    assert "ĐỐI CHIẾU" not in text
    assert "PHỤ LỤC: ĐỐI CHIẾU" in texts["html"]
    assert "Hình 3. Hồ sơ nộp" in re.sub(r"(?<=\d)\.\s+", ". ", texts["html"])
    with zipfile.ZipFile(tmp_path / "build" / "bao-cao.docx") as archive:
        document = archive.read("word/document.xml").decode("utf-8")
        # The note of the chart's title goes with it.
        assert document.count("<w:footnoteReference ") == 4
        properties = "".join(archive.read(n).decode("utf-8") for n in archive.namelist() if "docProps" in n)
    anchors = set(re.findall(r'w:anchor="([^"]+)"', document))
    assert anchors <= set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', document))
    assert "placement" not in properties
    assert "attachment" not in properties


MOVED = """\
# I. Một {{#mot}}

{before}

::::: {{#hinh-x .chart}}
::: {{.chart-title}}
Tên
:::

![lời mô tả](charts/hinh-tthc-ho-so.svg)
:::::

{after}
"""


@pytest.mark.parametrize(
    ("charts", "before", "printed"),
    [
        ("phu_luc", "Đã nhận hồ sơ.", "Đã nhận hồ sơ (xem Hình 1 Phụ lục kèm theo)."),
        ("phu_luc", "Đã nhận (hồ sơ).", "Đã nhận (hồ sơ). Xem Hình 1 Phụ lục kèm theo."),
        ("phu_luc", "Đã nhận:\n\n- hồ sơ.", "hồ sơ. Xem Hình 1 Phụ lục kèm theo."),
        ("phu_luc", "Đã nhận, xem [](#hinh-x){.ref}.", "xem Hình 1 Phụ lục kèm theo. Rồi thôi."),
        ("bo", "Đã nhận (xem [](#hinh-x){.ref}).", "Đã nhận. Rồi thôi."),
        ("bo", "Đã nhận hồ sơ.", "Đã nhận hồ sơ. Rồi thôi."),
    ],
)
def test_the_text_reads_right_where_a_chart_stood(
    build: Path, sample: Path, charts: str, before: str, printed: str
) -> None:
    shutil.copytree(sample / "charts", build / "charts")
    text = MOVED.format(before=before, after="Rồi thôi.")
    (build / "sections" / "10_x.md").write_text(text, encoding="utf-8")
    metadata = yaml.safe_load((build / "metadata.yml").read_text(encoding="utf-8"))
    metadata["placement"] = {"docx": {"charts": charts, "wide-tables": "trong_bai"}}
    (build / "metadata.yml").write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
    document = Document(str(rendered_files(build, ["docx"])["docx"]))
    assert printed in _line(" ".join(paragraph.text for paragraph in document.paragraphs))


def test_word_numbers_captions_by_fields_that_need_no_update(render: Render, tmp_path: Path) -> None:
    render("trong_bai", "phu_luc")
    with zipfile.ZipFile(tmp_path / "build" / "bao-cao.docx") as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    instructions = re.findall(r"<w:instrText[^>]*> (.*?) </w:instrText>", document)
    captions = [text for text in instructions if text.startswith("SEQ")]
    assert captions == [
        r"SEQ Hình \* ARABIC", r"SEQ Bảng \* ARABIC", r"SEQ Hình \* ARABIC", r"SEQ Hình \* ARABIC",
        r"SEQ Bảng \* ARABIC",
    ]  # fmt: skip
    references = {text for text in instructions if text.startswith("REF")}
    assert r"REF Ref_Hinh_2 \h" in references
    named = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', document))
    assert {text.split()[1] for text in references} <= named
    paragraphs = Document(str(tmp_path / "build" / "bao-cao.docx")).paragraphs
    shown = [_line(p.text).partition(".")[0] for p in paragraphs if p.style and p.style.name == "Caption"]
    assert shown == ["Hình 1", "Bảng 1", "Hình 2", "Hình 3", "Bảng 2"]


def test_a_number_out_of_turn_is_set(render: Render, tmp_path: Path) -> None:
    render("trong_bai", "phu_luc", wide="bang-chi-dao-hai-long")
    with zipfile.ZipFile(tmp_path / "build" / "bao-cao.docx") as archive:
        document = archive.read("word/document.xml").decode("utf-8")
    # Bảng 2 comes first, Bảng 1 in the appendix: updating the fields in Word leaves them so.
    assert re.findall(r"SEQ Bảng [^<]*", document) == [
        r"SEQ Bảng \* ARABIC \r 2 ", r"SEQ Bảng \* ARABIC \r 1 ",
    ]  # fmt: skip


def test_word_keeps_together_what_belongs_together(rendered: dict[str, Path]) -> None:
    document = Document(str(rendered["docx"]))
    styles: Any = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption", "Chart", "Table Heading"):
        assert styles[name].paragraph_format.keep_with_next, name
    low, high = document.tables[1], document.tables[2]
    for table in (low, high):
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
        assert "w:tblHeader" in table.rows[0]._tr.xml
    # The low table stays whole, the high one only at its ends.
    assert all(_kept(row) for row in low.rows)
    assert [i for i, row in enumerate(high.rows) if _kept(row)] == [0, 1, 29, 30]


def _kept(row: Any) -> bool:
    return all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
