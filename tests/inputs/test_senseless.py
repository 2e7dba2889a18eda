"""Rows of a made-up catalogue that make no sense: each refused by file and row, and no report made."""

from pathlib import Path

import pytest
from tests.conftest import add, edit

from cchc.base.findings import InputError
from cchc.base.period import Period
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

PERIOD = Period.parse("2020-H1")
OUTLINE = "data/catalog/outline-2011-2020.yml"
HEADERS = {
    "agencies": "code,name,short,level,valid_from,valid_to,successor",
    "definitions": "indicator,valid_from,text",
    "targets": "indicator,first_year,last_year,comparison,value,basis",
}


# Each calls the next.
CHAIN = [f"ho_so.x{n},X,y,count,0,none,ho_so.x{n + 1} + 1,,," for n in range(40)]
CHAIN += ["ho_so.x40,X,y,count,0,none,,,,"]


def refused(root: Path) -> list[str]:
    with pytest.raises(InputError) as error:
        load_workbook(Workspace(root), PERIOD)
    return [finding.line() for finding in error.value.findings]


def with_rows(root: Path, name: str, *rows: str) -> None:
    path = f"data/catalog/{name}.csv"
    old = HEADERS.get(name) or (root / path).read_text(encoding="utf-8").splitlines()[0]
    add(root, path, "\n".join([old, *rows, ""]))


@pytest.mark.parametrize(
    ("name", "rows", "row", "words"),
    [
        ("agencies", ["quan_a,A,,huyen,2021-01-01,2020-01-01,"], 2, "Hiệu lực ngược: từ 01/01/2021"),
        ("agencies", ["quan_a,A,,tinh,,,"], 2, "Ô “level” là “tinh”, phải là một trong: so, huyen, xa"),
        ("agencies", ["quan_a,A,,huyen,,2020-01-01,quan_a"], 2, "quan_a → quan_a"),
        (
            "agencies",
            ["quan_a,A,,huyen,,,quan_b", "quan_b,B,,huyen,,,quan_c", "quan_c,C,,huyen,,,quan_a"],
            3,
            "quan_b → quan_c → quan_a → quan_b",
        ),
        ("calendar", ["H1,2021,2019,-1,12-15,06-14,"], 2, "Hiệu lực ngược: từ năm 2021"),
        (
            "calendar",
            ["H1,2019,,-1,12-15,06-14,", "H1,2020,2021,-1,12-15,06-14,"],
            3,
            "dòng 2: mỗi năm một dòng",
        ),
        ("calendar", ["H1,2019,,0,02-29,06-14,"], 2, "không phải tháng-ngày"),
        ("calendar", ["H1,2019,,-1,01-01,12-31,"], 2, "dài hơn một năm"),
        ("calendar", ["H1,0001,,0,01-01,06-30,"], 2, "không thể là năm"),
        ("calendar", ["H1,99999,,0,01-01,06-30,"], 2, "phải là năm, bốn chữ số"),
        ("calendar", [f"H1,{'9' * 5000},,0,01-01,06-30,"], 2, "phải là năm, bốn chữ số"),
        ("targets", ["ho_so.ty_le,2020,2019,>=,97,x"], 2, "Hiệu lực ngược"),
        ("targets", ["ho_so.ty_le,2020,2020,>=,9700,x"], 2, "9.700%: tỷ lệ phần trăm phải từ 0 đến 100"),
        ("targets", ["ho_so.ty_le,2020,2020,>=,-5,x"], 2, "phải từ 0 đến 100"),
        ("targets", ["dao_tao.lop,2020,2020,>=,-5,x"], 2, "-5 lớp: không thể âm"),
        ("targets", ["dao_tao.lop,2020,2020,>=,1.500,x"], 2, "là số đếm nhưng mục tiêu là 1.500"),
        (
            "targets",
            ["dao_tao.lop,2020,,>=,5,x", "dao_tao.lop,2021,2021,>=,6,x"],
            3,
            "đã có mục tiêu cho cùng năm",
        ),
        ("definitions", ["dao_tao.lop,2020-01-01,a", "dao_tao.lop,2020-01-01,b"], 3, "đã có ở dòng 2"),
        ("indicators", [], None, "Danh mục chưa có chỉ tiêu nào"),
        (
            "indicators",
            ["la_lung.so,X,y,count,0,none,,,,"],
            2,
            "không phải phần nào của đề cương. Các phần: dao_tao",
        ),
        ("indicators", ["ho_so.x,X,y,count,0,none,ho_so.x + 1,,,"], 2, "gọi vòng: ho_so.x → ho_so.x"),
        ("indicators", ["ho_so.x,X,y,count,0,none,9 ** 9 ** 9,,,"], 2, "không đọc được"),
        (
            "indicators",
            CHAIN,
            2,
            "gọi nối nhau quá 30 lớp",
        ),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(
    workspace: Path, name: str, rows: list[str], row: int | None, words: str
) -> None:
    with_rows(workspace, name, *rows)
    place = f"data/catalog/{name}.csv" + (f":{row}" if row else "")
    assert any(line.startswith(f"{place}: LỖI") and words in line for line in refused(workspace))


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "words"),
    [
        ("figures", "quan_b,12,,2020-05", "quan_b,12,,9999-12-31", 7, "năm 9999, không thể có"),
        ("figures", "ho_so.tiep_nhan,,2400,2019-12-16", "ho_so.tiep_nhan,,2400,0001-01-01", 2, "năm 1,"),
        ("documents", "2020-01-05", "9999-12-31", 2, "năm 9999, không thể có"),
    ],
)
def test_a_day_that_no_report_can_be_of_is_refused(
    workspace: Path, file: str, old: str, new: str, row: int, words: str
) -> None:
    edit(workspace, f"data/2020-H1/{file}.csv", old, new)
    (line,) = [line for line in refused(workspace) if words in line]
    assert line.startswith(f"data/2020-H1/{file}.csv:{row}: LỖI")


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("code: dao_tao", "code: ho_so", 14, "Mã “ho_so” có hai lần"),
        ("notebook: 20_dao_tao", "notebook: 10_ho_so", 14, "Notebook “10_ho_so” có hai lần"),
        ("number: II", "number: I", 11, "Số “I” có hai lần"),
        ("first_year: 2011", "first_year: 2031", 5, "2020 đứng trước năm đầu 2031"),
        ("first_year: 2011", "first_year: 20110", 4, "quá lớn"),
        ("code: dao_tao", "code: ../dao_tao", 14, "chỉ được gồm chữ thường không dấu"),
        ("notebook: 20_dao_tao", "notebook: ../20_dao_tao", 14, "phải là tên tệp trong notebooks/"),
        ("notebook: 20_dao_tao", "notebook: 20_dao_tao.ipynb", 14, "không có .ipynb"),
        ("title: Lớp học}", "title: Lớp học, bồi dưỡng}", 14, 'title: "Lớp học, bồi dưỡng"'),
    ],
)
def test_an_outline_that_makes_no_sense_is_refused(
    workspace: Path, old: str, new: str, row: int, words: str
) -> None:
    edit(workspace, OUTLINE, old, new)
    (line,) = [line for line in refused(workspace) if words in line]
    assert line.startswith(f"{OUTLINE}:{row}: LỖI")


