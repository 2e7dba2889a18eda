"""The printed figures of an assembled report."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.numbers import format_count, format_rate
from cchc.checks.printed import check_printed
from cchc.inputs.workbook import Workbook
from cchc.values.printed_figure import PrintedFigure, printed
from cchc.values.values import Values


@pytest.fixture
def count(workbook: Workbook) -> PrintedFigure:
    return printed(Values(workbook).get("ho_so.tiep_nhan"), "2.400", section="ho_so", place="1")


@pytest.fixture
def rate(workbook: Workbook) -> PrintedFigure:
    value = Values(workbook).get("ho_so.ty_le")
    return replace(printed(value, "10,92%", section="ho_so", place="1"), value="10.9182", stated="10.91")


def rules(*figures: PrintedFigure) -> list[str]:
    return [finding.rule for finding in check_printed(figures)]


def test_a_figure_printed_alike_everywhere(count: PrintedFigure, rate: PrintedFigure) -> None:
    assert rules(count, replace(count, place="2"), rate) == []


def test_a_figure_printed_with_two_values(count: PrintedFigure) -> None:
    other = replace(count, text="2.401", value="2401", place="2")
    (finding,) = check_printed([count, other])
    assert (finding.rule, finding.found, finding.file) == ("ban_in.hai_gia_tri", "2.400; 2.401", count.file)


def test_a_figure_rounded_in_two_ways(rate: PrintedFigure, count: PrintedFigure) -> None:
    assert rules(rate, replace(rate, text="10,9%")) == ["ban_in.hai_cach_lam_tron"]
    assert rules(count, replace(count, text="2,4 nghìn")) == []
    assert rules(
        replace(count, value="2449", text="2.449"), replace(count, value="2449", text="2,4 nghìn")
    ) == ["ban_in.hai_cach_lam_tron"]


def test_a_stated_rate_in_a_footnote_is_no_second_rounding(rate: PrintedFigure) -> None:
    assert rules(rate, replace(rate, text="10,91%"), rate) == []


def test_phrases_and_gaps_are_no_numbers(count: PrintedFigure) -> None:
    gap = replace(count, text="chưa có số liệu", value="")
    assert rules(replace(count, text="tăng 204 hồ sơ so với kỳ X"), count) == []
    assert rules(gap, gap) == []


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("31.33520", "3133520", "ban_in.nhom_chu_so"),
        ("3.13.520", "313520", "ban_in.nhom_chu_so"),
        ("3.133.520", "3133521", "ban_in.sai"),
        ("10,93%", "10.9182", "ban_in.sai"),
        ("07", "7", None),
        ("5,6 triệu", "5600000", None),
        ("-1.200", "-1200", None),
    ],
)
def test_a_number_that_is_not_what_was_computed(
    count: PrintedFigure, text: str, value: str, rule: str | None
) -> None:
    assert rules(replace(count, text=text, value=value, stated="")) == ([rule] if rule else [])


@given(st.integers(-(10**12), 10**12), st.decimals(0, 100, places=6))
def test_what_our_own_formats_print_is_never_called_wrong(number: int, share: Decimal) -> None:
    empty = dict.fromkeys((field.name for field in fields(PrintedFigure)), "")
    base = PrintedFigure.from_json({**empty, "inputs": [], "row": None})
    assert rules(replace(base, text=format_count(Decimal(number)), value=str(number))) == []
    assert rules(replace(base, text=format_rate(share), value=str(share))) == []
