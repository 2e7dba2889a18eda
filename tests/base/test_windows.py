"""Data windows: days, months and years, with open ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.windows import Moment, Window

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
moments = st.one_of(
    days.map(Moment.of),
    days.map(lambda day: Moment(day.year, day.month)),
    days.map(lambda day: Moment(day.year)),
)
windows = st.builds(Window, st.none() | moments, st.none() | moments)


@given(moments)
def test_a_moment_reads_back_from_its_iso_form(moment: Moment) -> None:
    assert Moment.parse(str(moment)) == moment


@given(days)
def test_a_day_lies_in_its_month_and_its_year(day: date) -> None:
    for moment in (Moment(day.year, day.month), Moment(day.year)):
        assert moment.first_day() <= day <= moment.last_day()
        # And both ends are the outermost days.
        for end, step in ((moment.first_day(), -1), (moment.last_day(), 1)):
            neighbour = Moment.of(date.fromordinal(end.toordinal() + step))
            assert str(neighbour)[: len(str(moment))] != str(moment)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2020-00",
        "2020-13",
        "2020-03-00",
        "2020-02-30",
        "2021-02-29",
        "0000",
        "2020-1",
        "2020-03-1",
        "15/3/2020",
        "2020-03-15 ",
        "2020--15",
        "202-03-15",
        "２０２０",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - date() and the pattern word it differently
        Moment.parse(text)


@given(windows)
def test_a_window_knows_its_ends(window: Window) -> None:
    length = window.length_in_days()
    assert window.stated == (window != Window())
    assert bool(window.in_words()) == bool(window.in_short()) == window.stated
    if window.start is None or window.end is None:
        assert length is None
        assert not window.backwards
    else:
        assert length is not None
        assert window.backwards == (length < 1)


@given(days, st.integers(0, 3000))
def test_both_ends_count(start: date, more: int) -> None:
    window = Window.of_days(start, date.fromordinal(start.toordinal() + more))
    assert window.length_in_days() == more + 1


@pytest.mark.parametrize(
    ("start", "end", "words", "short"),
    [
        ("2019-12-16", "2020-03-15", "ngày 16/12/2019 đến ngày 15/3/2020", "16/12/2019 – 15/3/2020"),
        ("2020-01", "2020-05", "tháng 01/2020 đến tháng 5/2020", "01/2020 – 5/2020"),
        ("2019-12", "2019-12", "tháng 12/2019", "tháng 12/2019"),
        ("2020-04-23", "2020-04-23", "ngày 23/4/2020", "23/4/2020"),
        ("2014", "2020-02-05", "năm 2014 đến ngày 05/02/2020", "2014 – 05/02/2020"),
        ("2020-02-05", "", "ngày 05/02/2020 đến nay", "từ 05/02/2020 đến nay"),
        ("2014", "", "năm 2014 đến nay", "từ năm 2014 đến nay"),
        ("", "2020-05-20", "ngày 20/5/2020", "đến 20/5/2020"),
        ("", "2020-05", "tháng 5/2020", "đến tháng 5/2020"),
        ("", "", "", ""),
    ],
)
def test_wording(start: str, end: str, words: str, short: str) -> None:
    window = Window(Moment.parse(start) if start else None, Moment.parse(end) if end else None)
    assert (window.in_words(), window.in_short()) == (words, short)
