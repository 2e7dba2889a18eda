"""What offices are held to, year by year."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cchc.base.csv_tables import Row, one_of, read_table, required, required_number, required_year
from cchc.base.findings import Finding
from cchc.inputs.catalog.indicators import unknown_indicator

FILE = "data/catalog/targets.csv"
COLUMNS = ("indicator", "first_year", "last_year", "comparison", "value", "basis")
COMPARISONS = (">=", "<=")


@dataclass(frozen=True)
class Target:
    """A bound for an indicator (in its unit), from `first_year` to `last_year` (None: open)."""

    indicator: str
    first_year: int
    last_year: int | None
    at_least: bool
    value: Decimal
    basis: str
    row: int

    def met(self, value: Decimal) -> bool:
        """Whether the value keeps the bound."""
        return value >= self.value if self.at_least else value <= self.value

    def covers(self, year: int) -> bool:
        """Whether it holds in `year`."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def load_targets(path: Path, indicators: Collection[str]) -> tuple[tuple[Target, ...], list[Finding]]:
    """Read targets.csv, which may be absent: the targets, and every problem met."""
    table = read_table(path, FILE, COLUMNS, needed=False)
    targets = list(table.read_rows(_target))
    for n, later in enumerate(targets):
        for first in targets[:n]:
            if first.indicator == later.indicator and _overlap(first, later):
                explanation = f"Chỉ tiêu “{later.indicator}” đã có mục tiêu cho cùng năm ở dòng {first.row}."
                table.problem(later.row, "muc_tieu.trung", explanation)
        if later.indicator not in indicators:
            table.problem(later.row, "danh_muc.khong_khop", unknown_indicator(later.indicator))
    return tuple(targets), table.findings


def target_of(targets: tuple[Target, ...], indicator: str, year: int) -> Target | None:
    """The target in force, if there is one."""
    return next((t for t in targets if t.indicator == indicator and t.covers(year)), None)


def _overlap(first: Target, later: Target) -> bool:
    return first.first_year <= (later.last_year or 9999) and later.first_year <= (first.last_year or 9999)


def _target(row: Row) -> Target:
    return Target(
        indicator=required(row, "indicator"),
        first_year=required_year(row, "first_year"),
        last_year=required_year(row, "last_year") if row["last_year"] else None,
        at_least=one_of(row, "comparison", COMPARISONS) == ">=",
        value=required_number(row, "value"),
        basis=required(row, "basis"),
        row=row.number,
    )
