"""Numbers and dates as Vietnamese official documents print them."""

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc.base.numbers import (
    SCALES,
    Verdict,
    decimals_of,
    format_count,
    format_date,
    format_date_in_words,
    format_number,
    format_rate,
    format_scaled,
    judge,
    rounded,
)

PRINTED = re.compile(r"-?\d{1,3}(\.\d{3})*(,\d+)?")

numbers = st.decimals(Decimal(-(10**15)), Decimal(10**15), places=6) | st.integers(-30, 30).map(Decimal)
decimals = st.integers(0, 4)


def parse(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


@given(numbers, decimals)
def test_a_printed_number_reads_back(value: Decimal, places: int) -> None:
    text = format_number(value, places)
    assert PRINTED.fullmatch(text)
    assert parse(text) == rounded(value, places)
    assert len(text.partition(",")[2]) == places


@given(numbers, decimals)
def test_never_minus_nought(value: Decimal, places: int) -> None:
    for text in (format_number(value, places), format_count(value, places), format_rate(value, places)):
        assert not text.startswith("-") or parse(text.rstrip("%")) < 0


@given(numbers, decimals)
def test_half_goes_away_from_nought(value: Decimal, places: int) -> None:
    unit = Decimal(1).scaleb(-places)
    assert abs(rounded(value, places) - value) <= unit / 2
    half = rounded(value, places) + (unit / 2).copy_sign(value)
    assert abs(rounded(half, places)) == abs(rounded(value, places)) + unit


@given(st.integers(-(10**9), 10**9), st.booleans())
def test_a_whole_count_under_ten_is_padded(value: int, leading_zero: bool) -> None:
    text = format_count(Decimal(value), leading_zero=leading_zero)
    assert parse(text) == value
    assert (len(text) == 2 and text[0] == "0") == (leading_zero and 0 < value < 10)


@pytest.mark.parametrize(
    ("value", "text"),
    [("7", "07"), ("0", "0"), ("9.4", "09"), ("9.5", "10"), ("-3", "-3"), ("10", "10"), ("1792", "1.792")],
)
def test_counts(value: str, text: str) -> None:
    assert format_count(Decimal(value)) == text


def test_a_count_with_decimals_is_not_padded() -> None:
    assert format_count(Decimal("7.5"), 1) == "7,5"


@given(st.integers(-(10**15), 10**15), st.sampled_from(sorted(SCALES)))
def test_a_scale_loses_nothing(value: int, scale: str) -> None:
    text, word = format_scaled(Decimal(value), scale).split(" ")
    assert word == scale
    assert parse(text) * SCALES[scale] == value
    assert not text.partition(",")[2].endswith("0")


@pytest.mark.parametrize(
    ("value", "scale", "text"),
    [
        ("5600000", "triệu", "5,6 triệu"),
        ("20000000", "triệu", "20 triệu"),
        ("1234567", "tỷ", "0,001234567 tỷ"),
    ],
)
def test_scales(value: str, scale: str, text: str) -> None:
    assert format_scaled(Decimal(value), scale) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("10.065", 2, "10,07%"),
        ("100", 2, "100%"),
        ("0.00", 2, "0%"),
        # What only rounds to all or none is neither.
        ("99.999", 2, "gần 100%"),
        ("99.6", 0, "gần 100%"),
        ("0.0004", 2, "dưới 0,01%"),
        ("0.4", 0, "dưới 1%"),
        ("99.99", 2, "99,99%"),
        ("100.001", 2, "100,00%"),
        ("96", 0, "96%"),
    ],
)
def test_rates(value: str, places: int, text: str) -> None:
    assert format_rate(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("day", "short", "words"),
    [
        (date(2019, 12, 31), "31/12/2019", "ngày 31 tháng 12 năm 2019"),
        (date(2020, 2, 5), "05/02/2020", "ngày 05 tháng 02 năm 2020"),
        (date(2020, 3, 5), "05/3/2020", "ngày 05 tháng 3 năm 2020"),
        (date(2020, 10, 15), "15/10/2020", "ngày 15 tháng 10 năm 2020"),
    ],
)
def test_dates(day: date, short: str, words: str) -> None:
    assert (format_date(day), format_date_in_words(day)) == (short, words)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_printed_date_reads_back(day: date) -> None:
    numbers = [int(part) for part in format_date(day).split("/")]
    assert date(numbers[2], numbers[1], numbers[0]) == day


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


@pytest.mark.parametrize(
    ("stated", "exact", "verdict"),
    [
        ("100", "99.5486", Verdict.WRONG),
        ("100", "100", Verdict.ROUNDED),
        ("100.00", "99.999", Verdict.WRONG),
        ("0", "0.0004", Verdict.WRONG),
        ("0", "0", Verdict.ROUNDED),
        ("99.5", "99.5486", Verdict.ROUNDED),
    ],
)
def test_a_rate_of_all_or_none_is_exact(stated: str, exact: str, verdict: Verdict) -> None:
    assert judge(Decimal(stated), Decimal(exact), rate=True) is verdict
    assert judge(Decimal("100"), Decimal("99.7")) is Verdict.ROUNDED, "a hundred learners a class"
