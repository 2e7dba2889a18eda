"""From when an indicator is counted in another way: figures across that day are not the same thing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.base.csv_tables import Row, read_table, required, required_date
from cchc.base.findings import Finding
from cchc.inputs.catalog.indicators import unknown_indicator

FILE = "data/catalog/definitions.csv"
COLUMNS = ("indicator", "valid_from", "text")


@dataclass(frozen=True)
class Definition:
    """What an indicator means from `valid_from` on (Vietnamese, a phrase)."""

    indicator: str
    valid_from: date
    text: str
    row: int


def load_definitions(path: Path, indicators: Collection[str]) -> tuple[tuple[Definition, ...], list[Finding]]:
    """Read definitions.csv, which may be absent: the changes, and every problem met."""
    table = read_table(path, FILE, COLUMNS, needed=False)
    definitions = tuple(table.read_rows(_definition))
    taken = "Cách tính mới của “{later.indicator}” từ ngày ấy đã có ở dòng {first.row}."
    table.repeats(definitions, lambda d: (d.indicator, d.valid_from), "danh_muc.trung", taken)
    for definition in definitions:
        if definition.indicator not in indicators:
            explanation = unknown_indicator(definition.indicator)
            table.problem(definition.row, "danh_muc.khong_khop", explanation)
    return definitions, table.findings


def changes_between(
    definitions: Sequence[Definition], codes: frozenset[str], then: date, now: date
) -> list[Definition]:
    """The changes of any of `codes` after the day `then`, up to `now`, the first of them first."""
    first, last = min(then, now), max(then, now)
    between = [d for d in definitions if d.indicator in codes and first < d.valid_from <= last]
    return sorted(between, key=lambda d: d.valid_from)


def _definition(row: Row) -> Definition:
    return Definition(
        required(row, "indicator"), required_date(row, "valid_from"), required(row, "text"), row.number
    )
