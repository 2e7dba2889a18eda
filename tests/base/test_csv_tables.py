"""Reading CSV files as analysts and their Excel write them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.csv_tables import (
    CellError,
    Row,
    Table,
    duplicates,
    one_of,
    optional_date,
    optional_moment,
    optional_number,
    read_table,
    required,
    required_date,
    required_number,
    required_year,
)

COLUMNS = ("ma", "ten")


def read(folder: Path, content: str | bytes) -> Table:
    path = folder / "thu.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, "data/thu.csv", COLUMNS)


def cell(text: str) -> Row:
    return Row("data/thu.csv", 5, {"ten": text})


@pytest.mark.parametrize(
    "content",
    [
        "ma,ten\na,một\nb,hai\n",
        "ma,ten\r\na,một\r\nb,hai",
        b"\xef\xbb\xbf" + "ma,ten\na,một\nb,hai\n".encode(),
        "ma;ten\na;một\nb;hai\n",
        'ten,ma\n" một ",a\nhai , b\n',
        "ma,ten\n\na,một\n,\nb,hai\n\n",
        # Letters and marks apart, as a Mac writes them.
        "ma,ten\na,mo\u0323\u0302t\nb,hai\n",
        # “Unicode text” of Excel; Windows' Vietnamese code page has tones apart.
        "ma\tten\na\tmột\nb\thai\n".encode("utf-16"),
        b"ma;ten\na;m\xf4\xf2t\nb;hai\n",
        "ma,ten,,,\na,một,,,\nb,hai,,\n,,,,\n,,,,\n",
        ",ma,,ten\n,a,,một\n,b,,hai\n",
        "\n;;\nMa ; TEN;\na;một;\nb;hai;\n",
        "ma,te\u200bn\n\ufeffa,\u00a0một\u00a0\nb\u00ad,h\u2060ai\n",
        "ma,ten\ra,một\rb,hai\r",
    ],
    ids=[
        *("plain", "windows", "byte-order-mark", "semicolons", "other-order", "empty-lines", "decomposed"),
        *("utf-16", "windows-1258", "empty-columns", "empty-between", "capitals", "invisible", "old-mac"),
    ],
)
def test_what_excel_writes_is_read(tmp_path: Path, content: str | bytes) -> None:
    table = read(tmp_path, content)
    assert table.findings == []
    assert [(row["ma"], row["ten"]) for row in table.rows] == [("a", "một"), ("b", "hai")]


def test_rows_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    table = read(tmp_path, 'ma,ten\na,"hai\ndòng"\n\nb,x\nc\nd,y\n')
    assert [(row["ma"], row.number) for row in table.rows] == [("a", 2), ("b", 5), ("d", 7)]
    assert [finding.place for finding in table.findings] == ["data/thu.csv:6"]


@pytest.mark.parametrize(
    ("content", "places", "words"),
    [
        ("ma\na\n", ["data/thu.csv:1"], ["thiếu cột “ten”"]),
        ("ma,ten,la\na,b,c\n", ["data/thu.csv:1"], ["thừa cột “la”"]),
        ("ma,name\na,b\n", ["data/thu.csv:1"] * 2, ["thiếu cột “ten”", "thừa cột “name”"]),
        ("ma,ten,ten\na,b,c\n", ["data/thu.csv:1"], ["“ten” có hai lần"]),
        ("", ["data/thu.csv:1"], ["tệp trống"]),
        ("la\na\n", ["data/thu.csv:1"] * 2, ["thiếu cột “ma”, “ten”", "thừa cột “la”"]),
        ("ma,ten\na,b,c\n", ["data/thu.csv:2"], ["Dòng có 3 ô, cần 2"]),
        ('ma,ten\na,"mở\nb,hai\nc,ba\n', ["data/thu.csv:2"], ["nháy kép mở ở dòng này chưa đóng"]),
        ("ma,ten" + "," * 1_100_000 + "x" * 1_100_000, ["data/thu.csv:1"], ["không đúng dạng CSV"]),
        (b"ma,ten\na,\xe1\xbb\n", ["data/thu.csv"], ["UTF-8"]),
        ("ma,ten\na,NghÞ ®Þnh\n".encode("cp1252"), ["data/thu.csv"], ["TCVN3"]),
        ("ma,ten\na,Nghò ñònh, quyeát ñònh\n".encode("cp1252"), ["data/thu.csv"], ["VNI"]),
        ("ma,ten\na,một".encode("utf-16")[:-1], ["data/thu.csv"], ["UTF-16"]),
        ("ma,ten,\na,b,c\n", ["data/thu.csv:1"], ["thiếu tên của cột thứ 3, mà cột ấy có dữ liệu"]),
    ],
)
def test_a_malformed_file_is_refused(
    tmp_path: Path, content: str | bytes, places: list[str], words: list[str]
) -> None:
    findings = read(tmp_path, content).findings
    assert [finding.place for finding in findings] == places
    for finding, word in zip(findings, words, strict=True):
        assert word in finding.explanation


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (missing,) = read_table(tmp_path / "khong-co.csv", "data/thu.csv", COLUMNS).findings
    (folder,) = read_table(tmp_path, "data/thu.csv", COLUMNS).findings
    assert "Không có tệp này" in missing.explanation
    assert "Không đọc được tệp" in folder.explanation


def test_a_bad_row_hides_no_other(tmp_path: Path) -> None:
    table = read(tmp_path, "ma,ten\na,1\nb,x\nc,\nd,y\n")
    numbers = list(table.read_rows(lambda row: optional_number(row, "ten")))
    assert numbers == [Decimal(1), None]
    assert [finding.row for finding in table.findings] == [3, 5]


@given(st.decimals(-(10**15), 10**15, places=4) | st.integers(-(10**15), 10**15).map(Decimal))
def test_a_number_keeps_every_digit(number: Decimal) -> None:
    read_back = optional_number(cell(f"{number:f}"), "ten")
    assert read_back is not None
    assert read_back.as_tuple() == Decimal(f"{number:f}").as_tuple()


@pytest.mark.parametrize(
    ("read_cell", "text"),
    [
        (optional_number, text)
        for text in ("một", "1.234", "3,000", "1.23.456", "1e5", "NaN", "Infinity", "--1", "10.07%")
    ]
    + [(optional_number, text) for text in ("٣", "-", ".", "1_000", "50%", "=1+1", "9" * 40)]
    + [(optional_date, text) for text in ("2020", "2020-05", "2020-02-30", "3/15/2020", "15/3/20", "hôm nay")]
    + [(optional_moment, text) for text in ("2020-13", "2020-00", "2020-02-30", "13/2020", "Mar-20", "25000")]
    + [(required_year, text) for text in ("hai nghìn", "2020.0", "-1")]
    + [(read_cell, "") for read_cell in (required, required_date, required_number, required_year)],
)
def test_a_bad_cell_is_named_with_its_column(read_cell: Callable[[Row, str], object], text: str) -> None:
    with pytest.raises(CellError, match="“ten”") as error:
        read_cell(cell(text), "ten")
    assert text in str(error.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567", "1234567"),
        ("1,5", "1.5"),
        ("1 234", "1234"),
        ("98.91000000000001", "98.91"),
        ("57.00000000000001", "57"),
        # Nobody's noise: as many digits as somebody needed.
        ("33.333333333333333", "33.333333333333333"),
    ],
)
def test_a_number_with_one_meaning_is_read(text: str, value: str) -> None:
    assert required_number(cell(text), "ten") == Decimal(value)


@pytest.mark.parametrize("text", ["1.792", "1,792"])
def test_a_number_with_two_meanings_is_asked_about(text: str) -> None:
    with pytest.raises(CellError, match=r"“ten” là “1.792”.*\(1792 hay 1,792\).*: 1792 hoặc 1.7920"):
        required_number(cell(text), "ten")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15/03/2020", "2020-03-15"),
        ("15-3-2020", "2020-03-15"),
        ("15.3.2020", "2020-03-15"),
        ("2020/3/15", "2020-03-15"),
        ("2020-03-15 00:00:00", "2020-03-15"),
        ("43905", "2020-03-15"),
        ("05/2020", "2020-05"),
        ("5-2020", "2020-05"),
        ("2014", "2014"),
    ],
)
def test_dates_as_spreadsheets_show_them(text: str, moment: str) -> None:
    assert str(optional_moment(cell(text), "ten")) == moment


def test_what_the_program_has_written_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "thu.csv"
    path.write_text("ma;ten\na;07\u00a0hồ\u200b sơ\n", encoding="utf-8-sig")
    (tmp_path / "thu.xlsx").write_bytes(b"another table")
    (row,) = read_table(path, "thu.csv", COLUMNS, verbatim=True).rows
    assert row["ten"] == "07\u00a0hồ\u200b sơ"


def test_a_column_too_many_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, "ma,la,ten\na,x,một\n")
    assert [(finding.rule, finding.place) for finding in table.findings] == [
        ("du_lieu.thua_cot", "data/thu.csv:1")
    ]
    assert [(row["ma"], row["ten"]) for row in table.rows] == [("a", "một")]


def book(folder: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    path = folder / "thu.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        forms = {
            date: workbook.add_format({"num_format": "dd/mm/yyyy"}),
            Percent: workbook.add_format({"num_format": "0.00%"}),
        }
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write(at, column, value, forms.get(type(value)))
    return path


class Percent(float):
    """A number that its cell shows in per cent."""


def test_a_workbook_of_one_sheet_stands_in_for_the_file(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Ma", "Ten"],
        ["a", 1.792],
        [],
        ["b", Percent(0.9891)],
        ["c", date(2020, 3, 15)],
        ["d"],
    ]
    book(tmp_path, [], rows)
    table = read_table(tmp_path / "thu.csv", "data/thu.csv", COLUMNS)
    assert table.findings == []
    assert [(row.number, row["ma"], row["ten"]) for row in table.rows] == [
        (2, "a", "1.7920"), (4, "b", "98.9100%"), (5, "c", "2020-03-15 00:00:00"), (6, "d", ""),
    ]  # fmt: skip
    assert {row.file for row in table.rows} == {"data/thu.xlsx"}


def test_a_file_and_a_workbook_beside_it_are_named(tmp_path: Path) -> None:
    book(tmp_path, [["ma", "ten"]])
    table = read(tmp_path, "ma,ten\na,một\n")
    (finding,) = table.findings
    assert (finding.rule, table.rows) == ("du_lieu.hai_tep", [])
    assert "thu.csv và thu.xlsx" in finding.explanation


def test_a_workbook_of_two_sheets_or_none_is_refused(tmp_path: Path) -> None:
    book(tmp_path, [["ma", "ten"]], [["x"]])
    (finding,) = read_table(tmp_path / "thu.csv", "data/thu.csv", COLUMNS).findings
    assert (finding.place, "2 trang có dữ liệu (“Sheet1”, “Sheet2”)" in finding.explanation) == (
        "data/thu.xlsx", True,
    )  # fmt: skip
    (tmp_path / "thu.xlsx").write_bytes(b"PK\x03\x04 made up")
    (finding,) = read_table(tmp_path / "thu.csv", "data/thu.csv", COLUMNS).findings
    assert (finding.place, finding.rule) == ("data/thu.xlsx", "du_lieu.khong_doc_duoc")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 made up", b"%PDF made up", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_nobody_is_asked_to_send_the_analysts_own_workbook_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "thu.xlsx").write_bytes(content)
    (finding,) = read_table(tmp_path / "thu.csv", "data/thu.csv", COLUMNS).findings
    assert "gửi" not in finding.explanation.casefold()
    assert finding.explanation.endswith("rồi chạy lại.")


def test_only_listed_choices_are_taken() -> None:
    assert one_of(cell("a"), "ten", ("a", "")) == "a"
    with pytest.raises(CellError, match="phải là một trong: a, \\(trống\\)"):
        one_of(cell("b"), "ten", ("a", ""))


@pytest.mark.parametrize("read_cell", [optional_number, optional_date, optional_moment])
def test_an_empty_cell_is_none(read_cell: Callable[[Row, str], object]) -> None:
    assert read_cell(cell(""), "ten") is None


@given(st.lists(st.integers(0, 5)))
def test_duplicates_point_to_the_first(items: list[int]) -> None:
    pairs = duplicates(list(enumerate(items)), lambda item: item[1])
    assert len(pairs) == len(items) - len(set(items))
    for first, later in pairs:
        assert first == (items.index(later[1]), later[1])
        assert first[0] < later[0]


@dataclass(frozen=True)
class Named:
    row: int
    name: str


def test_a_repeated_key_is_named_with_both_rows() -> None:
    table = Table("data/thu.csv")
    items = [Named(2, "a"), Named(3, "b"), Named(5, "a"), Named(8, "a")]
    later = table.repeats(items, lambda item: item.name, "thu.trung", "đã có ở {first.row}")
    assert [item.row for item in later] == [5, 8]
    assert [(f.place, f.rule, f.explanation) for f in table.findings] == [
        ("data/thu.csv:5", "thu.trung", "đã có ở 2"), ("data/thu.csv:8", "thu.trung", "đã có ở 2"),
    ]  # fmt: skip


def test_a_file_that_is_not_needed_may_be_absent(tmp_path: Path) -> None:
    absent = tmp_path / "khong-co.csv"
    assert read_table(absent, "data/khong-co.csv", COLUMNS, needed=False) == Table("data/khong-co.csv")
    assert [f.rule for f in read_table(absent, "x", COLUMNS).findings] == ["du_lieu.khong_doc_duoc"]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;;"])
def test_the_line_that_tells_excel_the_separator_is_no_header(tmp_path: Path, line: str) -> None:
    table = read(tmp_path, f"{line}\nma;ten\na;một\n")
    assert (table.findings, [row.number for row in table.rows]) == ([], [3])
