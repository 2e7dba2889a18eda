"""Made-up .xlsx files as other programs write them, and those that contradict themselves."""

import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from tests.intake.filling import edit_part

from cchc.base.spreadsheets.grid import CellKind, Grid, UnreadableError
from cchc.base.spreadsheets.open_book import open_book

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A label, a number, a percentage, a day."""
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as file:
        sheet = file.add_worksheet("Số liệu")
        sheet.write_string(0, 0, "Tỷ lệ")
        sheet.write_number(0, 1, 7)
        sheet.write_number(0, 2, 0.1007, file.add_format({"num_format": "0.00%"}))
        sheet.write_number(0, 3, 43997, file.add_format({"num_format": "dd/mm/yyyy"}))
        file.add_worksheet("Khác").write_number(0, 0, 1)
    return path


def first(path: Path) -> Grid:
    return open_book(path, path.name).grids[0]


def rewrite(path: Path, change: Callable[[str, str], tuple[str, str]]) -> None:
    """Change names and texts of all parts."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name).decode()) for name in package.namelist()]
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts:
            package.writestr(*change(name, text))


def capitals(name: str, text: str) -> tuple[str, str]:
    return name.replace("sharedStrings", "SharedStrings").replace("worksheets", "WorkSheets"), text


def other_names(name: str, text: str) -> tuple[str, str]:
    for old, new in (("workbook.xml", "sach2.xml"), ("styles.xml", "kieu.xml"), ("sheet1.xml", "trang.xml")):
        name, text = name.replace(old, new), text.replace(old, new)
    return name, text


def other_folder(name: str, text: str) -> tuple[str, str]:
    return name.replace("xl/", "so/bang/"), text.replace("xl/", "so/bang/")


def from_the_top(name: str, text: str) -> tuple[str, str]:
    return name, text.replace('Target="worksheets', 'Target="/xl/worksheets')


def backslashes(name: str, text: str) -> tuple[str, str]:
    return name.replace("/", "\\"), text.replace('Target="worksheets/', 'Target="worksheets\\')


@pytest.mark.parametrize("change", [capitals, other_names, other_folder, from_the_top, backslashes])
def test_parts_are_found_by_their_relationship(
    book: Path, change: Callable[[str, str], tuple[str, str]]
) -> None:
    expected = first(book).cells
    rewrite(book, change)
    assert first(book).cells == expected
    kinds = [CellKind.TEXT, CellKind.NUMBER, CellKind.PERCENT, CellKind.DATE]
    assert [cell.kind for cell in expected.values()] == kinds


@pytest.mark.parametrize("stored", ["NaN", "INF", "-1.#IND", "1_000", "12,5", "abc"])
def test_what_is_no_number_costs_its_cell_alone(book: Path, stored: str) -> None:
    edit_part(book, SHEET, lambda xml: xml.replace("<v>7</v>", f"<v>{stored}</v>"))
    cells = first(book).cells
    assert cells[0, 1].kind is CellKind.ERROR
    assert cells[0, 2].number == Decimal("0.1007")


def test_escapes_of_the_format_are_read(book: Path) -> None:
    edit_part(
        book, "xl/sharedStrings.xml", lambda xml: xml.replace("Tỷ lệ", "Dòng một_x000D_\nDòng_x005F_x2")
    )
    assert first(book).text(0, 0) == "Dòng một\r\nDòng_x2"


def twice_in_the_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("XL/Worksheets/sheet1.xml", "<worksheet/>")


def two_cells(path: Path) -> None:
    edit_part(path, SHEET, lambda xml: xml.replace("</row>", '<c r="B1"><v>8</v></c></row>', 1))


def two_rows(path: Path) -> None:
    edit_part(path, SHEET, lambda xml: xml.replace("</row>", '</row><row r="1"><c><v>8</v></c></row>', 1))


def misplaced(path: Path) -> None:
    edit_part(path, SHEET, lambda xml: xml.replace('r="B1"', 'r="B9"'))


def same_name(path: Path) -> None:
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace("Khác", "số liệu"))


def test_a_sheet_that_is_named_and_not_there_is_refused(book: Path) -> None:
    edit_part(book, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace('Id="rId2"', 'Id="rId99"'))
    with pytest.raises(UnreadableError, match="thiếu nội dung của trang “Khác”"):
        open_book(book, book.name)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (twice_in_the_zip, "hai phần cùng tên"),
        (two_cells, "ô B1 hai lần"),
        (two_rows, "ô A1 hai lần"),
        (misplaced, "ô B9 ở hàng 1"),
        (same_name, "hai trang cùng tên"),
    ],
)
def test_what_is_there_twice_is_refused(book: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(book)
    with pytest.raises(UnreadableError, match=said):
        open_book(book, book.name)
