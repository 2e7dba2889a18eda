"""What no report says is found by check with its row, and in what is printed by its notebook."""

import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Cchc, write_notebook

from cchc.base.findings import Finding
from cchc.base.period import Period
from cchc.checks.readback.pandoc_text import read_texts
from cchc.checks.readback.printed import read_back
from cchc.checks.run import Checked, check, with_printed
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace

Found = Callable[[str, str], list[tuple[str, str]]]
NARRATIVE = "data/2020-H1/narrative/ho_so.md"
# As cp1252 shows the UTF-8 of “Nghị quyết”.
MISREAD = "Nghá»‹ quyáº¿t"


def checked(root: Path) -> Checked:
    return check(load_workbook(Workspace(root), Period.parse("2020-H1"), tolerant=True))


def errors(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(f.rule, f.place) for f in findings if f.severity.name == "ERROR"]


@pytest.fixture
def written(workspace: Path) -> Found:
    """The LỖI of the workspace once a text has been put to the end of one of its files."""

    def write(name: str, text: str) -> list[tuple[str, str]]:
        path = workspace / name
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        return errors(checked(workspace).all)

    return write


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('Nhận { so("dao_tao.lop") } lớp.', "doc_lai.ky_hieu_cua_so"),
        ('Nhận so("dao_tao.lop") lớp.', "doc_lai.ky_hieu_cua_so"),
        (":::", "doc_lai.ky_hieu_cua_so"),
        ("Nhận None hồ sơ.", "doc_lai.chu_cua_chuong_trinh"),
        ("Theo NghÞ quyÕt cña TØnh.", "doc_lai.sai_bang_ma"),
        ("Theo Nghò quyeát cuûa tænh.", "doc_lai.sai_bang_ma"),
        (f"Theo {MISREAD}.", "doc_lai.sai_bang_ma"),
        ("Ngh\ufffd quy\ufffdt.", "doc_lai.sai_bang_ma"),
        ("```\n\nmã", "doc_lai.chu_may"),
        ('{{ ty_le("ho_so.ty_le") }}% hồ sơ.', "the_thuc.phan_tram_hai_lan"),
        ("Nhận {{ so }} hồ sơ.", "loi_van.mau_sai"),
        ("Nhận {{ none }} hồ sơ.", "loi_van.mau_sai"),
        ("<<<<<<< HEAD", "tep.dau_git"),
    ],
)
def test_the_narrative_names_its_row(written: Found, text: str, rule: str) -> None:
    assert (rule, f"{NARRATIVE}:7") in written(NARRATIVE, f"\n{text}\n")


@pytest.mark.parametrize(
    ("name", "line", "row"),
    [
        ("data/2020-H1/documents.csv", f"vb-a,Kế hoạch,12/KH-UBND,,UBND,{MISREAD},,", 5),
        ("data/2020-H1/documents.csv", "vb-a,Kế hoạch,12/KH-UBND,,UBND,v? vi?c s?p x?p,,", 5),
        ("data/catalog/agencies.csv", "quan_c,QuËn Ba ®ãng,Q.C,huyen,,", 4),
        ("data/catalog/indicators.csv", f"dao_tao.moi,{MISREAD},lớp,count,0,none,,,Phòng,", 9),
        ("params/2020-H1.yml", f"summary: {MISREAD}", 18),
    ],
)
def test_tables_and_parameters_name_theirs(written: Found, name: str, line: str, row: int) -> None:
    assert ("doc_lai.sai_bang_ma", f"{name}:{row}") in written(name, f"{line}\n")


def test_an_acknowledgement_is_read_but_not_what_it_quotes(workspace: Path, written: Found) -> None:
    name = "data/2020-H1/acknowledged.csv"
    (workspace / name).write_text("rule,figures,expected,reason,who,date\n", encoding="utf-8")
    given = "doc_lai.sai_bang_ma,,{},{},An,2020-06-15\n"
    found = written(name, given.format(MISREAD, "giả định") + given.format("x", "Lý do None"))
    assert found == [("doc_lai.chu_cua_chuong_trinh", f"{name}:3")]


