"""Judging a stated number against the exact one."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc.base.numbers import Verdict, decimals_of, judge

exacts = st.decimals(-(10**9), 10**9, places=9) | st.builds(
    lambda part, whole: Decimal(100 * part) / Decimal(whole), st.integers(0, 10**7), st.integers(1, 10**7)
)
decimals = st.integers(0, 4)


def unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


@given(exacts, decimals)
def test_a_value_rounded_half_up_is_right(exact: Decimal, places: int) -> None:
    assert judge(exact.quantize(unit(places), ROUND_HALF_UP), exact) is Verdict.ROUNDED


@given(exacts, decimals)
def test_a_cut_value_is_told_from_a_rounded_one(exact: Decimal, places: int) -> None:
    cut = exact.quantize(unit(places), ROUND_DOWN)
    assume(cut != exact.quantize(unit(places), ROUND_HALF_UP))
    assert judge(cut, exact) is Verdict.CUT


@given(exacts, decimals, st.integers(2, 1000), st.sampled_from([-1, 1]))
def test_what_is_further_off_is_wrong(exact: Decimal, places: int, steps: int, sign: int) -> None:
    stated = exact.quantize(unit(places), ROUND_HALF_UP) + sign * steps * unit(places)
    assert judge(stated, exact) is Verdict.WRONG


@pytest.mark.parametrize(
    ("stated", "exact", "verdict"),
    [
        ("0.8", "0.7500", Verdict.ROUNDED),
        ("0.80", "0.7999", Verdict.ROUNDED),
        ("0.79", "0.7999", Verdict.CUT),
        ("0.7", "0.7999", Verdict.CUT),
        ("0.81", "0.7999", Verdict.WRONG),
        ("12.4", "12.25", Verdict.WRONG),
        ("12.2", "12.25", Verdict.CUT),
        ("13", "12.5", Verdict.ROUNDED),
        ("-1", "-1.9", Verdict.CUT),
    ],
)
def test_verdicts(stated: str, exact: str, verdict: Verdict) -> None:
    assert judge(Decimal(stated), Decimal(exact)) is verdict


@pytest.mark.parametrize(("text", "places"), [("7", 0), ("0.8", 1), ("0.80", 2), ("1E+3", 0), ("-2.500", 3)])
def test_written_decimals_count(text: str, places: int) -> None:
    assert decimals_of(Decimal(text)) == places
