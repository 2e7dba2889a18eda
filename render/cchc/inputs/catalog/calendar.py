"""The default data window of a reporting period, by the rule in force that year."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.base.csv_tables import CellError, Row, one_of, read_table, required
from cchc.base.findings import Finding
from cchc.base.period import KINDS, Period, PeriodKind
from cchc.base.windows import Window
from cchc.inputs.catalog.validity import OfYears, years_in_force

FILE = "data/catalog/calendar.csv"
COLUMNS = ("kind", "first_year", "last_year", "start_year_offset", "start", "end", "basis")
COMMON_YEAR = 2019
DAYS_OF_A_YEAR = 366


@dataclass(frozen=True)
class CalendarRule(OfYears):
    """From which day to which day a kind of period counts, in the years it applies."""

    kind: PeriodKind
    first_year: int
    last_year: int | None
    start_year_offset: int
    start: str
    end: str
    basis: str
    row: int

    def meets(self, other: "CalendarRule") -> bool:
        """Whether both hold for the same kind of period in some year."""
        return self.kind == other.kind and self.shares_year_with(other)

    def window(self, year: int) -> Window:
        """The days of the period in `year`."""
        return Window.of_days(
            date.fromisoformat(f"{year + self.start_year_offset}-{self.start}"),
            date.fromisoformat(f"{year}-{self.end}"),
        )


@dataclass(frozen=True)
class Calendar:
    """All rules of calendar.csv."""

    rules: tuple[CalendarRule, ...]

    def window(self, period: Period) -> Window:
        """The default window; no stated window where no rule covers the period."""
        for rule in self.rules:
            if rule.kind == period.kind and rule.covers(period.year):
                return rule.window(period.year)
        return Window()


def load_calendar(path: Path) -> tuple[Calendar, list[Finding]]:
    """Read calendar.csv: the rules, and every problem met."""
    table = read_table(path, FILE, COLUMNS)
    rules = tuple(table.read_rows(_rule))
    for n, later in enumerate(rules):
        for first in filter(later.meets, rules[:n]):
            words = f"Kỳ {later.kind} đã có lịch cho cùng năm ở dòng {first.row}: mỗi năm một dòng. Sửa năm."
            table.problem(later.row, "lich.trung", words)
    return Calendar(rules), table.findings


def _rule(row: Row) -> CalendarRule:
    first_year, last_year = years_in_force(row)
    rule = CalendarRule(
        kind=one_of(row, "kind", KINDS),
        first_year=first_year,
        last_year=last_year,
        start_year_offset=-1 if one_of(row, "start_year_offset", ("0", "-1")) == "-1" else 0,
        start=required(row, "start"),
        end=required(row, "end"),
        basis=row["basis"],
        row=row.number,
    )
    try:
        # Of no leap year: every year must have these days.
        window = rule.window(COMMON_YEAR)
    except ValueError:
        raise CellError(f"“{rule.start}” hoặc “{rule.end}” không phải tháng-ngày, ví dụ 12-15.") from None
    if window.backwards:
        raise CellError(f"Kỳ số liệu kết thúc trước khi bắt đầu: {window.in_short()}.")
    if (window.length_in_days() or 0) > DAYS_OF_A_YEAR:
        raise CellError(f"Kỳ số liệu dài hơn một năm: {window.in_short()}. Sửa “start_year_offset” hay ngày.")
    return rule
