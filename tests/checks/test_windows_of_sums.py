"""Sums of figures of different windows: made-up numbers."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.checks.test_windows import window

from cchc.base.windows import Window
from cchc.checks.context import CheckContext
from cchc.checks.run import relations_of
from cchc.checks.windows_of_sums import check_windows_of_sums
from cchc.inputs.workbook import Workbook

SUM = """\
id,kind,expression,severity,explanation,basis,valid_from,valid_to
r.1,{kind},{sum},LỖI,Hai phần,thử,,{until}
"""


@pytest.mark.parametrize(
    ("kind", "sums", "until", "other", "fires"),
    [
        ("identity", "ho_so.tiep_nhan == ho_so.truc_tuyen + dao_tao.lop", "", "2019-12-11", False),
        ("identity", "ho_so.tiep_nhan == ho_so.truc_tuyen + dao_tao.lop", "", "2019-12-10", True),
        ("identity", "ho_so.tiep_nhan == ho_so.truc_tuyen + dao_tao.lop", "", "2018-12-15", True),
        ("identity", "ho_so.tiep_nhan == ho_so.truc_tuyen + dao_tao.lop", "2019-01-01", "2018-12-15", False),
        ("bound", "ho_so.truc_tuyen <= ho_so.tiep_nhan", "", "2018-12-15", False),
    ],
)
def test_parts_of_a_sum_are_of_one_window(
    workspace: Path, workbook: Workbook, kind: str, sums: str, until: str, other: str, *, fires: bool
) -> None:
    text = SUM.format(kind=kind, sum=sums, until=until)
    (workspace / "data/catalog/checks.csv").write_text(text, encoding="utf-8")
    half, odd = window("2019-12-16", "2020-06-14"), window(other, "2020-06-14")
    windows = {"ho_so.tiep_nhan": half, "ho_so.truc_tuyen": odd}
    figures = tuple(replace(f, window=windows.get(f.indicator, Window())) for f in workbook.figures)
    changed = replace(workbook, figures=figures)
    context = CheckContext(changed, relations=relations_of(changed)[0])
    assert ("ky_so_lieu.thanh_phan" in {f.rule for f in check_windows_of_sums(context)}) == fires


def test_units_of_a_total_are_of_one_window(workbook: Workbook) -> None:
    windows = {"quan_a": window("", "2020-05"), "quan_b": window("", "2020-02")}
    figures = tuple(replace(f, window=windows.get(f.agency, Window())) for f in workbook.figures)
    found = {f.rule: f for f in check_windows_of_sums(CheckContext(replace(workbook, figures=figures)))}
    assert found["ky_so_lieu.thanh_phan"].figures == ("dao_tao.hoc_vien",)
