"""Last year's figures entered alone, to be compared with: enough as a base, checked like any other."""

import json
import re
from pathlib import Path

import pytest
from tests.conftest import Cchc, add, edit

from cchc.base.findings import InputError
from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.section import open_section
from cchc.prose.templates import render
from cchc.turnover.status import status

HEADER = "indicator,agency,value,window_from,window_to,document,note\n"
PAST, NOW = Period.parse("2019-H1"), Period.parse("2020-H1")
HERE = ("--engine", "pandoc", "--formats", "html", "--jobs", "2")
FILE = "data/2019-H1/figures.csv"
PHRASE = "{{ so_sanh('dao_tao.lop') }}"


def said(root: Path) -> str:
    section = open_section("dao_tao", "2020-H1", root)
    return render(PHRASE, section.printer("1"), file="thu.md")


def test_figures_alone_are_enough(place: Workspace) -> None:
    add(place.root, FILE, f"{HEADER}dao_tao.lop,,5,,,,Báo cáo năm trước\n")
    assert "tăng 02 lớp (40,00%) so với 06 tháng đầu năm 2019" in said(place.root)
    # Its window is the calendar's.
    window = load_workbook(place, PAST, past=True).default_window
    assert window.in_short() == "15/12/2018 – 14/6/2019"
    add(place.root, FILE, f"{HEADER}dao_tao.lop,,5,2018-12-15,2019-03-14,,\n")
    assert "(số liệu 06 tháng so với 03 tháng)" in said(place.root)
    assert not [f for f in check(load_workbook(place, NOW)).all if f.rule == "ky_truoc.khong_doc_duoc"]


def test_a_year_that_no_outline_is_for_will_do(workspace: Path) -> None:
    edit(workspace, "data/catalog/outline-2011-2020.yml", "first_year: 2011", "first_year: 2020")
    add(workspace, FILE, f"{HEADER}dao_tao.lop,,5,,,,\n")
    assert "tăng 02 lớp" in said(workspace)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("dao_tao.khac,,5,,,,", "dao_tao.khac"),
        ("dao_tao.lop,quan_z,5,,,,", "Đơn vị “quan_z” không có"),
        ("dao_tao.lop,,5,,,qd-9,", "Văn bản “qd-9” không có trong documents.csv"),
        ("dao_tao.lop,,năm,,,,", "năm"),
    ],
)
def test_a_mistake_in_them_is_named(place: Workspace, row: str, words: str, cchc: Cchc) -> None:
    add(place.root, FILE, f"{HEADER}{row}\n")
    with pytest.raises(InputError, match=words):
        said(place.root)
    code, listed = cchc("check", "2019-H1", "--workspace", place.root)
    assert (code, f"{FILE}:2" in listed, words in " ".join(listed.split())) == (1, True, True)


def test_a_document_that_they_cite_stands_beside(place: Workspace) -> None:
    add(place.root, FILE, f"{HEADER}dao_tao.lop,,5,,,bc-7-2019,\n")
    rows = "bc-7-2019,Báo cáo,7/BC-TN,2019-06-20,UBND tỉnh,,,\n"
    add(place.root, "data/2019-H1/documents.csv", f"id,kind,number,date,issuer,title,url,note\n{rows}")
    assert "tăng 02 lớp" in said(place.root)


def test_they_are_checked_by_themselves(place: Workspace, cchc: Cchc) -> None:
    add(place.root, FILE, f"{HEADER}dao_tao.lop,,5,,,,\ndao_tao.hai_long,,105,,,,\n")
    code, listed = cchc("check", "2019-H1", "--format", "json", "--workspace", place.root)
    found = [(item["rule"], item["row"]) for item in json.loads(listed) if item["severity"] == "LỖI"]
    assert (code, found) == (1, [("ty_le.ngoai_khoang", 3)])


def test_no_report_is_made_of_them(place: Workspace, cchc: Cchc) -> None:
    add(place.root, FILE, f"{HEADER}dao_tao.lop,,5,,,,\n")
    code, told = cchc("report", "2019-H1", *HERE, "--workspace", place.root)
    assert (code, "params/2019-H1.yml" in told) == (1, True)
    # Nor are they what a new half-year is written like.
    assert status(place, NOW).base is None


def test_a_section_is_made_anew_when_they_change(workspace: Path, cchc: Cchc) -> None:
    edit(workspace, "data/2020-H1/narrative/dao_tao.md", "Mở", f"Đã {PHRASE}: mở")
    add(workspace, FILE, f"{HEADER}dao_tao.lop,,5,,,,\n")

    def page() -> str:
        code, told = cchc("report", "2020-H1", *HERE, "--workspace", workspace)
        assert code == 0, told
        text = (workspace / "output/2020-H1/bao-cao.html").read_text(encoding="utf-8")
        return re.sub(r"</?span[^>]*>", "", text)

    assert "tăng 02 lớp" in page()
    add(workspace, FILE, f"{HEADER}dao_tao.lop,,6,,,,\n")
    assert "tăng 01 lớp" in page()
    params = (workspace / "params/2020-H1.yml").read_text(encoding="utf-8").replace("2020-H1", "2019-H1")
    window = "window: {start: 2019-01-01, end: 2019-03-31}\n"
    add(workspace, "data/2019-H1/documents.csv", "id,kind,number,date,issuer,title,url,note\n")
    add(workspace, "params/2019-H1.yml", params + window)
    assert "số liệu 06 tháng so với 03 tháng" in page()
