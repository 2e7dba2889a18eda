"""The PDF: official layout, tagged, with its notes on the page that cites them."""

import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from cchc.publish.layout import official_layout


@pytest.fixture(scope="module")
def reader(rendered: dict[str, Path]) -> pypdf.PdfReader:
    return pypdf.PdfReader(rendered["pdf"])


@pytest.fixture(scope="module")
def pages(reader: pypdf.PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def test_first_page_has_the_letterhead_and_no_number(pages: list[str]) -> None:
    first = pages[0]
    for line in (
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "/BC-UBND",
        "Thành phố Mẫu, ngày … tháng … năm 2020",
        "BÁO CÁO",
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
    ):
        assert line in first
    assert not re.match(r"\s*1\s", first)
    assert [page.split()[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]


def test_a_note_stands_on_the_page_that_cites_it(pages: list[str]) -> None:
    cited = next(page for page in pages if "Đã thẩm định 306" in page)
    assert "Kế hoạch số 55/KH-UBND" in cited
    in_cell = next(page for page in pages if "Trang thông tin điện tử2" in page)
    assert "Trang đánh giá: https://danhgia.example.vn/hai-long" in in_cell


def test_a_long_table_repeats_its_head(pages: list[str]) -> None:
    with_rows = [page for page in pages if re.search(r"Quận \d+", page)]
    assert all("Tiếp nhận" in page for page in with_rows)


def test_closing_block_ends_the_report(pages: list[str]) -> None:
    assert "Nơi nhận:" in pages[-1]
    assert pages[-1].index("TM. ỦY BAN NHÂN DÂN") < pages[-1].index("Nguyễn Văn Mẫu")


def test_it_is_tagged_archivable_and_a4(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert str(root["/Lang"]).startswith("vi")
    assert root["/MarkInfo"]["/Marked"]
    marks = root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r"pdfaid:part\D+3", marks)
    assert re.search(r"pdfuaid:part\D+1", marks)
    assert [round(float(side) * 25.4 / 72) for side in reader.pages[0].mediabox[2:]] == [210, 297]


def test_text_is_set_in_an_official_face(reader: pypdf.PdfReader) -> None:
    fonts: Any = reader.pages[0]["/Resources"]
    names = {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in fonts["/Font"].values()}
    official = tuple(name.replace(" ", "") for name in official_layout().faces)
    assert any(name.startswith(official) for name in names)
