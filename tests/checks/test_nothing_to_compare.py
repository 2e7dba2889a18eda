"""Comparisons with what is not there are named with place, indicator and the file to fill."""

import re
from pathlib import Path

import pytest
from tests.conftest import CHART, TABLE, Cchc, add, edit, write_notebook

from cchc.base.findings import Finding, Severity
from cchc.base.period import Period
from cchc.checks import Checked, check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

HEADER = "indicator,agency,value,window_from,window_to,document,note\n"
PROSE, DOCUMENTS, PAST = (
    "data/2020-H1/narrative/dao_tao.md",
    "data/2020-H1/documents.csv",
    "data/2019-H1/figures.csv",
)
NOTEBOOK = "notebooks/20_dao_tao.ipynb"
HERE = ("--engine", "pandoc", "--formats", "html", "--jobs", "2")


def checked(root: Path) -> Checked:
    return check(load_workbook(Workspace(root), Period.parse("2020-H1")))


def found(root: Path) -> list[Finding]:
    return [finding for finding in checked(root).findings if finding.rule.startswith("so_sanh.")]


def test_nothing_is_asked_and_nothing_said(workspace: Path) -> None:
    assert found(workspace) == []


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("so_sanh('dao_tao.lop')", "Điền data/2019-H1/figures.csv"),
        ("so_sanh('dao_tao.lop', voi='cung_ky')", "cchc new 2019-H1 --from 2020-H1 --so-lieu-cu"),
        ("so_sanh('dao_tao.lop', voi='ky_truoc')", "Điền data/2019-H2/figures.csv"),
        ("so_sanh('dao_tao.hoc_vien', 'quan_a')", "Điền data/2019-H1/figures.csv"),
        ("so_sanh('dao_tao.hoc_vien', don_vi='quan_a')", "Điền data/2019-H1/figures.csv"),
        ("so_sanh('dao_tao.lop', voi='muc_tieu')", "data/catalog/targets.csv"),
    ],
)
def test_a_sentence_is_named_with_the_file_to_fill(workspace: Path, call: str, words: str) -> None:
    edit(workspace, PROSE, "Mở", f"Dòng đầu,\n{{{{ {call} }}}}: mở")
    (finding,) = found(workspace)
    assert (finding.severity, finding.place) == (Severity.ERROR, f"{PROSE}:4")
    assert words in finding.explanation
    assert finding.figures == (call.split("'")[1],)
    assert checked(workspace).blocking == ()


def test_a_heading_and_a_note_are_read_too(workspace: Path) -> None:
    edit(workspace, PROSE, "1.1. Lớp học", "1.1. Lớp học {{ so_sanh('dao_tao.lop') }}")
    edit(workspace, DOCUMENTS, "{{ so('dao_tao.lop') }}", "{{ so_sanh('dao_tao.lop') }}")
    assert {finding.place for finding in found(workspace)} == {f"{PROSE}:1", f"{DOCUMENTS}:3"}


FRAME = 'bang = muc.frame({"dao_tao.lop": "Lớp"}, "dao_tao.kinh_phi", so_sanh=("cung_ky", "muc_tieu"))\n'
SHOWN = {
    "table": 'muc.figures_table(["dao_tao.lop", "dao_tao.kinh_phi"], id="a", title="A", so_sanh=["cung_ky"])',
    "own table": f'{FRAME}muc.table(bang[["name", "year_before_text"]], id="a", title="A")',
    "chart": f'{FRAME}muc.chart(alt.Chart(bang).mark_bar().encode(x="year_before:Q", y="name:N"), id="a", '
    'data=bang, title="A", alt="A")',
    "title": 'muc.table(muc.frame("dao_tao.lop")[["name", "text"]], id="a", '
    """title="{{ so_sanh('dao_tao.lop') }}; {{ so_sanh('dao_tao.kinh_phi') }}")""",
}


