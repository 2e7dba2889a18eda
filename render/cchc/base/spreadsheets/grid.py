"""What every format is read into: books of sheets of cells, and how much of one is read."""

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from cchc.base.characters import clean_text

# A unit's form has some hundred rows; what is far beyond is no form, or an attack.
MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
# One part of XML; its tags and attributes, whatever they hold: a tree takes fifty bytes and more for each.
MOST_XML = 30_000_000
MOST_TAGS = 1_000_000
MOST_ATTRIBUTES = 1_500_000
MOST_ROWS = 20_000
MOST_COLUMNS = 500
MOST_CELLS = 200_000
MOST_SHEETS = 50
MOST_MERGED = 5_000
# All texts of a sheet together.
MOST_LETTERS = 5_000_000
# A spreadsheet holds this many digits; what follows is noise of binary fractions.
EXACT_DIGITS = 15
# Formats that files name by number alone (ECMA-376, part 1, 18.8.30).
PERCENT = frozenset({9, 10})
DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


ON_BLANK_FORM = "Chép sang mẫu trắng rồi gửi lại."
SEND_AGAIN = "Đề nghị đơn vị gửi lại."
AS_XLSX = "Mở bằng Excel, lưu thành .xlsx rồi gửi lại."


class UnreadableError(Exception):
    """A file that cannot be read at all: why, and what to do about one that a unit returned (Vietnamese)."""

    def __init__(self, cause: str, advice: str = "") -> None:
        super().__init__(f"{cause} {advice}".strip())
        self.cause, self.advice = cause, advice


class CellKind(StrEnum):
    """What a cell holds."""

    NUMBER = "number"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    UNCOMPUTED = "uncomputed"


@dataclass(frozen=True)
class Cell:
    """A cell that holds something; rows and columns count from 0.

    `number` is exact and as stored: a percentage shown as 10,07% is 0.1007, its kind PERCENT.
    A formula counts as the value that the spreadsheet last stored, UNCOMPUTED where it stored none.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    number: Decimal | None = None
    day: date | None = None

    @property
    def name(self) -> str:
        """`J12`."""
        return cell_name(self.row, self.column)


@dataclass(frozen=True)
class Area:
    """A merged block of cells, all ends counted."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell is part of the block."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True)
class Grid:
    """One sheet; `name` is empty for a file that has no sheets."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: Sequence[Area] = ()
    hidden: bool = False
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()

    def text(self, row: int, column: int) -> str:
        """The cell's text, stripped; empty where there is no cell."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell else ""

    def rows(self) -> list[int]:
        """The rows that hold anything, from the top."""
        return sorted(self._by_row)

    def row_cells(self, row: int) -> list[Cell]:
        """The cells of a row, from the left."""
        return self._by_row.get(row, [])

    @cached_property
    def _by_row(self) -> dict[int, list[Cell]]:
        rows: dict[int, list[Cell]] = {}
        for place in sorted(self.cells):
            rows.setdefault(place[0], []).append(self.cells[place])
        return rows

    def merge_at(self, row: int, column: int) -> Area | None:
        """The merged block that the cell belongs to."""
        return next((area for area in self.merged if area.holds(row, column)), None)

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether a person who opens the file does not see the cell."""
        return self.hidden or row in self.hidden_rows or column in self.hidden_columns


@dataclass(frozen=True)
class Book:
    """One file: `file` is its name as messages give it."""

    file: str
    form: str
    grids: tuple[Grid, ...]
    # What this format cannot tell: a note to the reader (Vietnamese).
    unknown: str = ""


@dataclass
class GridBuilder:
    """Collects the cells of a sheet and stops at the limits (UnreadableError)."""

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    letters: int = 0

    def add(self, cell: Cell | None) -> None:
        """Keep a cell that holds anything; two in one place leave open which counts."""
        if cell is None or (cell.kind is CellKind.TEXT and not cell.text.strip()):
            return
        if cell.row >= MOST_ROWS or cell.column >= MOST_COLUMNS or len(self.cells) >= MOST_CELLS:
            raise UnreadableError(
                f"Trang “{self.name}” có dữ liệu quá xa hoặc quá nhiều (ô {cell.name}); chỉ đọc tới "
                f"{MOST_ROWS} hàng, {MOST_COLUMNS} cột, {MOST_CELLS} ô.",
                ON_BLANK_FORM,
            )
        if (cell.row, cell.column) in self.cells:
            raise UnreadableError(
                f"Trang “{self.name}” ghi ô {cell.name} hai lần: không biết số nào đúng.", ON_BLANK_FORM
            )
        self.letters += len(cell.text)
        if self.letters > MOST_LETTERS:
            raise UnreadableError(f"Trang “{self.name}” có quá nhiều chữ.", ON_BLANK_FORM)
        self.cells[cell.row, cell.column] = cell

    def merge(self, area: Area) -> None:
        """Keep a merged block."""
        self.merged.append(area)
        if len(self.merged) > MOST_MERGED:
            raise UnreadableError(f"Trang “{self.name}” có quá {MOST_MERGED} khối ô gộp.", ON_BLANK_FORM)

    def hide_columns(self, columns: Iterable[int]) -> None:
        """Columns a person does not see, within the limits."""
        self.hidden_columns.update(column for column in columns if column < MOST_COLUMNS)

    def grid(self) -> Grid:
        """The finished sheet."""
        return Grid(self.name, self.cells, self.merged, self.hidden, self.hidden_rows, self.hidden_columns)


def kind_of_format(number: int, code: str) -> CellKind:
    """NUMBER, PERCENT or DATE, by the format's number or its own code."""
    if number in PERCENT:
        return CellKind.PERCENT
    if number in DATES:
        return CellKind.DATE
    # Only the first section counts: the others are for negative numbers, zero and text.
    bare = LITERAL.sub("", code).partition(";")[0].lower()
    if "%" in bare:
        return CellKind.PERCENT
    return CellKind.DATE if bare != "general" and re.search(r"[dmyhs]", bare) else CellKind.NUMBER


