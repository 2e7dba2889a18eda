"""Data files that analysts edit: read with every problem named by file and row."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

from cchc.base.characters import clean_cell
from cchc.base.files import unreadable
from cchc.base.findings import (
    BROKEN_ROW,
    TWO_FILES,
    UNREAD,
    UNREADABLE,
    WRONG_CELL,
    WRONG_COUNT,
    WRONG_HEADER,
    Finding,
    Severity,
)
from cchc.base.merge_marks import first_side, unfinished_merges
from cchc.base.spreadsheets.escapes import undamaged
from cchc.base.spreadsheets.grid import UnreadableError
from cchc.base.table_files import (
    BOOK,
    BrokenRowError,
    FileRow,
    book_rows,
    csv_rows,
    decoded,
    heading,
    in_place,
)
from cchc.base.windows import Moment
from cchc.base.written_dates import read_day, read_moment
from cchc.base.written_numbers import (
    MOST_DIGITS,
    Notation,
    Number,
    Trouble,
    both_meanings,
    plain_text,
    read_number,
)

T = TypeVar("T")
K = TypeVar("K")
R = TypeVar("R", bound="FromRow")
Choice = TypeVar("Choice", bound=str)

# Columns of codes, of which spreadsheet programs may have taken a part for a character.
CODES = frozenset({"code", "indicator", "agency", "successor", "id", "document", "supplier"})

EXTRA_COLUMN = "du_lieu.thua_cot"


@dataclass(frozen=True)
class Row:
    """One line of a data file: its cells by column, cleaned, and where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, rule: str, explanation: str) -> Finding:
        """A finding about this row."""
        return Finding(Severity.ERROR, rule, explanation, file=self.file, row=self.number)


class CellError(ValueError):
    """A cell cannot be read; the text is Vietnamese."""


class FromRow(Protocol):
    """What was read from a row of a file, and knows which."""

    @property
    def row(self) -> int:
        """The row's number."""


@dataclass
class Table:
    """The rows of a file and the problems met while reading it."""

    file: str
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read_rows(self, parse: Callable[[Row], T]) -> Iterator[T]:
        """Parse row by row; a row that fails becomes a finding and hides no other."""
        for row in self.rows:
            try:
                yield parse(row)
            except CellError as error:
                self.problem(row.number, WRONG_CELL, str(error), found=next(iter(row.cells.values())))

    def problem(self, row: int | None, rule: str, explanation: str, *, found: str = "") -> None:
        """Add a finding about the row of this number, or the whole file; `found` is the row's first cell."""
        self.findings.append(Finding(Severity.ERROR, rule, explanation, file=self.file, row=row, found=found))

    def repeats(self, items: Sequence[R], key: Callable[[R], K], rule: str, explanation: str) -> list[R]:
        """The items whose key an earlier one has, each with a finding; its text may name `first`, `later`."""
        pairs = duplicates(items, key)
        for first, later in pairs:
            self.problem(later.row, rule, explanation.format(first=first, later=later))
        return [later for _, later in pairs]


def read_table(
    path: Path,
    file: str,
    columns: Sequence[str],
    optional: Sequence[str] = (),
    *,
    needed: bool = True,
    verbatim: bool = False,
) -> Table:
    """Read a CSV file that must have `columns`, may have `optional` (empty where absent), and no others.

    A file that is not `needed` has no rows where it does not exist. A workbook of one sheet may stand in
    its place. Accepts what spreadsheets and editors save: UTF-8, UTF-16, Windows-1258; `,` `;` or a tab;
    empty columns and rows; capitals and spaces in the header. A table of printed text, which the program
    has written itself, is read `verbatim`: no character is taken off, no workbook looked for.
    """
    source = path if verbatim else in_place(path)
    table = Table(file if source == path else str(PurePosixPath(file).with_suffix(BOOK)))
    if not verbatim and source == path and path.exists() and path.with_suffix(BOOK).is_file():
        text = f"Có cả {path.name} và {path.with_suffix(BOOK).name}: không biết tệp nào đúng. Giữ một tệp."
        table.problem(None, TWO_FILES, text)
        return table
    if not needed and not source.exists():
        return table
    rows = _rows_of(source, table, (*columns, *optional), verbatim=verbatim)
    header = next((row for row in rows if any(row.cells)), FileRow(1, ()))
    names = [heading(cell) for cell in header.cells]
    known = [name if name in (*columns, *optional) else "" for name in names]
    below = [row for row in rows if row.number > header.number]
    if _header_fits(table, header, below, columns, optional):
        absent = [column for column in optional if column not in names]
        for row in below:
            _collect(table, row, known, absent)
    return table


