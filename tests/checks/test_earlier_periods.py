"""This period beside an earlier one."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.checks.conftest import Stating, with_values

from cchc.base.period import Period
from cchc.base.windows import Moment, Window
from cchc.checks import check
from cchc.checks.context import CheckContext
from cchc.checks.earlier_periods import check_periods, compare_periods
from cchc.checks.run import relations_of
from cchc.inputs.catalog.definitions import Definition
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace

RULE = """\
id,kind,expression,severity,explanation,basis,valid_from,valid_to
r.thay_doi,change,ho_so <= 50,CẢNH BÁO,Hồ sơ thay đổi quá mức,thử,,
r.hai_long,change,dao_tao.hai_long <= 5,CẢNH BÁO,Hài lòng thay đổi quá mức,thử,,
"""


def compared(workspace: Path, now: Workbook, then: Workbook) -> set[tuple[str, str]]:
    (workspace / "data/catalog/checks.csv").write_text(RULE, encoding="utf-8")
    context = CheckContext(now, relations=relations_of(now)[0])
    findings = compare_periods(context, replace(then, period=then.period.year_before))
    return {(f.rule, f.figures[0]) for f in findings}


REPEATED = {
    ("ky_truoc.giu_nguyen", code)
    for code in ("ho_so.tiep_nhan", "ho_so.truc_tuyen", "dao_tao.kinh_phi", "dao_tao.hai_long")
}


def test_scores_and_large_counts_repeated_unchanged(workspace: Path, workbook: Workbook) -> None:
    assert compared(workspace, workbook, workbook) == REPEATED


@pytest.mark.parametrize(
    ("code", "value", "rule"),
    [
        ("ho_so.truc_tuyen", "900", None),
        ("ho_so.truc_tuyen", "901", "r.thay_doi"),
        ("ho_so.truc_tuyen", "299", "r.thay_doi"),
        ("dao_tao.lop", "20", None),
        ("dao_tao.lop", "60", "ky_truoc.ty_so"),
        ("dao_tao.hai_long", "91.49", "r.hai_long"),
    ],
)
def test_a_change_beyond_its_bound(
    workspace: Path, workbook: Workbook, stating: Stating, code: str, value: str, rule: str | None
) -> None:
    found = compared(workspace, stating({code: value}), workbook)
    assert {(r, c) for r, c in found if c == code} == ({(rule, code)} if rule else set())


@pytest.mark.parametrize(
    ("start", "start_before", "fires"), [("2014", "2014", True), ("2014", "2013", False), ("", "", False)]
)
def test_a_cumulative_figure_that_falls(
    workspace: Path, workbook: Workbook, start: str, start_before: str, fires: bool
) -> None:
    now = with_values(lessons_from(workbook, start), {"dao_tao.lop": "6"})
    before = lessons_from(workbook, start_before)
    assert (("ky_truoc.luy_ke_giam", "dao_tao.lop") in compared(workspace, now, before)) == fires


def lessons_from(workbook: Workbook, start: str) -> Workbook:
    """Lessons counted from then on."""
    window = Window(Moment.parse(start) if start else None)
    figures = tuple(
        replace(f, window=window) if f.indicator == "dao_tao.lop" else f for f in workbook.figures
    )
    return replace(workbook, figures=figures)


def test_a_finding_says_what_else_is_not_alike(workspace: Path, workbook: Workbook, stating: Stating) -> None:
    (workspace / "data/catalog/checks.csv").write_text(RULE, encoding="utf-8")
    whole = tuple(replace(f, window=Window()) for f in workbook.figures)
    changed = Definition("ho_so.truc_tuyen", date(2020, 1, 1), "cả hồ sơ liên thông", 2)
    now = replace(stating({"ho_so.truc_tuyen": "901"}), definitions=(changed,))
    then = replace(workbook, figures=whole, period=workbook.period.year_before)
    context = CheckContext(now, relations=relations_of(now)[0])
    (finding,) = (f for f in compare_periods(context, then) if f.rule == "r.thay_doi")
    assert finding.explanation.endswith(
        " Lưu ý: số liệu 03 tháng so với 06 tháng; cách tính đổi từ ngày 01/01/2020: cả hồ sơ liên thông."
    )


def test_the_year_before_is_found_by_itself(workspace: Path) -> None:
    shutil.copytree(workspace / "data/2020-H1", workspace / "data/2019-H1")
    period = Period.parse("2020-H1")
    rules = {f.rule for f in check(load_workbook(Workspace(workspace), period)).findings}
    # The other period cannot be read: it has no params.
    assert "ky_truoc.khong_doc_duoc" in rules
    params = (workspace / "params/2020-H1.yml").read_text(encoding="utf-8")
    (workspace / "params/2019-H1.yml").write_text(params.replace("2020-H1", "2019-H1"), encoding="utf-8")
    rules = {f.rule for f in check(load_workbook(Workspace(workspace), period)).findings}
    assert "ky_truoc.giu_nguyen" in rules


def past(workspace: Path, period: str, figures: str) -> None:
    """A made-up earlier period that has figures alone."""
    folder = workspace / f"data/{period}"
    folder.mkdir(parents=True)
    header = "indicator,agency,value,window_from,window_to,document,note"
    (folder / "figures.csv").write_text(f"{header}\n{figures}\n", encoding="utf-8")


def against_the_past(workspace: Path, rules: str = "") -> list[tuple[str, str]]:
    """Rule and explanation of what the periods at hand show."""
    header = RULE.partition("\n")[0]
    (workspace / "data/catalog/checks.csv").write_text(f"{header}\n{rules}\n", encoding="utf-8")
    workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    context = CheckContext(workbook, relations=relations_of(workbook)[0])
    return [(finding.rule, finding.explanation) for finding in check_periods(context)]


def test_every_earlier_period_counts_and_each_figure_is_named_once(workspace: Path) -> None:
    """That of a year before hides nothing of the one just before, or of older ones."""
    for code, window in {"dao_tao.lop": "2014,", "dao_tao.kinh_phi": "2014,"}.items():
        figures = workspace / "data/2020-H1/figures.csv"
        text = figures.read_text(encoding="utf-8")
        lines = [
            f"{line.rsplit(',', 4)[0]},{window},,x" if code in line else line for line in text.split("\n")
        ]
        figures.write_text("\n".join(lines), encoding="utf-8")
    past(workspace, "2019-H1", "dao_tao.lop,,5,2014,,,")
    past(workspace, "2019-H2", "dao_tao.lop,,8,2014,,,\ndao_tao.kinh_phi,,5600000,2014,,,")
    past(workspace, "2018-Y", "dao_tao.lop,,9,2014,,,\ndao_tao.kinh_phi,,5600001,2014,,,")
    found = against_the_past(workspace)
    assert [rule for rule, _ in found] == ["ky_truoc.luy_ke_giam", "ky_truoc.luy_ke_giam"]
    assert any("thấp hơn 8 của 06 tháng cuối năm 2019" in text for _, text in found)
    assert any("thấp hơn 5.600.001 của năm 2018" in text for _, text in found)


PAIR = """\
ho_so.luy_ke.xong,Số đã xong lũy kế,việc,count,0,none,,Giả định.,Phòng Thử,
ho_so.ky_nay.xong,Số xong trong kỳ,việc,count,0,none,,Giả định.,Phòng Thử,
"""
DECLARED = "r.cong,cumulative,ho_so.luy_ke.xong == ho_so.ky_nay.xong,LỖI,Số đã xong tăng đúng số mới,thử,,"


@pytest.mark.parametrize(
    ("period", "before", "rules", "rule"),
    [
        ("2019-H2", 30, "", ""),
        ("2019-H2", 29, "", "ky_truoc.cong_don"),
        ("2019-H2", 31, DECLARED, "r.cong"),
        # More may have come between: only too little is wrong.
        ("2019-H1", 29, "", ""),
        ("2019-H1", 31, "", "ky_truoc.cong_don"),
        ("2019-H1", 41, DECLARED, "ky_truoc.luy_ke_giam"),
    ],
)
def test_a_cumulative_figure_grows_by_what_is_added(
    workspace: Path, period: str, before: int, rules: str, rule: str
) -> None:
    (workspace / "data/catalog/calendar.csv").write_text(
        "kind,first_year,last_year,start_year_offset,start,end,basis\n"
        "H1,2019,,-1,12-15,06-14,giả định\nH2,2019,,0,06-15,12-14,giả định\n",
        encoding="utf-8",
    )
    indicators = workspace / "data/catalog/indicators.csv"
    text = indicators.read_text(encoding="utf-8").replace("ho_so.tiep_nhan,", f"{PAIR}ho_so.tiep_nhan,", 1)
    indicators.write_text(text, encoding="utf-8")
    with (workspace / "data/2020-H1/figures.csv").open("a", encoding="utf-8") as file:
        file.write("ho_so.luy_ke.xong,,40,,,,\nho_so.ky_nay.xong,,10,,,,\n")
    past(workspace, period, f"ho_so.luy_ke.xong,,{before},,,,")
    found = against_the_past(workspace, rules)
    assert [code for code, _ in found] == ([rule] if rule else [])


def test_a_change_rule_out_of_its_years_is_silent(workspace: Path) -> None:
    past(workspace, "2019-H1", "ho_so.truc_tuyen,,10,,,,")
    rule = "r.1,change,ho_so.truc_tuyen <= 50,CẢNH BÁO,Thay đổi quá mức,thử,2021-01-01,"
    assert "r.1" not in {code for code, _ in against_the_past(workspace, rule)}
    assert "r.1" in {code for code, _ in against_the_past(workspace, rule.replace("2021", "2019"))}