@pytest.mark.parametrize("number", ["Mar-20", "01/05/2020", "2020-05-01", "43952", "1.23E+05", "3-May"])
def test_a_number_that_excel_made_a_date(written: Found, number: str) -> None:
    name = "data/2020-H1/documents.csv"
    found = written(name, f"vb-a,Kế hoạch,{number},2020-01-06,UBND,về việc thử,,\n")
    assert found == [("doc_lai.so_thanh_ngay", f"{name}:5")]


@pytest.mark.parametrize(
    "number", ["12/KH-UBND", "3/2020/NĐ-CP", "18-CTrHĐ/TU", "278", "05/2020-CV-TN", "99999"]
)
def test_a_number_that_is_none(written: Found, number: str) -> None:
    assert written("data/2020-H1/documents.csv", f"vb-a,Kế hoạch,{number},2020-01-06,UBND,thử,,\n") == []


def test_legitimate_text_is_left_alone(written: Found) -> None:
    text = """
    Việc nan giải, gian nan tại Đắk Lắk và Côte d’Ivoire; ngôn ngữ C++, A++; “=== ” là dấu phân cách.

    Thư gửi về none.nan@example.org, xem <https://example.org/None?a=%%41&b=nan> và [trang](https://a.vn/x%%20y).

    Diện tích theo m², km³; tỷ lệ ÷ và Ø; Müller, Noël, São Paulo; Trường Đại học TH True Milk.

    THỊ XÃ “HÀ” và “XÃ”; Có được không? Được. (so với cùng kỳ), so sánh; R & D; {một}, *hai*, **ba**.
    """
    assert written(NARRATIVE, textwrap.dedent(text)) == []


def test_a_proper_name_may_look_like_a_word_of_a_program(workspace: Path, written: Found) -> None:
    names = workspace / "data/catalog/proper_names.csv"
    names.write_text(names.read_text(encoding="utf-8") + "Công ty None,giả định\n", encoding="utf-8")
    assert written(NARRATIVE, "\nCông ty None đã nộp hồ sơ.\n") == []


CELL = """\
import pandas as pd
from cchc import open_section
from cchc.notebook.cell_output import show

muc = open_section("dao_tao", period, workspace)
muc.heading()
muc.narrative("1.1")
"""


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("x = None\nshow(f'Đạt {x} hồ sơ.', [])", "doc_lai.chu_cua_chuong_trinh"),
        ("show(f'Đạt {float(chr(110) + chr(97) + chr(110))}%.', [])", "doc_lai.chu_cua_chuong_trinh"),
        ("show(f'Đạt {muc.printer}.', [])", "doc_lai.chu_cua_chuong_trinh"),
        (f"show(''.join(map(chr, {[ord(char) for char in MISREAD]})), [])", "doc_lai.sai_bang_ma"),
        ("show('Gọi s' + 'o(\"a.b\") đây.', [])", "doc_lai.ky_hieu_cua_so"),
        ("show('Một.\\n\\n    khối mã', [])", "doc_lai.chu_may"),
        ("n = 1234\nmuc.table(pd.DataFrame({'a': [n]}), id='x', title='Bảng')", "notebook.so_trong_bang"),
    ],
)
def test_what_a_cell_prints_is_caught_and_a_final_refused(
    workspace: Path, cchc: Cchc, code: str, rule: str
) -> None:
    write_notebook(workspace / "notebooks/20_dao_tao.ipynb", f"{CELL}{code}")
    assert errors(checked(workspace).all) == []
    draft = cchc("report", "2020-H1", "--engine", "pandoc", "--formats", "html", "--workspace", workspace)
    listed = (workspace / "output/2020-H1/findings.csv").read_text(encoding="utf-8-sig")
    assert draft.code == 0
    lines = [line for line in listed.splitlines() if line.startswith("LỖI")]
    assert [(line.split(";")[1], "notebooks/20_dao_tao.ipynb" in line) for line in lines] == [(rule, True)]
    final = cchc(
        "report", "2020-H1", "--engine", "pandoc", "--formats", "html", "--final", "--workspace", workspace
    )
    assert final.code == 1
    assert "notebooks/20_dao_tao.ipynb: LỖI" in final.text


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("muc.table(pd.DataFrame({'a': [1234, 5]}), id='x', title='Bảng')", ["1234", "5"]),
        ("b = pd.DataFrame([{'a': '12 lớp', 'b': 'ba'}])\nmuc.table(b, id='x', title='Bảng')", ["12 lớp"]),
        ("muc.table(pd.DataFrame({'a': ['½', 'm²', '④']}), id='x', title='Bảng')", ["½", "④"]),
        # Places in a list are none, nor what stands in a chart; names and dates may hold digits.
        ("t = ['x']\nmuc.table(pd.DataFrame({'a': [t[0]]}), id='x', title='Bảng')", []),
        ("pd.DataFrame({'x': [1]})", []),
        ("muc.table(pd.DataFrame({'a': ['Quận 1 (giả định)', '5/2020']}), id='x', title='Bảng')", []),
    ],
)
def test_numbers_typed_into_a_table_are_found_before_it_runs(
    workspace: Path, code: str, found: list[str]
) -> None:
    write_notebook(workspace / "notebooks/20_dao_tao.ipynb", f"{CELL}{code}")
    findings = [f for f in checked(workspace).all if f.rule == "notebook.so_trong_bang"]
    assert [f.found for f in findings] == found
    assert {f.file for f in findings} <= {"notebooks/20_dao_tao.ipynb"}


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ('muc.figures_table(["dao_tao.lop"], id="x", title="ViÖc cña TØnh")', "doc_lai.sai_bang_ma"),
        (
            'muc.figures_table(["dao_tao.lop"], id="x", title="{{ ty_le(\'ho_so.ty_le\') }}%")',
            "the_thuc.phan_tram_hai_lan",
        ),
        ('muc.figures_table({"dao_tao.lop": "<<<<<<< HEAD"}, id="x", title="Bảng")', "tep.dau_git"),
    ],
)
def test_a_title_in_a_cell_is_found_before_it_runs(workspace: Path, cell: str, rule: str) -> None:
    write_notebook(workspace / "notebooks/20_dao_tao.ipynb", f"{CELL}{cell}")
    assert errors(checked(workspace).all) == [(rule, "notebooks/20_dao_tao.ipynb")]


