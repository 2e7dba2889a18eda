"""Data windows: from when to when a figure counts, as exactly as its source states it."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.base.numbers import DateStyle, format_date, format_month

# Years that a report of ours, its law or its programme may be of.
YEARS = range(1945, 2101)
PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


@dataclass(frozen=True)
class Moment:
    """A day, a month or a year: `2020-03-15`, `2020-05`, `2014`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read the ISO form; ValueError when there is no such day."""
        match = PATTERN.fullmatch(text)
        if match is None:
            raise ValueError(text)
        moment = cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        moment.first_day()
        return moment

    @classmethod
    def of(cls, day: date) -> "Moment":
        """A whole date."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def last_day(self) -> date:
        """The day with which it ends."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def in_words(self, dates: DateStyle = DateStyle.NUMERIC) -> str:
        """`ngày 16/12/2019`, `tháng 5/2020`, `năm 2014`; or `ngày 16 tháng 12 năm 2019`."""
        kind = "năm" if self.month is None else "tháng" if self.day is None else "ngày"
        return f"{kind} {self.in_short(dates).removeprefix('tháng ')}"

    def in_short(self, dates: DateStyle = DateStyle.NUMERIC) -> str:
        """`16/12/2019`, `5/2020`, `2014`; or `16 tháng 12 năm 2019`, `tháng 5 năm 2020`."""
        if self.month is None:
            return str(self.year)
        if self.day is None:
            return format_month(self.year, self.month, dates)
        return format_date(self.first_day(), dates)


def lies_between(day: date, first: date | None, last: date | None) -> bool:
    """Whether the day is from `first` to `last`, both counted; None is an open end."""
    return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True)
class Window:
    """What a figure covers, both ends counted; an open end is None.

    Only `end`: the state on that day. Only `start`: from then to the time of reporting.
    Neither: the source states no window of its own.
    """

    start: Moment | None = None
    end: Moment | None = None

    @classmethod
    def of_days(cls, start: date, end: date) -> "Window":
        """A window between two whole dates."""
        return cls(Moment.of(start), Moment.of(end))

    @property
    def stated(self) -> bool:
        """Whether the source states any end at all."""
        return self.start is not None or self.end is not None

    @property
    def texts(self) -> tuple[str, str]:
        """Both ends in the ISO form, an open one empty."""
        return str(self.start or ""), str(self.end or "")

    @property
    def backwards(self) -> bool:
        """Whether it ends before it begins."""
        return bool(self.start and self.end and self.start.first_day() > self.end.last_day())

    def in_words(self, dates: DateStyle = DateStyle.NUMERIC) -> str:
        """For a sentence: `ngày 16/12/2019 đến ngày 15/3/2020`, `tháng 12/2019`."""
        if self.start and self.start == self.end:
            return self.start.in_words(dates)
        if self.start:
            return f"{self.start.in_words(dates)} đến {self.end.in_words(dates) if self.end else 'nay'}"
        return self.end.in_words(dates) if self.end else ""

    def in_short(self, dates: DateStyle = DateStyle.NUMERIC) -> str:
        """For a table or a source line: `16/12/2019 – 15/3/2020`."""
        if self.start and self.start == self.end:
            return self.start.in_words(dates).removeprefix("ngày ")
        if self.start and self.end:
            return f"{self.start.in_short(dates)} – {self.end.in_short(dates)}"
        if self.start:
            return f"từ {self.start.in_words(dates).removeprefix('ngày ')} đến nay"
        return f"đến {self.end.in_words(dates).removeprefix('ngày ')}" if self.end else ""

    def length_in_months(self) -> int | None:
        """Whole months from a day to the day before it, or to the same day; None where it is neither."""
        if self.start is None or self.end is None:
            return None
        first, after = self.start.first_day(), self.end.last_day() + timedelta(days=1)
        if after.day - first.day not in (0, 1):
            return None
        return (after.year - first.year) * 12 + after.month - first.month or None

    def length_in_days(self) -> int | None:
        """Days counted, or None where an end is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end.last_day() - self.start.first_day()).days + 1


# What is said where a source states no window.
UNSTATED = Window()