def text_cell(row: int, column: int, text: str) -> Cell:
    """A cell that stores a text, without what nobody sees in it."""
    return Cell(row, column, CellKind.TEXT, clean_text(text))


def number_cell(row: int, column: int, kind: CellKind, value: float, day: date | None = None) -> Cell:
    """A cell that stores a number, with the text that a spreadsheet shows for its kind."""
    if not math.isfinite(value):
        return Cell(row, column, CellKind.ERROR, str(value))
    number = exact(value)
    text = f"{number * 100:f}%" if kind is CellKind.PERCENT else f"{number:f}"
    return Cell(row, column, kind, f"{day:%d/%m/%Y}" if day else text, number, day)


def day_cell(row: int, column: int, stored: str) -> Cell:
    """A cell that stores a day, with or without a time, as ISO 8601 writes it."""
    try:
        day = datetime.fromisoformat(stored).date()
    except ValueError:
        return Cell(row, column, CellKind.ERROR, stored)
    return Cell(row, column, CellKind.DATE, f"{day:%d/%m/%Y}", day=day)


def float_of(text: str) -> float | None:
    """The number that a file stores as text; None where it is none."""
    try:
        # Python alone reads 1_000.
        return None if "_" in text else float(text)
    except ValueError:
        return None


def book_of(file: str, form: str, grids: Iterable[Grid], unknown: str = "") -> Book:
    """A book whose sheets can be told apart (UnreadableError)."""
    sheets = tuple(grids)
    names = [grid.name.casefold() for grid in sheets]
    for grid in sheets:
        if names.count(grid.name.casefold()) > 1:
            raise UnreadableError(
                f"Tệp có hai trang cùng tên “{grid.name}”: không biết trang nào đúng.",
                "Gửi lại theo mẫu trắng.",
            )
    return Book(file, form, sheets, unknown)


def check_sheet_count(count: int) -> None:
    """UnreadableError where there are more sheets than any form has."""
    if count > MOST_SHEETS:
        raise UnreadableError(f"Tệp có {count} trang; chỉ đọc tới {MOST_SHEETS} trang.", "Gửi lại theo mẫu.")


def exact(number: float) -> Decimal:
    """A stored number without the noise of binary fractions: 0.30000000000000004 is 0.3."""
    value = Decimal(f"{number:.{EXACT_DIGITS}g}")
    return Decimal(int(value)) if value == value.to_integral_value() else value


def cell_name(row: int, column: int) -> str:
    """`J12` for row 11, column 9."""
    # Whoever reads no cell by its name need not load a library that writes workbooks.
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))
