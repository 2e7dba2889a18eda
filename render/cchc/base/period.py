"""Reporting periods: quarters, half-years, nine months and years."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from cchc.base.findings import Finding, InputError, Severity

PeriodKind = Literal["Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y"]

KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)


class _Kind(NamedTuple):
    """The label; what part IV plans for, and the period of the same length before, as kind and years on.

    `last_month` is that with which it ends.
    """

    label: str
    following: tuple[PeriodKind, int]
    previous: tuple[PeriodKind, int]
    last_month: int


BY_KIND: dict[PeriodKind, _Kind] = {
    "Q1": _Kind("quý I năm {year}", ("Q2", 0), ("Q4", -1), 3),
    "Q2": _Kind("quý II năm {year}", ("Q3", 0), ("Q1", 0), 6),
    "Q3": _Kind("quý III năm {year}", ("Q4", 0), ("Q2", 0), 9),
    "Q4": _Kind("quý IV năm {year}", ("Q1", 1), ("Q3", 0), 12),
    "H1": _Kind("06 tháng đầu năm {year}", ("H2", 0), ("H2", -1), 6),
    "H2": _Kind("06 tháng cuối năm {year}", ("H1", 1), ("H1", 0), 12),
    "9M": _Kind("09 tháng đầu năm {year}", ("Q4", 0), ("9M", -1), 9),
    "Y": _Kind("năm {year}", ("Y", 1), ("Y", -1), 12),
}

# The reports that are sent, each by the end of a quarter (Công văn 581/BNV-CCHC).
SENT: tuple[PeriodKind, ...] = ("Q1", "H1", "Q3", "Y")
# The period that is sent after one that is not.
SENT_AFTER: dict[PeriodKind, tuple[PeriodKind, int]] = {
    "Q2": ("Q3", 0),
    "9M": ("Y", 0),
    "Q4": ("Q1", 1),
    "H2": ("Q1", 1),
}

PATTERN = re.compile(r"(20[0-9]{2})-(" + "|".join(KINDS) + ")")


@dataclass(frozen=True, order=True)
class Period:
    """A reporting period such as `2020-H1`."""

    year: int
    kind: PeriodKind

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read `2020-H1`; anything else is refused by name (InputError)."""
        match = PATTERN.fullmatch(text)
        if match is None:
            examples = ", ".join(f"2020-{kind}" for kind in KINDS)
            explanation = (
                f"“{text}” không phải tên kỳ báo cáo. Viết năm, gạch nối và loại kỳ, ví dụ: {examples}."
            )
            raise InputError([Finding(Severity.ERROR, "ky.khong_hop_le", explanation)])
        return cls(int(match[1]), next(kind for kind in KINDS if kind == match[2]))

    @classmethod
    def to_report(cls, day: date) -> "Period":
        """The period whose report is sent in the quarter of this day."""
        return cls(day.year, SENT[(day.month - 1) // 3])

    def __str__(self) -> str:
        return f"{self.year}-{self.kind}"

    @property
    def label(self) -> str:
        """As it reads in a sentence: `06 tháng đầu năm 2020`."""
        return BY_KIND[self.kind].label.format(year=self.year)

    @property
    def end(self) -> tuple[int, int]:
        """The year and the month with which it ends: what orders periods of unequal lengths."""
        return self.year, BY_KIND[self.kind].last_month

    def named(self, *, leading_zero: bool) -> str:
        """The label in the house style: `06 tháng đầu năm 2020` or `6 tháng đầu năm 2020`."""
        return self.label if leading_zero else self.label.removeprefix("0")

    @property
    def following(self) -> "Period":
        """The period that the plans of part IV are for."""
        kind, years = BY_KIND[self.kind].following
        return Period(self.year + years, kind)

    @property
    def next_sent(self) -> "Period":
        """The period whose report is sent after this one's."""
        if self.kind in SENT:
            at = SENT.index(self.kind) + 1
            return Period(self.year + at // len(SENT), SENT[at % len(SENT)])
        kind, years = SENT_AFTER[self.kind]
        return Period(self.year + years, kind)

    @property
    def previous(self) -> "Period":
        """The period of the same length just before."""
        kind, years = BY_KIND[self.kind].previous
        return Period(self.year + years, kind)

    @property
    def year_before(self) -> "Period":
        """The same period a year earlier."""
        return Period(self.year - 1, self.kind)


def periods_among(names: Iterable[str]) -> list[Period]:
    """The periods among names of files or folders; names of the user's own are left out."""
    return [Period.parse(name) for name in names if PATTERN.fullmatch(name)]
