"""The forms as a unit receives them; the province is made up."""

import datetime
import re
import zipfile
from pathlib import Path

from tests.conftest import run_cchc
from tests.intake.filling import DATA, FORM, fill
from tests.intake.province import DISTRICTS, PERIOD

from cchc.base.spreadsheets.grid import Book
from cchc.base.spreadsheets.open_book import open_book


def opened(folder: Path, unit: str) -> Book:
    path = folder / f"{PERIOD}_{unit}.xlsx"
    return open_book(path, path.name)


def column(book: Book, sheet: str, name: str) -> list[str]:
    (grid,) = [grid for grid in book.grids if grid.name == sheet]
    head = next(cell for cell in grid.cells.values() if cell.text.startswith(name))
    return [
        grid.text(row, head.column) for row in grid.rows() if row > head.row and grid.text(row, head.column)
    ]


def test_one_form_for_each_unit_in_force_and_one_for_the_whole(blank_forms: Path) -> None:
    names = {path.stem.removeprefix(f"{PERIOD}_") for path in blank_forms.iterdir()}
    # The old district is gone, and the other office supplies nothing but what districts do.
    assert names == {*DISTRICTS, "phong_hoc", "toan_dia_phuong"}


def test_each_unit_is_asked_for_its_own_figures_alone(blank_forms: Path) -> None:
    district = opened(blank_forms, "huyen_01")
    assert column(district, DATA, "Mã chỉ tiêu") == ["dao_tao.hoc_vien"]
    assert column(district, DATA, "Phạm vi") == ["Huyện 01 (giả định)"]
    assert column(district, FORM, "Mã dòng")[:2] == ["Kỳ trước", "ho_so@huyen_01"]
    codes = column(opened(blank_forms, "phong_hoc"), DATA, "Mã chỉ tiêu")
    assert codes == [f"dao_tao.{code}" for code in ("lop", "kinh_phi", "gio", "hai_long", "bo_hoc")]
    whole = opened(blank_forms, "toan_dia_phuong")
    assert column(whole, DATA, "Mã chỉ tiêu") == ["dao_tao.hoc_vien", "dao_tao.khac"]
    assert column(whole, FORM, "Mã dòng")[1] == "ho_so", "the stated totals, to compare sums with"


def test_last_period_stands_beside(blank_forms: Path) -> None:
    assert column(opened(blank_forms, "phong_hoc"), DATA, "Số kỳ trước (06 tháng đầu năm 2020)") == [
        "7",
        "96.5",
    ]
    assert column(opened(blank_forms, "huyen_01"), DATA, "Số kỳ trước") == ["30"]
    assert column(opened(blank_forms, "huyen_12"), DATA, "Số kỳ trước") == ["9"], (
        "with the district it took in"
    )


def test_the_window_is_filled_in_beforehand(blank_forms: Path) -> None:
    (grid,) = [g for g in opened(blank_forms, "phong_hoc").grids if g.name == DATA]
    days = grid.cells[6, 6].day, grid.cells[6, 7].day
    assert days == (datetime.date(2020, 6, 15), datetime.date(2020, 12, 14))


def test_the_file_says_whose_it_is_in_three_places(blank_forms: Path) -> None:
    path = blank_forms / f"{PERIOD}_phong_hoc.xlsx"
    with zipfile.ZipFile(path) as package:
        properties = package.read("docProps/custom.xml").decode()
        book = package.read("xl/workbook.xml").decode()
    for text in (PERIOD, "phong_hoc"):
        assert f"<vt:lpwstr>{text}</vt:lpwstr>" in properties
    assert 'name="_cchc" sheetId="3" state="veryHidden"' in book
    (grid,) = [g for g in opened(blank_forms, "phong_hoc").grids if g.name == DATA]
    assert grid.text(1, 1) == f"06 tháng cuối năm 2020 ({PERIOD})"
    assert grid.text(2, 1) == "Phòng Học (phong_hoc)"


def test_only_cells_to_fill_are_open_and_each_takes_its_kind(blank_forms: Path) -> None:
    with zipfile.ZipFile(blank_forms / f"{PERIOD}_phong_hoc.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
        styles = package.read("xl/styles.xml").decode()
    assert "<sheetProtection sheet=" in sheet
    assert "password" not in sheet
    formats = re.search(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    assert formats
    is_open = ['locked="0"' in style for style in formats[0].split("<xf ")[1:]]
    cells = {name: is_open[int(style)] for name, style in re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet)}
    assert {name for name, value in cells.items() if value} == {
        f"{letter}{row}" for letter in "GHJK" for row in range(7, 12)
    }
    rules = re.findall(r'<dataValidation ([^>]*?)sqref="(J\d+)"', sheet)
    kinds = {cell: re.findall(r'(type|operator)="(\w+)"', text) for text, cell in rules}
    assert kinds["J7"] == [("type", "whole"), ("operator", "greaterThanOrEqual")]
    assert kinds["J8"] == [("type", "decimal"), ("operator", "greaterThanOrEqual")]
    assert kinds["J10"] == [("type", "decimal")], "between, which Excel takes where none is named"
    assert 'paperSize="9"' in sheet


def test_an_identity_of_the_form_turns_red_where_it_does_not_hold(blank_forms: Path) -> None:
    with zipfile.ZipFile(blank_forms / f"{PERIOD}_huyen_01.xlsx") as package:
        sheet = package.read("xl/worksheets/sheet3.xml").decode()
    formulas = re.findall(r'<conditionalFormatting sqref="(\w+)">.*?<formula>(.*?)</formula>', sheet)
    red = "AND(COUNT($C$11,$E$11,$F$11)=3,($C$11)&lt;&gt;($E$11 + $F$11))"
    assert formulas == [(cell, red) for cell in ("C11", "E11", "F11")]


def test_the_same_forms_are_the_same_bytes(blank_forms: Path, province: Path, tmp_path: Path) -> None:
    run_cchc("intake", "template", PERIOD, "--to", tmp_path / "nữa", "--workspace", province)
    for path in blank_forms.iterdir():
        assert (tmp_path / "nữa" / path.name).read_bytes() == path.read_bytes()


def test_a_filled_form_is_never_written_over(province: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    ask = ("intake", "template", PERIOD, "--to", folder, "--workspace", province)
    assert run_cchc(*ask).code == 0
    assert run_cchc(*ask).code == 0, "blank ones may be written again"
    filled, noted = folder / f"{PERIOD}_phong_hoc.xlsx", folder / f"{PERIOD}_huyen_03.xlsx"
    fill(filled, {"J9": 3})
    fill(noted, {"K7": "Chưa có"})
    damaged = folder / f"{PERIOD}_huyen_01.xlsx"
    damaged.write_bytes(b"hong")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    ran = run_cchc(*ask)
    assert ran.code == 1
    assert ran.text.count(".xlsx") == 3
    assert all(path.name in ran.text for path in (filled, noted, damaged))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_rule_that_fits_no_catalogue_is_named_by_row(province: Path) -> None:
    path = province / "data/catalog/intake.csv"
    path.write_text(
        "indicator,supplier,note\nho_so.ty_le,huyen,\ndao_tao.lop,xa,\nkhong.co,huyen,\n", encoding="utf-8"
    )
    ran = run_cchc("intake", "template", PERIOD, "--workspace", province)
    assert ran.code == 1
    assert [line.split(": ")[0] for line in ran.text.splitlines()] == [
        f"data/catalog/intake.csv:{n}" for n in (2, 3, 4)
    ]
