"""Stated values against recomputed ones."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cchc.base.findings import Severity
from cchc.base.windows import Window
from cchc.checks.arithmetic import check_arithmetic, check_formulas
from cchc.checks.context import CheckContext
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook


def stating(workbook: Workbook, code: str, value: str, agency: str = "") -> Workbook:
    kept = [f for f in workbook.figures if (f.indicator, f.agency) != (code, agency)]
    figure = Figure(code, agency, Decimal(value), Window(), "", "", "thu.csv", 42)
    return replace(workbook, figures=(*kept, figure))


def test_figures_that_agree_raise_nothing(workbook: Workbook) -> None:
    assert list(check_arithmetic(CheckContext(workbook))) == []
    assert list(check_formulas(CheckContext(workbook))) == []


@pytest.mark.parametrize(
    ("code", "stated", "severity", "found", "expected"),
    [
        ("ho_so.ty_le", "24.9", Severity.ERROR, "24,9%", "25,00%"),
        ("ho_so.ty_le", "26", Severity.ERROR, "26%", "25,00%"),
        ("dao_tao.hoc_vien", "43", Severity.ERROR, "43", "42"),
    ],
)
def test_a_difference_shows_both_numbers(
    workbook: Workbook, code: str, stated: str, severity: Severity, found: str, expected: str
) -> None:
    changed = stating(workbook, code, stated)
    (finding,) = check_arithmetic(CheckContext(changed))
    assert (finding.severity, finding.found, finding.expected) == (severity, found, expected)
    assert finding.place == "thu.csv:42"
    assert finding.section == code.partition(".")[0]
    assert finding.figures[0] == code
    assert found in finding.explanation
    assert expected in finding.explanation


def test_a_number_cut_instead_of_rounded_is_a_warning(workbook: Workbook) -> None:
    # 100 * 600 / 2399 is 25,0104…; 100 * 601 / 2400 is 25,0416….
    changed = stating(stating(workbook, "ho_so.truc_tuyen", "601"), "ho_so.ty_le", "25.04")
    assert list(check_arithmetic(CheckContext(changed))) == []
    # 100 * 602 / 2400 is 25,0833…: 25,08 is right, 25,0 is cut, 25,1 is right.
    for stated, count in (("25.08", 0), ("25.0", 1), ("25.1", 0)):
        again = stating(stating(workbook, "ho_so.truc_tuyen", "602"), "ho_so.ty_le", stated)
        findings = list(check_arithmetic(CheckContext(again)))
        assert [finding.severity for finding in findings] == [Severity.WARNING] * count


def test_workings_name_the_inputs(workbook: Workbook) -> None:
    changed = stating(workbook, "ho_so.ty_le", "30")
    (finding,) = check_arithmetic(CheckContext(changed))
    assert "Hồ sơ tiếp nhận: 2.400; Hồ sơ trực tuyến: 600" in finding.explanation
    units = stating(workbook, "dao_tao.hoc_vien", "43")
    (finding,) = check_arithmetic(CheckContext(units))
    assert "quan_a: 30; quan_b: 12" in finding.explanation


def test_rates_of_units_are_checked_too(workbook: Workbook) -> None:
    changed = stating(workbook, "ho_so.tiep_nhan", "8", "quan_a")
    changed = stating(changed, "ho_so.truc_tuyen", "2", "quan_a")
    changed = stating(changed, "ho_so.ty_le", "20", "quan_a")
    assert ("ho_so.ty_le", "20%") in [
        (finding.figures[0], finding.found) for finding in check_arithmetic(CheckContext(changed))
    ]


def test_a_formula_that_cannot_be_computed_is_an_error(workbook: Workbook) -> None:
    changed = stating(workbook, "ho_so.tiep_nhan", "0")
    (finding,) = check_formulas(CheckContext(changed))
    assert finding.severity is Severity.ERROR
    assert finding.place == "data/catalog/indicators.csv:4"
    assert "Phép chia cho 0" in finding.explanation


def test_a_rate_printed_as_stated_says_what_it_lacks(workbook: Workbook) -> None:
    kept = tuple(f for f in workbook.figures if f.indicator != "ho_so.tiep_nhan")
    (finding,) = check_arithmetic(
        CheckContext(stating(replace(workbook, figures=kept), "ho_so.ty_le", "25.04"))
    )
    assert finding.severity is Severity.WARNING
    assert finding.figures == ("ho_so.ty_le", "ho_so.tiep_nhan")
    assert "in 25,04% theo nguồn" in finding.explanation
