"""One flaw at a time in a made-up file: what it takes with it, what it leaves, and what is said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import run_cchc
from tests.intake.filling import (
    DATA,
    Content,
    Formula,
    Styled,
    add_percent_style,
    copy,
    edit_part,
    edit_sheet,
    fill,
    hide_row,
    merge,
    reverse_rows,
)
from tests.intake.province import PERIOD, figures, values

SOUND: dict[str, Content] = {"J7": 7, "J8": 5600000, "J9": 12.5, "J10": "96,5", "J11": "2,25%"}
CELLS = {"J7": "lop", "J8": "kinh_phi", "J9": "gio", "J10": "hai_long", "J11": "bo_hoc"}
READ = {"lop": "7", "kinh_phi": "5600000", "gio": "12.5", "hai_long": "96.5", "bo_hoc": "2.25"}


@pytest.fixture
def returned(blank_forms: Path, tmp_path: Path) -> Path:
    """A file of one office that has no flaw yet."""
    file = copy(blank_forms / f"{PERIOD}_phong_hoc.xlsx", tmp_path / "ve" / "Báo cáo (bản cuối) 2.xlsx")
    fill(file, SOUND)
    return file


def read(province: Path) -> dict[str, str]:
    return {code.removeprefix("dao_tao."): value for (code, _), value in values(province).items()}


def test_a_sound_file_is_read_whole(province: Path, returned: Path) -> None:
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert ran.code == 0, ran.text
    assert read(province) == READ
    row = figures(province)["dao_tao.hai_long", ""]
    assert row["source_cell"] == f"{returned.name}!Số liệu!J10"


@pytest.mark.parametrize(
    ("cell", "content", "said"),
    [
        ("J7", "1.234", "1234 hay 1,234"),
        ("J7", "100\n200", "có nhiều dòng"),
        ("J7", "khoảng 120", "có chữ lẫn trong ô số"),
        ("J7", "120 hồ sơ", "có chữ lẫn trong ô số"),
        ("J7", "-", "không rõ là 0"),
        ("J7", "không có", "không rõ là 0"),
        ("J7", 7.5, "số nguyên"),
        ("J7", -3, "Số âm"),
        ("J7", 1e16, "không giữ đủ chữ số"),
        ("J7", "12%", "là phần trăm"),
        ("J7", Formula("SUM(A1:A3)"), "chưa có kết quả"),
        ("J7", Formula("[1]Sheet1!A1"), "chưa có kết quả"),
        ("J8", "31.33.520", "nhóm sai chỗ"),
        ("J8", "3.1335.20", "nhóm sai chỗ"),
        ("J8", 12.5, "chữ số thập phân"),
        ("J10", 960, "lớn hơn 100%"),
        ("J10", 0.965, "không có dấu %"),
        ("J10", "1", "không có dấu %"),
    ],
)
def test_a_flawed_cell_is_asked_about_and_takes_nothing_with_it(
    province: Path, returned: Path, cell: str, content: Content, said: str
) -> None:
    # The other number with a sign would settle how this file writes numbers.
    fill(returned, {cell: content, "J10": content if cell == "J10" else 96, "J11": None})
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert ran.code == 1, ran.text
    (line,) = [line for line in ran.text.splitlines() if f"{returned.name}!Số liệu!{cell}" in line]
    assert "LỖI" in line
    assert said in line
    left = {**READ, "hai_long": "96"}
    assert read(province) == {code: v for code, v in left.items() if code not in {CELLS[cell], "bo_hoc"}}


def test_an_ambiguous_number_is_decided_by_the_same_file_alone(province: Path, returned: Path) -> None:
    fill(returned, {"J7": "1.234", "J8": "3.133.520"})
    assert run_cchc("intake", "import", returned.parent, "--workspace", province).code == 0
    assert read(province)["lop"] == "1234"
    # English proof beside it: now the point may be either, and nothing is taken.
    fill(returned, {"J7": "2.345", "J8": "3,133,520"})
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert "2.345" in ran.text
    assert read(province)["lop"] == "1234"


@pytest.mark.parametrize(
    ("filled", "asked"),
    [
        ({"J7": "3.000", "J10": "10.07"}, {"J7": "3000 hay 3"}),
        ({"J7": "1,000", "J8": "3.133.520"}, {"J7": "1000 hay 1"}),
        ({"J7": "3.500", "J10": "10.07"}, {"J7": "3500 hay 3,5"}),
        # Hours have three decimals, and may still be thousands.
        ({"J9": "3.000", "J10": "10.07"}, {"J9": "3000 hay 3"}),
        ({"J9": "12.500", "J10": "10.07"}, {}),
        # There is no such percentage but one.
        ({"J10": "98.500", "J11": "10.07"}, {}),
        ({"J7": "3.000", "J10": "10,07"}, {}),
    ],
)
def test_the_kind_of_the_indicator_may_speak_against_the_notation(
    province: Path, returned: Path, filled: dict[str, Content], asked: dict[str, str]
) -> None:
    fill(returned, {**dict.fromkeys(CELLS), **filled})
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert ran.code == bool(asked), ran.text
    for cell, meanings in asked.items():
        assert any(f"!{cell}: LỖI" in line and meanings in line for line in ran.text.splitlines()), ran.text
    assert set(read(province)) == {CELLS[cell] for cell in filled.keys() - asked}


@pytest.mark.parametrize(
    ("cell", "typed", "value"),
    [
        ("J7", "10,00", "10"),
        ("J7", "-0", "0"),
        ("J7", "007", "7"),
        ("J9", "-0,0", "0"),
        ("J10", "0,00%", "0"),
    ],
)
def test_what_is_written_is_what_the_reader_of_figures_takes(
    province: Path, returned: Path, cell: str, typed: str, value: str
) -> None:
    fill(returned, {**dict.fromkeys(CELLS), cell: typed})
    for _ in range(2):
        ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
        assert ran.code == 0, ran.text
        assert read(province) == {CELLS[cell]: value}


def test_a_number_that_may_have_been_a_day_is_imported_and_told(province: Path, returned: Path) -> None:
    fill(returned, {"J7": 43952, "J8": 43952 - 400, "J9": "44200"})
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert ran.code == 0, ran.text
    warned = [line for line in ran.text.splitlines() if "CẢNH BÁO" in line and "ngày" in line]
    assert ["!J7" in warned[0], "!J9" in warned[1], len(warned)] == [True, True, 2]
    assert "43952 là số mà bảng tính ghi cho ngày 01/05/2020" in warned[0]
    assert read(province)["lop"] == "43952"


def test_a_cell_without_a_number_costs_itself_alone(province: Path, returned: Path) -> None:
    edit_sheet(returned, DATA, lambda xml: xml.replace("<v>7</v>", "<v>NaN</v>"))
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert "J7: LỖI: “nan” là lỗi của công thức" in ran.text
    assert read(province) == {code: value for code, value in READ.items() if code != "lop"}


def test_notes_are_one_line_that_can_be_read_again(province: Path, returned: Path) -> None:
    fill(returned, {"K7": "Dòng một_x000D_\nDòng_x0007_ hai", "K8": "dài " * 40_000, "K9": 'a;"b",\tc'})
    for _ in range(2):
        ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
        assert ran.code == 0, ran.text
        assert "J8: CẢNH BÁO: Ghi chú dài quá 2000 chữ" in ran.text
        rows = figures(province)
        assert rows["dao_tao.lop", ""]["note"] == "Dòng một Dòng hai"
        assert rows["dao_tao.gio", ""]["note"] == 'a;"b", c'
        assert len(rows["dao_tao.kinh_phi", ""]["note"]) == 2_000


def test_numbers_are_taken_as_stored_without_noise(province: Path, returned: Path) -> None:
    percent = add_percent_style(returned)
    stored: dict[str, Content] = {
        "J7": Formula("3+4", "7"),
        "J9": 0.1 + 0.2,
        "J10": Styled(0.1007, percent),
        "J11": "0,8%",
    }
    fill(returned, {**stored, "J8": 1234567.0})
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert ran.code == 0, ran.text
    assert read(province) == {
        "lop": "7",
        "kinh_phi": "1234567",
        "gio": "0.3",
        "hai_long": "10.07",
        "bo_hoc": "0.8",
    }


def test_zero_is_a_value_and_blank_is_none(province: Path, returned: Path) -> None:
    fill(returned, {"J7": 0, "J8": None, "J9": "  "})
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert read(province) == {"lop": "0", "hai_long": "96.5", "bo_hoc": "2.25"}
    assert "Phòng Học (phong_hoc): 2 chỉ tiêu: dao_tao.kinh_phi, dao_tao.gio" in ran.text


def date_style(file: Path) -> None:
    """The value cell takes the style of the window cell beside it, as when 10.7 became a day."""

    def change(xml: str) -> str:
        style = xml.split('<c r="G7" s="')[1].split('"', maxsplit=1)[0]
        before, after = xml.split('<c r="J7" s="')
        return f'{before}<c r="J7" s="{style}"{after.partition(chr(34))[2]}'

    edit_sheet(file, DATA, change)
    fill(file, {"J7": 44022})


def lost_code(file: Path) -> None:
    fill(file, {"B7": None})


def other_name(file: Path) -> None:
    """As when one column alone was sorted."""
    fill(file, {"C7": "Kinh phí"})


def repeated_row(file: Path) -> None:
    fill(file, {"B8": "dao_tao.lop", "C8": "Lớp học", "E8": "lớp"})


def hidden_column(file: Path) -> None:
    edit_sheet(
        file, DATA, lambda xml: xml.replace('<col min="10" max="10"', '<col min="10" max="10" hidden="1"')
    )


def hidden_sheet(file: Path) -> None:
    edit_part(
        file, "xl/workbook.xml", lambda xml: xml.replace('name="Số liệu"', 'name="Số liệu" state="hidden"')
    )


@pytest.mark.parametrize(
    ("spoil", "cell", "said", "lost"),
    [
        (date_style, "J7", "là ngày tháng", {"lop"}),
        (lambda file: hide_row(file, 8), "J8", "bị ẩn", {"kinh_phi"}),
        (hidden_column, "J7", "bị ẩn", set(READ)),
        (hidden_sheet, "J7", "bị ẩn", set(READ)),
        (lambda file: merge(file, "J7:J8"), "J8", "gộp J7:J8", {"lop", "kinh_phi"}),
        (lost_code, "J7", "không có mã chỉ tiêu", {"lop"}),
        (lambda file: fill(file, {"B7": "dao_tao.la"}), "J7", "không có trong danh mục", {"lop"}),
        (other_name, "J7", "xáo trộn", {"lop"}),
        (lambda file: fill(file, {"F7": "Cách tính cũ"}), "J7", "mẫu cũ", {"lop"}),
        (repeated_row, "J7", "nhiều dòng", {"lop", "kinh_phi"}),
        (lambda file: fill(file, {"G7": "31/02/2020"}), "J7", "không đọc được", {"lop"}),
        (lambda file: fill(file, {"G7": "12/2020", "H7": "03/2020"}), "J7", "trước khi bắt đầu", {"lop"}),
    ],
)
def test_a_flawed_row_is_asked_about(
    province: Path, returned: Path, spoil: Callable[[Path], None], cell: str, said: str, lost: set[str]
) -> None:
    spoil(returned)
    ran = run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert ran.code == 1, ran.text
    line = next(line for line in ran.text.splitlines() if f"{returned.name}!Số liệu!{cell}: LỖI" in line)
    assert said in line
    assert read(province) == {code: value for code, value in READ.items() if code not in lost}


def test_rows_may_come_back_in_any_order(province: Path, returned: Path) -> None:
    reverse_rows(returned, 7, 11)
    assert run_cchc("intake", "import", returned.parent, "--workspace", province).code == 0
    assert read(province) == READ
    assert figures(province)["dao_tao.lop", ""]["source_cell"].endswith("!Số liệu!J11")


def test_a_window_of_its_own_and_a_note_come_along(province: Path, returned: Path) -> None:
    fill(returned, {"G7": "15/07/2020", "H7": "11/2020", "K7": "Ước tính", "K8": "=cmd|' /C calc'!A0"})
    assert run_cchc("intake", "import", returned.parent, "--workspace", province).code == 0
    rows = figures(province)
    first = rows["dao_tao.lop", ""]
    assert (first["window_from"], first["window_to"], first["note"]) == ("2020-07-15", "2020-11", "Ước tính")
    assert rows["dao_tao.kinh_phi", ""]["window_from"] == "", "the period's own window needs no words"
    assert rows["dao_tao.kinh_phi", ""]["note"].startswith("'="), "no cell for a spreadsheet to compute"
    before = (province / "data" / PERIOD / "figures.csv").read_bytes()
    run_cchc("intake", "import", returned.parent, "--workspace", province)
    assert (province / "data" / PERIOD / "figures.csv").read_bytes() == before