def _rows_of(path: Path, table: Table, columns: Sequence[str], *, verbatim: bool) -> list[FileRow]:
    """All rows that can be told apart; what cannot is a finding."""
    rows: list[FileRow] = []
    try:
        if path.suffix == BOOK:
            return book_rows(path, table.file)
        text = decoded(path, verbatim=verbatim)
        if merges := unfinished_merges(text, table.file):
            # One side is enough to check the rest by; both would repeat rows.
            table.findings += merges
            text = first_side(text)
        rows.extend(csv_rows(text, columns, str.strip if verbatim else clean_cell))
    except UnreadableError as error:
        table.problem(None, UNREAD, str(error))
    except OSError as error:
        absent = "Không có tệp này. Tạo tệp hoặc chép từ kỳ trước rồi sửa số liệu."
        table.problem(None, UNREAD, unreadable(error, absent))
    except BrokenRowError as error:
        explanation = f"Dòng không đúng dạng CSV: {error}."
        table.problem(error.number, BROKEN_ROW, explanation)
    return rows


def _header_fits(
    table: Table, header: FileRow, rows: Sequence[FileRow], columns: Sequence[str], optional: Sequence[str]
) -> bool:
    """Whether the rows can be read by it; columns that nobody asked for are a finding and no hindrance."""
    if any(finding.rule in UNREADABLE for finding in table.findings) and not header.cells:
        return False
    names = [heading(cell) for cell in header.cells]
    lacking = ", ".join(f"“{column}”" for column in columns if column not in names)
    fatal = [f"thiếu cột {lacking}" if header.cells else "không có: tệp trống"] if lacking else []
    # A column without a heading and without any cell is not there.
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell}
    extra = [
        f"thừa cột “{cell}”" if cell else f"thiếu tên của cột thứ {at + 1}, mà cột ấy có dữ liệu"
        for at, (name, cell) in enumerate(zip(names, header.cells, strict=True))
        if name not in (*columns, *optional) and (name or at in filled)
    ]
    fatal += [f"cột “{c}” có hai lần" for c in dict.fromkeys(filter(None, names)) if names.count(c) > 1]
    expected = ", ".join((*columns, *(f"{column} (không bắt buộc)" for column in optional)))
    for rule, problems in ((WRONG_HEADER, fatal), (EXTRA_COLUMN, extra)):
        for problem in problems:
            explanation = f"Dòng tiêu đề {problem}. Các cột phải có: {expected}."
            table.problem(header.number, rule, explanation)
    return not fatal


def _collect(table: Table, row: FileRow, names: Sequence[str], absent: Sequence[str]) -> None:
    if not any(row.cells):
        return
    width = max(n for n, name in enumerate(names, start=1) if name)
    filled = max(n for n, cell in enumerate(row.cells, start=1) if cell)
    if filled > len(names) or len(row.cells) < width:
        count = filled if filled > len(names) else len(row.cells)
        explanation = f"Dòng có {count} ô, cần {width}. Ô có dấu ngăn cột phải đặt trong nháy kép."
        table.problem(row.number, WRONG_COUNT, explanation, found=row.cells[0])
        return
    cells = {
        name: undamaged(cell) if name in CODES else cell
        for name, cell in zip(names, row.cells, strict=False)
        if name
    }
    table.rows.append(Row(table.file, row.number, cells | dict.fromkeys(absent, "")))


def required(row: Row, column: str) -> str:
    """The cell, which must not be empty (CellError)."""
    if not row[column]:
        raise CellError(f"Ô “{column}” còn trống.")
    return row[column]


