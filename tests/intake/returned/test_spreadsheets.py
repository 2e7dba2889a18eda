"""The same made-up form sent as .xlsx, .ods, .xls and .csv, and files that only look like one."""

import csv
import io
from pathlib import Path

import pytest
from tests.conftest import Ran, run_cchc
from tests.intake.filling import FORM, copy, edit_part, edit_sheet, fill
from tests.intake.old_formats import Sheet, sheets_of, write_ods, write_xls
from tests.intake.province import PERIOD, figures, values

from cchc.base.spreadsheets.grid import Book, CellKind, Grid, UnreadableError
from cchc.base.spreadsheets.open_book import open_book

DATA = "Số liệu"
READ = {"lop": "7", "kinh_phi": "3133520", "gio": "0.3", "hai_long": "10.07", "bo_hoc": "2.25"}
# By row and column from 0: J7 to J11.
FILLED: dict[tuple[int, int], str | float | tuple[float, str]] = {
    (6, 9): 7.0,
    (7, 9): "3.133.520",
    (8, 9): 0.1 + 0.2,
    (9, 9): (0.1007, "%"),
    (10, 9): "2,25",
}


def send(province: Path, folder: Path) -> tuple[Ran, dict[str, str]]:
    ran = run_cchc("intake", "import", folder, "--workspace", province)
    return ran, {code.removeprefix("dao_tao."): value for (code, _), value in values(province).items()}


def filled_sheets(blank_forms: Path) -> list[Sheet]:
    return sheets_of(blank_forms / f"{PERIOD}_phong_hoc.xlsx", {DATA: FILLED})


def test_ods_and_xls_are_read_like_xlsx(blank_forms: Path, province: Path, tmp_path: Path) -> None:
    for name, write in (("ve_ods/a.ods", write_ods), ("ve_xls/a.xls", write_xls)):
        path = tmp_path / name
        path.parent.mkdir()
        write(path, filled_sheets(blank_forms))
        ran, read = send(province, path.parent)
        assert ran.code == 0, ran.text
        assert read == READ, name
        assert figures(province)["dao_tao.lop", ""]["source_cell"] == f"{path.name}!Số liệu!J7"
        assert figures(province)["dao_tao.lop", ""]["window_from"] == "", "the dates were read as they are"


def test_hidden_rows_and_merged_cells_of_ods_and_xls(
    blank_forms: Path, province: Path, tmp_path: Path
) -> None:
    for name, write in (("ve_ods/a.ods", write_ods), ("ve_xls/a.xls", write_xls)):
        path = tmp_path / name
        path.parent.mkdir()
        sheets = filled_sheets(blank_forms)
        (data,) = [sheet for sheet in sheets if sheet.name == DATA]
        data.hidden_rows, data.merged = [7], [(8, 9, 8, 10)]
        write(path, sheets)
        ran, read = send(province, path.parent)
        assert "J8: LỖI: Số nằm ở hàng, cột hoặc trang bị ẩn" in ran.text, name
        assert "J9: LỖI: Ô thuộc khối gộp J9:K9" in ran.text, name
        assert set(read) == {"lop", "hai_long", "bo_hoc"}


def as_csv(blank_forms: Path, separator: str, values: dict[str, str]) -> str:
    """The sheet of indicators as a spreadsheet saves it."""
    path = blank_forms / f"{PERIOD}_phong_hoc.xlsx"
    (grid,) = [grid for grid in open_book(path, path.name).grids if grid.name == DATA]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    for row in range(max(grid.rows()) + 1):
        cells = [grid.text(row, column) for column in range(11)]
        cells[9] = values.get(cells[1].removeprefix("dao_tao."), cells[9])
        writer.writerow(cells)
    return text.getvalue()


