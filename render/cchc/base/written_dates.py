"""Dates as people and their spreadsheets write them: 15/03/2020, 15-3-2020, 05/2020, the serial 43905."""

import re
from datetime import date, timedelta

from cchc.base.windows import Moment

# Year first, with or without the time of day that spreadsheets add; day first; month and year.
MIDNIGHT = " 00:00:00"
YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2})(?P<time>[ T]00:00(?::00)?)?)?"
)
DAY_FIRST = re.compile(r"(?:(?P<day>\d{1,2})[-/.])?(?P<month>\d{1,2})[-/.](?P<year>\d{4})")
# Days counted as Excel does; five digits are nothing else where a date stands. 01/01/2000 to 31/12/2049.
FIRST_DAY = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 36526, 54788


def read_moment(text: str) -> Moment | None:
    """The day, month or year that the text can only mean; None where there is none."""
    if is_serial(text):
        return Moment.of(FIRST_DAY + timedelta(days=int(text)))
    match = YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text)
    parts = [match[name] for name in ("year", "month", "day") if match[name]] if match else [text]
    try:
        return Moment.parse("-".join(f"{part:0>2}" for part in parts))
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """The same of a whole date."""
    moment = read_moment(text)
    return moment.first_day() if moment is not None and moment.day is not None else None


def is_serial(text: str) -> bool:
    """Whether this is a day as Excel counts them."""
    return text.isascii() and text.isdecimal() and FIRST_SERIAL <= int(text) < LAST_SERIAL


def may_be_month(text: str) -> bool:
    """Whether it is the first of a month as a spreadsheet stores it, which makes that of `2020-05` too."""
    match = YEAR_FIRST.fullmatch(text)
    stored = is_serial(text) or bool(match and match["time"])
    day = read_day(text)
    return stored and day is not None and day.day == 1
