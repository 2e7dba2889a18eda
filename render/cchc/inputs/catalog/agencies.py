"""Reporting units and their lifetime: a merged or renamed unit keeps its years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.base.csv_tables import Row, Table, one_of, read_table, required
from cchc.base.findings import Finding
from cchc.base.formulas import find_cycle
from cchc.base.windows import lies_between
from cchc.inputs.catalog.validity import days_in_force

FILE = "data/catalog/agencies.csv"
COLUMNS = ("code", "name", "short", "level", "valid_from", "valid_to")
# Codes of the units that took its place, by spaces: one after a merger or a new name, several after a split.
SUCCESSOR = "successor"
# As sentences call them: departments of the city or province, districts, communes.
LEVEL_NAMES = {"so": "sở, ban, ngành", "huyen": "cấp huyện", "xa": "cấp xã"}
LEVELS = tuple(LEVEL_NAMES)
# Source: Luật Tổ chức chính quyền địa phương 2025, no district level from 1/7/2025.
LAST_DAYS = {"huyen": date(2025, 6, 30)}


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


def units_of(level: str) -> str:
    """The units of a level as a count is followed by: `sở, ban, ngành`, `đơn vị cấp huyện`."""
    name = LEVEL_NAMES.get(level, level)
    return f"đơn vị {name}" if name.startswith("cấp ") else name


def level_exists(level: str, day: date | None) -> bool:
    """Whether localities have that level on `day` (None: ask no date)."""
    return day is None or lies_between(day, None, LAST_DAYS.get(level))


def office_of(source: str, units: Iterable[Agency]) -> Agency | None:
    """The unit that the catalogue names as a source: by its name, or by how its name begins.

    `Văn phòng UBND` is the one unit called `Văn phòng UBND tỉnh`.
    """
    wanted = source.casefold()
    named = {unit.name.casefold(): unit for unit in units}
    begun = [unit for name, unit in named.items() if wanted and name.startswith(f"{wanted} ")]
    return named.get(wanted) or (begun[0] if len(begun) == 1 else None)


def load_agencies(path: Path) -> tuple[dict[str, Agency], list[Finding]]:
    """Read agencies.csv: the units by code, and every problem met."""
    table = read_table(path, FILE, COLUMNS, optional=(SUCCESSOR,))
    agencies = list(table.read_rows(_agency))
    taken = "Mã đơn vị “{later.code}” đã có ở dòng {first.row}."
    table.repeats(agencies, lambda agency: agency.code, "don_vi.trung", taken)
    by_code = {agency.code: agency for agency in agencies}
    _check_successors(table, by_code)
    return by_code, table.findings


def _check_successors(table: Table, by_code: dict[str, Agency]) -> None:
    """Successors are units of this file, and nobody takes over from oneself, directly or in a circle."""
    follows = {agency.code: frozenset(agency.successors) for agency in by_code.values()}
    for agency in by_code.values():
        for code in agency.successors:
            if code not in by_code:
                explanation = f"Đơn vị thay thế “{code}” của “{agency.code}” không có trong danh mục này."
                table.problem(agency.row, "don_vi.thay_the", explanation)
        if circle := find_cycle(agency.code, follows):
            explanation = f"Đơn vị thay thế chính mình: {' → '.join(circle)}. Sửa cột {SUCCESSOR}."
            table.problem(agency.row, "don_vi.thay_the", explanation)


def _agency(row: Row) -> Agency:
    first, last = days_in_force(row)
    return Agency(
        code=required(row, "code"),
        name=required(row, "name"),
        short=row["short"],
        level=one_of(row, "level", LEVELS),
        valid_from=first,
        valid_to=last,
        row=row.number,
        successors=tuple(row[SUCCESSOR].split()),
    )
