"""What a figure cannot be, and how it is oddly written."""

from pathlib import Path

import pytest
from tests.checks.conftest import Stating

from cchc.base.findings import Severity
from cchc.checks.context import CheckContext
from cchc.checks.single_figures import check_single_figures
from cchc.inputs.figures import FigureContext, load_figures
from cchc.inputs.workbook import Workbook


@pytest.mark.parametrize(
    ("code", "value", "rule"),
    [
        ("dao_tao.hai_long", "100.01", "ty_le.ngoai_khoang"),
        ("dao_tao.hai_long", "-0.01", "ty_le.ngoai_khoang"),
        ("dao_tao.lop", "-1", "so_dem.am"),
        ("dao_tao.kinh_phi", "5.600", "so_lieu.nhom_chu_so"),
        ("dao_tao.kinh_phi", "-5600", None),
        ("dao_tao.hai_long", "100", None),
        ("dao_tao.hai_long", "0", None),
    ],
)
def test_what_a_figure_cannot_be(stating: Stating, code: str, value: str, rule: str | None) -> None:
    findings = check_single_figures(CheckContext(stating({code: value})))
    assert [finding.rule for finding in findings] == ([rule] if rule else [])


@pytest.mark.parametrize("text", ["1.79", "3.13352", "1.000"])
def test_digits_grouped_by_hand_in_a_count_are_refused(tmp_path: Path, workbook: Workbook, text: str) -> None:
    path = tmp_path / "figures.csv"
    header = "indicator,agency,value,window_from,window_to,document,note"
    path.write_text(f"{header}\ndao_tao.lop,,{text},,,,\n", encoding="utf-8")
    _, (problem,) = load_figures(path, "figures.csv", FigureContext(workbook.indicators, {}, ()))
    assert "không dấu phân cách hàng nghìn" in problem.explanation


def test_one_decimal_among_rates_with_two(report: Workbook, stating: Stating) -> None:
    (finding,) = [f for f in check_single_figures(CheckContext(report)) if f.rule == "ty_le.so_le"]
    assert (finding.found, finding.severity) == ("0,8%", Severity.NOTE)
    # A family of one, and all or none, need no more decimals.
    fine = stating({"dao_tao.hai_long": "96.5", "ho_so.ty_le": "100"})
    assert list(check_single_figures(CheckContext(fine))) == []