def test_an_acknowledgement_holds_for_what_is_printed_too(workbook: Workbook, workspace: Path) -> None:
    path = workspace / "data/2020-H1/acknowledged.csv"
    path.write_text(
        "rule,figures,expected,reason,who,date\n"
        "doc_lai.chu_cua_chuong_trinh,,None,Tên riêng giả định,An,2020-06-15\n",
        encoding="utf-8",
    )
    found = read_back(workbook, [("ho_so", [{"t": "Para", "c": [{"t": "Str", "c": "None"}]}])])
    whole = with_printed(replace(checked(workspace)), [], (), found)
    assert errors(whole.all) == []
    assert [item.finding.rule for item in whole.acknowledged] == ["doc_lai.chu_cua_chuong_trinh"]


def test_pandoc_s_text_is_read_whole() -> None:
    def words(text: str) -> dict[str, Any]:
        return {"t": "Str", "c": text}

    note = {"t": "Note", "c": [{"t": "Para", "c": [words("chú")]}]}
    span = {"t": "Span", "c": [["", ["num"], [["data-code", "a.b"]]], [words("12")]]}
    image = {"t": "Image", "c": [["", [], []], [words("mô tả")], ["charts/a.svg", "tên"]]}
    blocks = [
        {"t": "Header", "c": [1, ["", [], []], [words("Đề mục")]]},
        {"t": "BulletList", "c": [[{"t": "Plain", "c": [words("ý"), {"t": "Space"}, span, note]}]]},
        {"t": "Para", "c": [image, {"t": "Code", "c": [["", [], []], "mã"]}]},
        {"t": "Div", "c": [["bang-x-can-xem-y", [], []], [{"t": "Para", "c": [words("None")]}]]},
        {"t": "CodeBlock", "c": [["", [], []], "khối"]},
    ]
    read = list(read_texts(blocks))
    assert [one.text for one in read] == ["Đề mục", "ý 12\u2060", "chú", "mô tả tênmã", "khối"]
    assert [(one.heading, one.code_block, one.code) for one in read][-2:] == [
        (False, False, ["mã"]),
        (False, True, []),
    ]
    assert [(figure.code, figure.start, figure.end) for figure in read[1].figures] == [("a.b", 2, 4)]
