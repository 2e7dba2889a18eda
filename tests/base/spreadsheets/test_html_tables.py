"""Made-up exports of systems that call a web page, or text, .xls."""

import quopri
from pathlib import Path

import pytest

from cchc.base.spreadsheets.grid import Area, Book, UnreadableError
from cchc.base.spreadsheets.open_book import open_book

TABLE = "<table><tr><th>Chỉ tiêu</th><th>Số</th></tr><tr><td>Lớp&nbsp;học</td><td>3.133<br></td></tr></table>"
MIXED = """<TABLE border=1><thead><tr><td rowspan=2>a</td><td colspan="2">b<!-- no --></td></tr></thead>
<tbody><tr style="DISPLAY: none"><td>c</td>
<td><p>hai
  dòng</p><p>nữa</p></td></tr></tbody></TABLE>"""
PART = "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}\r\n"
MHTML = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\n"
    + PART.format("quoted-printable", quopri.encodestring(TABLE.encode()).decode())
    + "--X--\r\n"
)


def opened(tmp_path: Path, data: bytes | str, name: str = "a.xls") -> Book:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_book(path, name)


@pytest.mark.parametrize(
    "data",
    [
        TABLE,
        f"<div>{TABLE}</div>",
        f"<!-- x -->\n<html><head><meta charset=utf-8></head><body>{TABLE}</body></html>",
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body>{TABLE}</body></html>',
        f"\ufeff<html>{TABLE}",
        TABLE.encode("ascii", "xmlcharrefreplace").decode(),
        f"<html>{TABLE}</html>".encode("utf-16"),
        MHTML,
        f"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>{TABLE}</html>",
    ],
)
def test_a_page_is_read_as_its_table(tmp_path: Path, data: bytes | str) -> None:
    book = opened(tmp_path, data)
    (grid,) = book.grids
    assert [[cell.text for cell in grid.row_cells(row)] for row in grid.rows()] == [
        ["Chỉ tiêu", "Số"],
        ["Lớp học", "3.133"],
    ]
    assert "trang web" in book.unknown


def test_spans_hidden_rows_and_lines_are_those_of_the_page(tmp_path: Path) -> None:
    (grid,) = opened(tmp_path, MIXED).grids
    assert {place: cell.text for place, cell in grid.cells.items()} == {
        (0, 0): "a",
        (0, 1): "b",
        (1, 1): "c",
        (1, 2): "hai dòng\nnữa",
    }
    assert grid.merged == [Area(0, 0, 1, 0), Area(0, 1, 0, 2)]
    assert grid.hidden_rows == {1}


def test_tables_keep_apart(tmp_path: Path) -> None:
    book = opened(tmp_path, f"<table><tr><td>ngoài</td><td>{TABLE}</td></tr></table>{TABLE}")
    assert [grid.name for grid in book.grids] == ["bảng 1", "bảng 2", "bảng 3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_text_between_tabs_is_read_whatever_it_is_called(tmp_path: Path, encoding: str) -> None:
    book = opened(tmp_path, "Kỳ báo cáo:\t2020-H2\nLớp\t7\n".encode(encoding))
    assert book.grids[0].text(1, 1) == "7"
    assert "văn bản" in book.unknown


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<html><body>Hết phiên đăng nhập</body></html>", "trang web"),
        ("<table></table>", "không có bảng"),
        (
            '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "XML Spreads",
        ),
        ("<table>" + "<tr>" * 1_100_000, "quá lớn"),
        ("<table><tr><td colspan=99999999>1</td></tr></table>", "quá lớn"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x89PNG x", "Ảnh"),
        (b"Rar!\x1a x", "Tệp nén"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Tệp Word"),
        (b"\x00\x01\x02\x03", "bên trong không phải"),
        (b"K\xfd b\xb8o c\xb8o\t1", "không rõ bảng mã"),
    ],
)
def test_what_is_something_else_is_named(tmp_path: Path, data: bytes | str, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        opened(tmp_path, data)
