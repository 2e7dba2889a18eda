"""Reporting periods."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.findings import InputError
from cchc.base.period import KINDS, Period

ORDER = {"Q1": 3, "Q2": 6, "H1": 6, "Q3": 9, "9M": 9, "Q4": 12, "H2": 12, "Y": 12}

periods = st.builds(Period, st.integers(2001, 2098), st.sampled_from(KINDS))


def last_month(period: Period) -> int:
    return 12 * period.year + ORDER[period.kind]


@given(periods)
def test_a_period_reads_back_from_its_name(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert str(Period.parse(str(period))) == str(period)


@given(periods)
def test_following_and_previous_undo_each_other(period: Period) -> None:
    # After nine months only the last quarter is left to plan for.
    if period.kind != "9M":
        assert period.following.previous == period
        assert period.previous.following == period


@given(periods)
def test_time_runs_forwards(period: Period) -> None:
    assert last_month(period.previous) < last_month(period) < last_month(period.following)
    assert last_month(period) - last_month(period.year_before) == 12
    assert period.year_before.kind == period.kind


@pytest.mark.parametrize(
    ("name", "label", "following", "previous"),
    [
        ("2020-H1", "06 tháng đầu năm 2020", "2020-H2", "2019-H2"),
        ("2020-H2", "06 tháng cuối năm 2020", "2021-H1", "2020-H1"),
        ("2020-Q1", "quý I năm 2020", "2020-Q2", "2019-Q4"),
        ("2020-Q4", "quý IV năm 2020", "2021-Q1", "2020-Q3"),
        ("2020-9M", "09 tháng đầu năm 2020", "2020-Q4", "2019-9M"),
        ("2020-Y", "năm 2020", "2021-Y", "2019-Y"),
    ],
)
def test_labels_and_neighbours(name: str, label: str, following: str, previous: str) -> None:
    period = Period.parse(name)
    assert (period.label, str(period.following), str(period.previous)) == (label, following, previous)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020",
        "2020-h1",
        "2020-H3",
        "2020H1",
        " 2020-H1",
        "2020-H1\n",
        "1999-H1",
        "20200-H1",
        "../../x",
        "2020-H1/..",
        "20２０-H1",
        "2020-Q5",
        "2020-M9",
    ],
)
def test_anything_else_is_refused_by_name(text: str) -> None:
    with pytest.raises(InputError, match=re.escape(f"“{text}” không phải tên kỳ báo cáo")):
        Period.parse(text)


@given(st.text(max_size=12))
def test_no_text_gives_a_period_that_is_called_otherwise(text: str) -> None:
    try:
        period = Period.parse(text)
    except InputError:
        return
    assert str(period) == text


@pytest.mark.parametrize(
    ("day", "period"),
    [
        ("2026-01-01", "2026-Q1"),
        ("2026-03-31", "2026-Q1"),
        ("2026-06-30", "2026-H1"),
        ("2026-07-01", "2026-Q3"),
        ("2026-12-31", "2026-Y"),
    ],
)
def test_the_report_that_is_due(day: str, period: str) -> None:
    assert str(Period.to_report(date.fromisoformat(day))) == period


@pytest.mark.parametrize(
    ("period", "following"),
    [
        ("2026-Q1", "2026-H1"),
        ("2026-H1", "2026-Q3"),
        ("2026-Q3", "2026-Y"),
        ("2026-Y", "2027-Q1"),
        ("2026-Q2", "2026-Q3"),
        ("2026-9M", "2026-Y"),
        ("2026-Q4", "2027-Q1"),
        ("2026-H2", "2027-Q1"),
    ],
)
def test_the_next_report_that_is_sent(period: str, following: str) -> None:
    assert str(Period.parse(period).next_sent) == following
