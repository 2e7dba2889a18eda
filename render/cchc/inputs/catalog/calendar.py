"""The default data window of a reporting period, by the rule in force that year."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.base.csv_tables import CellError, Row, one_of, read_table, required, required_year
from cchc.base.findings import Finding
from cchc.base.period import KINDS, Period, PeriodKind
from cchc.base.windows import Window

FILE = "data/catalog/calendar.csv"
COLUMNS = ("kind", "first_year", "last_year", "start_year_offset", "start", "end", "basis")


@dataclass(frozen=True)
class CalendarRule:
    """From which day to which day a kind of period counts, in the years it applies."""

    kind: PeriodKind
    first_year: int
    last_year: int
    start_year_offset: int
    start: str
    end: str
    basis: str

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
            if rule.kind == period.kind and rule.first_year <= period.year <= rule.last_year:
                return rule.window(period.year)
        return Window()


def load_calendar(path: Path) -> tuple[Calendar, list[Finding]]:
    """Read calendar.csv: the rules, and every problem met."""
    table = read_table(path, FILE, COLUMNS)
    return Calendar(tuple(table.read_rows(_rule))), table.findings


def _rule(row: Row) -> CalendarRule:
    rule = CalendarRule(
        kind=one_of(row, "kind", KINDS),
        first_year=required_year(row, "first_year"),
        last_year=required_year(row, "last_year") if row["last_year"] else 9998,
        start_year_offset=-1 if one_of(row, "start_year_offset", ("0", "-1")) == "-1" else 0,
        start=required(row, "start"),
        end=required(row, "end"),
        basis=row["basis"],
    )
    try:
        window = rule.window(rule.first_year)
    except ValueError:
        raise CellError(f"“{rule.start}” hoặc “{rule.end}” không phải tháng-ngày, ví dụ 12-15.") from None
    if window.backwards:
        raise CellError(f"Kỳ số liệu kết thúc trước khi bắt đầu: {window.in_short()}.")
    return rule