def one_of(row: Row, column: str, allowed: Sequence[Choice]) -> Choice:
    """Which of `allowed` the cell is (CellError)."""
    for choice in allowed:
        if row[column] == choice:
            return choice
    choices = ", ".join(choice or "(trống)" for choice in allowed)
    raise CellError(f"Ô “{column}” là “{row[column]}”, phải là một trong: {choices}.")


def required_year(row: Row, column: str) -> int:
    """A year (CellError)."""
    text = required(row, column)
    if not re.fullmatch("[0-9]{4}", text):
        shown = text if len(text) <= MOST_DIGITS else f"{text[:MOST_DIGITS]}…"
        raise CellError(f"Ô “{column}” là “{shown}”, phải là năm, bốn chữ số: 2020.")
    return int(text)


def required_number(row: Row, column: str) -> Decimal:
    """A number that its text can only mean one way, without a per cent sign (CellError)."""
    read = number_of(row, column)
    if isinstance(read, Trouble):
        raise ambiguous(row, column, *both_meanings(row[column]).values())
    if read.percent:
        raise CellError(f"Ô “{column}” là “{row[column]}”: bỏ dấu %, chỉ ghi số.")
    return read.value


def number_of(row: Row, column: str, notation: Notation | None = None) -> Number | Trouble:
    """The number that the cell states, or AMBIGUOUS; any other trouble is a CellError."""
    text = required(row, column)
    read = read_number(text, notation)
    if isinstance(read, Trouble) and read is not Trouble.AMBIGUOUS:
        raise CellError(
            f"Ô “{column}” là “{text}”, không phải số ({read}). "
            "Viết liền các chữ số, dấu chấm trước phần lẻ: 3133520; 10.07."
        )
    return read


def ambiguous(row: Row, column: str, *meanings: Decimal) -> CellError:
    """What to say of a number with several meanings."""
    values = [Decimal(int(v)) if v == v.to_integral_value() else v for v in sorted(meanings, reverse=True)]
    readings = " hay ".join(f"{value:f}".replace(".", ",") for value in values)
    return CellError(
        f"Ô “{column}” là “{row[column]}”, {Trouble.AMBIGUOUS} ({readings}). Xem lại nguồn rồi viết liền, "
        f"không dấu phân cách hàng nghìn: {' hoặc '.join(map(plain_text, values))}."
    )


def optional_number(row: Row, column: str) -> Decimal | None:
    """The same, or None where the cell is empty (CellError)."""
    return required_number(row, column) if row[column] else None


def required_date(row: Row, column: str) -> date:
    """A date, written 2020-03-15 or as spreadsheets show it (CellError)."""
    text = required(row, column)
    day = read_day(text)
    if day is None:
        raise CellError(
            f"Ô “{column}” là “{text}”, không phải ngày có thật. Viết năm-tháng-ngày, ví dụ 2020-03-15"
            " (hoặc 15/03/2020, ngày trước tháng)."
        )
    return day


def optional_date(row: Row, column: str) -> date | None:
    """The same, or None where the cell is empty (CellError)."""
    return required_date(row, column) if row[column] else None


def optional_moment(row: Row, column: str) -> Moment | None:
    """A day, month or year written 2020-03-15, 2020-05 or 2014, or None (CellError)."""
    text = row[column]
    if not text:
        return None
    moment = read_moment(text)
    if moment is None:
        raise CellError(
            f"Ô “{column}” là “{text}”, không phải ngày có thật. "
            "Viết 2020-03-15 (ngày; hoặc 15/03/2020), 2020-05 (tháng) hoặc 2014 (năm)."
        )
    return moment


def duplicates(items: Sequence[T], key: Callable[[T], K]) -> list[tuple[T, T]]:
    """Pairs (first, later) of items that share a key."""
    first: dict[K, T] = {}
    pairs = []
    for item in items:
        if key(item) in first:
            pairs.append((first[key(item)], item))
        else:
            first[key(item)] = item
    return pairs