@pytest.mark.parametrize("cell", SHOWN.values(), ids=SHOWN.keys())
def test_a_cell_of_a_notebook_is_named_and_refused(workspace: Path, cell: str, cchc: Cchc) -> None:
    write_notebook(workspace / NOTEBOOK, TABLE, f"import altair as alt\n{cell}")
    (finding,) = found(workspace)
    assert (finding.file, finding.figures) == (NOTEBOOK, ("dao_tao.lop", "dao_tao.kinh_phi"))
    assert "Ô thứ 4 của notebook" in finding.explanation
    code, said = cchc("report", "2020-H1", "--final", *HERE, "--workspace", workspace)
    assert (code, "Điền data/2019-H1/figures.csv" in said) == (1, True), said
    # The rows there, it is said no more.
    add(workspace, PAST, f"{HEADER}dao_tao.lop,,5,,,,\ndao_tao.kinh_phi,,6,,,,\n")
    assert found(workspace) == []


COMPUTED = {
    "codes of a variable": 'ma = ["dao_tao.lop"]\nso = ("cung_ky",)\n'
    'muc.figures_table(ma, id="a", title="A", so_sanh=so)',
    "a chart's frame": 'so = ("cung_ky",)\nbang = muc.frame("dao_tao.lop", so_sanh=so)\n'
    'muc.chart(alt.Chart(bang).mark_bar().encode(x="year_before:Q"), id="a", data=bang, title="A", alt="A")',
    "a title that is put together": 'ma = "dao_tao.lop"\nbang = muc.frame("dao_tao.kinh_phi")[["text"]]\n'
    'muc.table(bang, id="a", '
    'title="{{ so_sanh(\'" + ma + "\') }}")',
}


@pytest.mark.parametrize("cell", COMPUTED.values(), ids=COMPUTED.keys())
def test_what_a_cell_works_out_is_refused_once_printed(workspace: Path, cell: str, cchc: Cchc) -> None:
    write_notebook(workspace / NOTEBOOK, TABLE, f"import altair as alt\n{cell}")
    assert found(workspace) == []
    code, said = cchc("report", "2020-H1", "--final", *HERE, "--workspace", workspace)
    assert code == 1
    assert "còn thiếu số để so sánh" in said
    assert "dao_tao.lop" in said
    assert "điền data/2019-H1/figures.csv" in said
    assert cchc("report", "2020-H1", *HERE, "--workspace", workspace).code == 0


def without_spans(page: str) -> str:
    """The page as it reads: what is kept on one line stands in a span."""
    return re.sub(r"</?span[^>]*>", "", page)


def test_a_draft_marks_it_and_its_ledger_tells_it_from_this_periods_figure(
    workspace: Path, cchc: Cchc
) -> None:
    edit(workspace, PROSE, "Mở", "{{ so_sanh('dao_tao.lop') }}: mở")
    write_notebook(workspace / NOTEBOOK, TABLE, SHOWN["table"])
    code, said = cchc("report", "2020-H1", *HERE, "--workspace", workspace)
    assert (code, "Kiểm tra: 2 LỖI" in said) == (0, True), said
    page = (workspace / "output/2020-H1/bao-cao.html").read_text(encoding="utf-8")
    assert '<mark class="missing">chưa có số liệu</mark> 06 tháng đầu năm 2019 để so sánh' in without_spans(
        page
    )
    assert page.count('<mark class="missing"><span>–</span></mark>') == 2
    ledger = (workspace / "output/2020-H1/figures.csv").read_text(encoding="utf-8-sig").splitlines()
    gaps = [line for line in ledger if ";missing;" in line]
    assert len(gaps) == 3
    assert all(PAST in line for line in gaps)
    # It is no second value of the figure.
    assert "ban_in." not in (workspace / "output/2020-H1/findings.csv").read_text(encoding="utf-8-sig")