VIETNAMESE = {"lop": "7", "kinh_phi": "3133520", "gio": "0,3", "hai_long": "10,07%", "bo_hoc": "2,25"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_every_separator_and_encoding(
    blank_forms: Path, province: Path, tmp_path: Path, separator: str, encoding: str
) -> None:
    path = tmp_path / "ve" / "a.csv"
    path.parent.mkdir()
    path.write_bytes(as_csv(blank_forms, separator, VIETNAMESE).encode(encoding))
    ran, read = send(province, path.parent)
    assert ran.code == 0, ran.text
    assert read == READ
    assert figures(province)["dao_tao.lop", ""]["source_cell"] == "a.csv!J7"
    assert "không cho biết hàng ẩn" in ran.text


def test_csv_of_old_code_pages(blank_forms: Path, province: Path, tmp_path: Path) -> None:
    path = tmp_path / "ve" / "a.csv"
    path.parent.mkdir()
    text = as_csv(blank_forms, ";", VIETNAMESE)
    path.write_bytes(windows_1258(text))
    assert send(province, path.parent)[1] == READ
    (tmp_path / "cũ").mkdir()
    (tmp_path / "cũ" / "tcvn3.csv").write_bytes("Kỳ báo cáo".encode() + b"\xb8\xb5\xb6\xb7\xb9")
    ran = run_cchc("intake", "import", tmp_path / "cũ", "--period", PERIOD, "--workspace", province)
    assert "Không nhận ra bảng mã" in ran.text


def windows_1258(text: str) -> bytes:
    """That code page has the tone marks as letters of their own."""
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        out.append(base + tone)
    return "".join(out).encode("cp1258")


def test_two_csv_files_of_one_unit_complete_each_other(
    blank_forms: Path, province: Path, tmp_path: Path
) -> None:
    path = blank_forms / f"{PERIOD}_huyen_01.xlsx"
    folder = tmp_path / "ve"
    folder.mkdir()
    for grid in open_book(path, path.name).grids:
        if grid.name in {DATA, FORM}:
            text = io.StringIO()
            writer = csv.writer(text)
            for row in range(max(grid.rows()) + 1):
                cells = [grid.text(row, column) for column in range(11)]
                if cells[0] == "ho_so@huyen_01":
                    cells[2], cells[4], cells[5] = "30", "20", "10"
                if cells[1] == "dao_tao.hoc_vien":
                    cells[9] = "12"
                writer.writerow(cells)
            (folder / f"{grid.name.replace('/', '-')}.csv").write_text(text.getvalue(), encoding="utf-8")
    ran = run_cchc("intake", "import", folder, "--workspace", province)
    assert ran.code == 0, ran.text
    read = {code: value for (code, unit), value in values(province).items() if unit == "huyen_01"}
    assert read == {
        "ho_so.tiep_nhan": "30",
        "ho_so.da_xong": "20",
        "ho_so.dang_lam": "10",
        "dao_tao.hoc_vien": "12",
    }


def test_a_form_that_lost_its_hidden_sheet_and_its_names_still_says_whose_it_is(
    blank_forms: Path, province: Path, tmp_path: Path
) -> None:
    file = copy(blank_forms / f"{PERIOD}_phong_hoc.xlsx", tmp_path / "ve" / "1.xlsx")
    fill(file, {"J7": 7})
    edit_part(file, "xl/workbook.xml", lambda xml: xml.replace('name="Số liệu"', 'name="Sheet1"'))
    edit_sheet(
        file,
        "_cchc",
        lambda xml: xml.replace("<sheetData>", "<sheetData/><x>").replace("</sheetData>", "</x>"),
    )
    assert send(province, file.parent)[1] == {"lop": "7"}


@pytest.fixture
def book(blank_forms: Path, tmp_path: Path) -> Path:
    return copy(blank_forms / f"{PERIOD}_phong_hoc.xlsx", tmp_path / "a.xlsx")


def cell(path: Path, row: int, column: int) -> CellKind:
    return data_sheet(open_book(path, path.name)).cells[row, column].kind


def data_sheet(opened: Book) -> Grid:
    return next(grid for grid in opened.grids if grid.name == DATA)


def test_entities_are_refused(book: Path) -> None:
    doctype = '<!DOCTYPE a [<!ENTITY b "bbbb">]>'
    edit_part(book, "xl/workbook.xml", lambda xml: xml.replace("<workbook", f"{doctype}<workbook", 1))
    with pytest.raises(UnreadableError, match="khai báo XML"):
        open_book(book, book.name)


def test_a_sheet_beyond_the_limits_is_refused(book: Path) -> None:
    edit_sheet(
        book, DATA, lambda xml: xml.replace('<row r="7"', '<row r="900000"').replace('r="J7"', 'r="J900000"')
    )
    with pytest.raises(UnreadableError, match="quá xa hoặc quá nhiều"):
        open_book(book, book.name)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "bị hỏng"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "có mật khẩu",
        ),
        ("a.pdf", b"%PDF-1.7", "Không phải tệp bảng tính"),
        ("a.csv", b"a;b\0c", "không phải chữ"),
    ],
)
def test_what_only_looks_like_a_spreadsheet(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=said):
        open_book(path, name)


def test_a_date_of_xls_is_a_date(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", [Sheet(DATA, {(0, 0): (44022.0, "date"), (0, 1): (0.5, "%")})])
    assert (cell(path, 0, 0), cell(path, 0, 1)) == (CellKind.DATE, CellKind.PERCENT)
