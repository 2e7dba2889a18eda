"""What offices are held to, year by year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cchc.base.csv_tables import Row, one_of, read_table, required, required_number
from cchc.base.findings import Finding
from cchc.base.numbers import decimals_of, format_number
from cchc.inputs.catalog.indicators import PERCENT, Indicator, unknown_indicator
from cchc.inputs.catalog.validity import OfYears, years_in_force

FILE = "data/catalog/targets.csv"
COLUMNS = ("indicator", "first_year", "last_year", "comparison", "value", "basis")
COMPARISONS = (">=", "<=")


@dataclass(frozen=True)
class Target(OfYears):
    """A bound for an indicator, in its unit."""

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


def load_targets(path: Path, indicators: Mapping[str, Indicator]) -> tuple[tuple[Target, ...], list[Finding]]:
    """Read targets.csv, which may be absent: the targets, and every problem met."""
    table = read_table(path, FILE, COLUMNS, needed=False)
    targets = list(table.read_rows(_target))
    for n, later in enumerate(targets):
        for first in targets[:n]:
            if first.indicator == later.indicator and first.shares_year_with(later):
                explanation = f"Chỉ tiêu “{later.indicator}” đã có mục tiêu cho cùng năm ở dòng {first.row}."
                table.problem(later.row, "muc_tieu.trung", explanation)
        if later.indicator not in indicators:
            table.problem(later.row, "danh_muc.khong_khop", unknown_indicator(later.indicator))
            continue
        for explanation in _impossible(later, indicators[later.indicator]):
            table.problem(later.row, "muc_tieu.khong_the", explanation)
    return tuple(targets), table.findings


def target_of(targets: tuple[Target, ...], indicator: str, year: int) -> Target | None:
    """The target in force, if there is one."""
    return next((t for t in targets if t.indicator == indicator and t.covers(year)), None)


def _impossible(target: Target, indicator: Indicator) -> Iterator[str]:
    """What no office can be held to."""
    written = format_number(target.value, decimals_of(target.value))
    if indicator.unit == PERCENT and not 0 <= target.value <= 100:
        yield (
            f"Mục tiêu của “{indicator.code}” là {written}%: tỷ lệ phần trăm phải từ 0 đến 100. "
            "Viết 97 hay 97.5, không viết 9700."
        )
    elif target.value < 0:
        yield f"Mục tiêu của “{indicator.code}” là {written} {indicator.unit}: không thể âm."
    if indicator.kind == "count" and decimals_of(target.value) > indicator.decimals:
        yield f"“{indicator.code}” là số đếm nhưng mục tiêu là {target.value}. Viết liền các chữ số."


def _target(row: Row) -> Target:
    first_year, last_year = years_in_force(row)
    return Target(
        indicator=required(row, "indicator"),
        first_year=first_year,
        last_year=last_year,
        at_least=one_of(row, "comparison", COMPARISONS) == ">=",
        value=required_number(row, "value"),
        basis=required(row, "basis"),
        row=row.number,
    )
