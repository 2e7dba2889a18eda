"""Reporting units and their lifetime: a merged or renamed unit keeps its years."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.base.csv_tables import Row, optional_date, read_table, required
from cchc.base.findings import Finding
from cchc.base.windows import lies_between

FILE = "data/catalog/agencies.csv"
COLUMNS = ("code", "name", "short", "level", "valid_from", "valid_to")
# Codes of the units that took its place, by spaces: one after a merger or a new name, several after a split.
SUCCESSOR = "successor"


@dataclass(frozen=True)
class Agency:
    """A department, district or commune; open ends of its lifetime are None."""

    code: str
    name: str
    short: str
    level: str
    valid_from: date | None
    valid_to: date | None
    row: int
    successors: tuple[str, ...] = ()

    def in_force(self, day: date | None) -> bool:
        """Whether the unit exists on `day` (None: ask no date)."""
        return day is None or lies_between(day, self.valid_from, self.valid_to)


def load_agencies(path: Path) -> tuple[dict[str, Agency], list[Finding]]:
    """Read agencies.csv: the units by code, and every problem met."""
    table = read_table(path, FILE, COLUMNS, optional=(SUCCESSOR,))
    agencies = list(table.read_rows(_agency))
    taken = "Mã đơn vị “{later.code}” đã có ở dòng {first.row}."
    table.repeats(agencies, lambda agency: agency.code, "don_vi.trung", taken)
    by_code = {agency.code: agency for agency in agencies}
    for agency in agencies:
        for code in agency.successors:
            if code not in by_code:
                explanation = f"Đơn vị thay thế “{code}” của “{agency.code}” không có trong danh mục này."
                table.problem(agency.row, "don_vi.thay_the", explanation)
    return by_code, table.findings


def _agency(row: Row) -> Agency:
    return Agency(
        code=required(row, "code"),
        name=required(row, "name"),
        short=row["short"],
        level=required(row, "level"),
        valid_from=optional_date(row, "valid_from"),
        valid_to=optional_date(row, "valid_to"),
        row=row.number,
        successors=tuple(row[SUCCESSOR].split()),
    )
