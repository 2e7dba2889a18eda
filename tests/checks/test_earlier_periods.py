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
from cchc.checks.earlier_periods import compare_periods
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
    ("ky_truoc.giu_nguyen", code) for code in ("ho_so.tiep_nhan", "dao_tao.kinh_phi", "dao_tao.hai_long")
}


def test_scores_and_large_counts_repeated_unchanged(workspace: Path, workbook: Workbook) -> None:
    assert compared(workspace, workbook, workbook) == REPEATED


@pytest.mark.parametrize(
    ("code", "value", "rule"),
    [
        ("ho_so.truc_tuyen", "900", None),
        ("ho_so.truc_tuyen", "901", "r.thay_doi"),
        ("ho_so.truc_tuyen", "299", "r.thay_doi"),
        ("dao_tao.lop", "700", None),
        ("dao_tao.hai_long", "91.49", "r.hai_long"),
    ],
)
def test_a_change_beyond_its_bound(
    workspace: Path, workbook: Workbook, stating: Stating, code: str, value: str, rule: str | None
) -> None:
    found = compared(workspace, stating({code: value}), workbook)
    assert {(r, c) for r, c in found if c == code} == ({(rule, code)} if rule else set())


@pytest.mark.parametrize(("start", "fires"), [("2014", True), ("", False)])
def test_a_cumulative_figure_that_falls(workspace: Path, workbook: Workbook, start: str, fires: bool) -> None:
    window = Window(Moment.parse(start) if start else None)
    figures = tuple(
        replace(f, window=window) if f.indicator == "dao_tao.lop" else f for f in workbook.figures
    )
    before = replace(workbook, figures=figures)
    now = with_values(before, {"dao_tao.lop": "6"})
    assert (("ky_truoc.luy_ke_giam", "dao_tao.lop") in compared(workspace, now, before)) == fires


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