def test_key_figures_ask_for_nothing_that_is_not_there(workspace: Path, cchc: Cchc) -> None:
    codes = [f"ho_so.{name}" for name in ("tiep_nhan", "truc_tuyen", "ty_le")]
    codes += [f"dao_tao.{name}" for name in ("lop", "hoc_vien", "kinh_phi")]
    items = "".join(f"  - {code}\n" for code in codes)
    params = (workspace / "params/2020-H1.yml").read_text(encoding="utf-8")
    add(workspace, "params/2020-H1.yml", f"{params}key_figures:\n{items}")
    assert found(workspace) == []
    code, said = cchc("report", "2020-H1", "--final", *HERE, "--workspace", workspace)
    assert code == 0, said
    assert "để so sánh" not in (workspace / "output/2020-H1/bao-cao.html").read_text(encoding="utf-8")
    # A mistake in the figures that they are compared with stops the report, and the check names it.
    add(workspace, PAST, f"{HEADER}dao_tao.khac,,5,,,,\n")
    assert [finding.place for finding in checked(workspace).blocking] == [f"{PAST}:2"]


def test_a_mistake_in_the_figures_compared_with_stops_the_report(workspace: Path, cchc: Cchc) -> None:
    add(workspace, PAST, f"{HEADER}dao_tao.lop,,năm,,,,\n")
    # Nothing is compared: it stops nothing.
    assert checked(workspace).blocking == ()
    edit(workspace, PROSE, "Mở", "{{ so_sanh('dao_tao.lop') }} {{ so_sanh('dao_tao.hoc_vien') }}: mở")
    assert [finding.place for finding in checked(workspace).blocking] == [f"{PAST}:2"]
    code, said = cchc("report", "2020-H1", *HERE, "--workspace", workspace)
    assert (code, f"{PAST}:2: LỖI" in said) == (1, True)


def test_a_series_that_begins_later_is_explained_in_a_table_and_no_sentence(
    workspace: Path, cchc: Cchc
) -> None:
    add(workspace, PAST, f"{HEADER}dao_tao.kinh_phi,,6,,,,\n")
    rows = "dao_tao.lop,2020-01-01,bắt đầu thống kê\n"
    add(workspace, "data/catalog/definitions.csv", f"indicator,valid_from,text\n{rows}")
    write_notebook(workspace / NOTEBOOK, TABLE, SHOWN["table"])
    assert found(workspace) == []
    code, said = cchc("report", "2020-H1", "--final", *HERE, "--workspace", workspace)
    assert code == 0, said
    page = (workspace / "output/2020-H1/bao-cao.html").read_text(encoding="utf-8")
    assert "không so sánh được (cách tính đổi từ ngày 01/01/2020: bắt đầu thống kê)" in page
    assert '<mark class="missing">' not in page
    edit(workspace, PROSE, "Mở", "{{ so_sanh('dao_tao.lop') }}: mở")
    (finding,) = found(workspace)
    assert "không có số để so: cách tính đổi từ ngày 01/01/2020" in finding.explanation


def test_a_window_that_nobody_knows_is_asked_for(workspace: Path) -> None:
    edit(workspace, "data/catalog/calendar.csv", "H1,2019,", "H1,2020,")
    add(workspace, PAST, f"{HEADER}dao_tao.lop,,5,,,,\n")
    edit(workspace, PROSE, "Mở", "{{ so_sanh('dao_tao.lop') }}: mở")
    (finding,) = found(workspace)
    assert (finding.rule, finding.severity) == ("so_sanh.khong_ro_ky", Severity.WARNING)
    add(workspace, PAST, f"{HEADER}dao_tao.lop,,5,2018-12-15,2019-06-14,,\n")
    assert found(workspace) == []


def test_what_is_no_call_is_left_to_other_checks(workspace: Path) -> None:
    edit(
        workspace,
        PROSE,
        "Mở",
        "{{ so_sanh(nam) }} {{ so_sanh('dao_tao.la') }} {{ so_sanh('a', voi='x') }}: mở",
    )
    write_notebook(workspace / "notebooks/10_ho_so.ipynb", CHART, "%so_sanh không phải Python")
    assert found(workspace) == []
    edit(workspace, PROSE, "{{ so_sanh(nam) }}", "{{ so_sanh('dao_tao.lop' }}")
    assert found(workspace) == []