@pytest.mark.parametrize("parts", ["parts: []", "parts:\n  - {number: I, title: x, sections: []}"])
def test_an_outline_without_sections_makes_no_report(workspace: Path, parts: str) -> None:
    text = (workspace / OUTLINE).read_text(encoding="utf-8")
    add(workspace, OUTLINE, f"{text[: text.index('parts:')]}{parts}\n")
    assert refused(workspace) == [
        f"{OUTLINE}:6: LỖI: Đề cương chưa có phần nào: báo cáo sẽ trống. "
        "Ghi các phần vào “parts”, “sections”."
    ]


def test_a_part_without_sections_is_no_part(workspace: Path) -> None:
    text = (workspace / OUTLINE).read_text(encoding="utf-8")
    add(workspace, OUTLINE, f"{text}  - {{number: III, title: ĐÁNH GIÁ, sections: []}}\n")
    (line,) = refused(workspace)
    assert line.startswith(f"{OUTLINE}:15: LỖI: “III. ĐÁNH GIÁ” chưa có phần nào")


def test_programmes_that_overlap_are_refused(workspace: Path) -> None:
    text = (workspace / OUTLINE).read_text(encoding="utf-8").replace("first_year: 2011", "first_year: 2020")
    add(workspace, "data/catalog/outline-2020-2020.yml", text)
    (line,) = refused(workspace)
    assert line.startswith(
        "data/catalog/outline-2020-2020.yml:4: LỖI: Các năm 2020–2020 trùng với outline-2011"
    )
