"""Data windows against the reporting period."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.windows import Moment, Window
from cchc.checks.context import CheckContext
from cchc.checks.windows import Fit, check_windows, judge_window
from cchc.inputs.workbook import Workbook

FIRST, LAST = date(2019, 12, 15), date(2020, 6, 14)
PERIOD = Window.of_days(FIRST, LAST)
LENGTH = (LAST - FIRST).days
days = st.dates(date(2015, 1, 1), date(2024, 12, 31))


def window(start: str, end: str) -> Window:
    return Window(Moment.parse(start) if start else None, Moment.parse(end) if end else None)


@given(days, days)
def test_every_window_has_one_verdict_that_fits_its_days(one: date, other: date) -> None:
    start, end = sorted((one, other))
    verdict = judge_window(Window.of_days(start, end), PERIOD)
    apart = end < FIRST or start > LAST
    longer = (end - start).days - LENGTH
    later = end > LAST + timedelta(31)
    near = abs((start - FIRST).days) <= 5 and abs((end - LAST).days) <= 5
    expected: Fit = (
        "outside"
        if apart
        else "later"
        if later
        else "shorter"
        if longer < -5
        else "longer"
        if longer > 5
        else "shifted"
    )
    assert verdict == ("fits" if near and expected == "shifted" else expected)


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_a_few_days_are_no_matter(before: int, after: int) -> None:
    moved = Window.of_days(FIRST + timedelta(before), LAST + timedelta(after))
    verdict = judge_window(moved, PERIOD)
    assert verdict == ("fits" if abs(after - before) <= 5 else "longer" if after > before else "shorter")


@given(st.integers(6, LENGTH))
def test_a_window_of_the_same_length_that_is_moved_is_shifted(shift: int) -> None:
    for by in (timedelta(shift), timedelta(-shift)):
        verdict = "later" if by > timedelta(31) else "shifted"
        assert judge_window(Window.of_days(FIRST + by, LAST + by), PERIOD) == verdict


@given(days)
def test_what_has_no_end_or_no_start_is_no_stretch(day: date) -> None:
    assert judge_window(Window(start=Moment.of(day)), PERIOD) == ("outside" if day > LAST else "open")
    verdict = judge_window(Window(end=Moment.of(day)), PERIOD)
    later, stale = day > LAST + timedelta(5), day < FIRST - timedelta(5)
    assert verdict == ("later" if later else "stale" if stale else "open")


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        ("2019-12-16", "2020-03-15", "shorter"),
        ("2020-01", "2020-05", "shorter"),
        ("2019", "2020", "later"),
        ("2018", "2020-06", "longer"),
        ("2020-07", "", "outside"),
        ("", "2019-05-20", "stale"),
        ("2019-12-01", "2020-05-31", "shifted"),
        ("2018-12-15", "2019-06-14", "outside"),
        ("2019-07", "", "open"),
        ("", "2020-05-20", "open"),
        ("", "2020-12-31", "later"),
        ("", "", "open"),
    ],
)
def test_verdicts(start: str, end: str, verdict: Fit) -> None:
    assert judge_window(window(start, end), PERIOD) == verdict


def rules(workbook: Workbook, **windows: Window) -> dict[str, str]:
    named = {code.replace("__", "."): value for code, value in windows.items()}
    figures = tuple(replace(f, window=named.get(f.indicator, Window())) for f in workbook.figures)
    return {f.rule: f.explanation for f in check_windows(CheckContext(replace(workbook, figures=figures)))}


def test_a_three_month_window_in_a_six_month_report(workbook: Workbook) -> None:
    found = rules(workbook, ho_so__tiep_nhan=window("2019-12-16", "2020-03-15"))
    assert "chỉ tính 16/12/2019 – 15/3/2020 (91 ngày)" in found["ky_so_lieu.ngan_hon"]
    assert len(found) == 1


def test_windows_longer_outside_and_later(workbook: Workbook) -> None:
    found = rules(
        workbook,
        ho_so__tiep_nhan=window("2019-01", "2020-05"),
        dao_tao__lop=window("2018-01", "2018-05"),
        dao_tao__kinh_phi=window("", "2020-12-31"),
    )
    assert set(found) == {"ky_so_lieu.dai_hon", "ky_so_lieu.ngoai_ky", "ky_so_lieu.sau_ky"}


def test_figures_without_a_window_say_nothing(workbook: Workbook) -> None:
    assert rules(workbook) == {}


def test_a_section_that_mixes_windows(workbook: Workbook) -> None:
    half, five = window("2019-12-15", "2020-06-14"), window("2020-01", "2020-05")
    assert "ky_so_lieu.nhieu_ky" in rules(workbook, ho_so__tiep_nhan=half, ho_so__truc_tuyen=five)
    assert "ky_so_lieu.nhieu_ky" not in rules(workbook, ho_so__tiep_nhan=half, dao_tao__lop=five)
    assert "ky_so_lieu.nhieu_ky" not in rules(workbook, ho_so__tiep_nhan=half, ho_so__truc_tuyen=half)


def test_a_stock_of_a_year_ago_and_a_count_that_begins_after_the_period(workbook: Workbook) -> None:
    found = rules(workbook, ho_so__tiep_nhan=window("", "2019-05-20"), dao_tao__lop=window("2021", ""))
    assert "là số đến 20/5/2019, trước cả ngày đầu kỳ" in found["ky_so_lieu.cu"]
    assert set(found) == {"ky_so_lieu.cu", "ky_so_lieu.ngoai_ky"}
