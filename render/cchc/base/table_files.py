"""The rows of a data file: CSV as any program saves it, or a workbook of one sheet in its place."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.base.characters import clean_cell
from cchc.base.csv_writing import FOR_EXCEL, MARK, CsvForm, csv_text
from cchc.base.spreadsheets.csv_text import LONGEST_CELL, decode, encoding_of, separator_of
from cchc.base.spreadsheets.grid import Cell, CellKind, Grid, UnreadableError
from cchc.base.written_dates import MIDNIGHT
from cchc.base.written_numbers import plain_text

BOOK = ".xlsx"
OWN_BOOK = "Chép dữ liệu sang một tệp .xlsx mới, không đặt mật khẩu, rồi chạy lại."
# What some write on top so that Excel takes the separator they mean.
SEPARATOR_LINE = re.compile(r'"?sep=.?"?[;,\t]*(?=\r?\n|\r|$)', re.IGNORECASE)
# What Python says of a row that is no CSV, in words.
BROKEN = {
    "unexpected end of data": "hết tệp mà nháy kép mở ở dòng này chưa đóng",
    "expected after": "sau nháy kép đóng còn chữ; nháy kép trong ô phải viết hai lần",
    "field larger": "một ô quá dài, thường vì nháy kép mở mà không đóng",
}


@dataclass(frozen=True)
class FileRow:
    """One row: the line it begins on, counted from 1, and its cells, cleaned."""

    number: int
    cells: tuple[str, ...]


class BrokenRowError(Exception):
    """A row that no CSV file has; rows before it can be used. The text is Vietnamese."""

    def __init__(self, number: int, cause: str) -> None:
        words = (words for said, words in BROKEN.items() if said in cause)
        super().__init__(next(words, "thường do nháy kép mở mà không đóng"))
        self.number = number


def in_place(path: Path) -> Path:
    """The file itself, or the workbook that stands in its place: figures.xlsx for figures.csv."""
    book = path.with_suffix(BOOK)
    return book if book.is_file() and not path.exists() else path


def decoded(path: Path, *, verbatim: bool = False) -> str:
    """The text of a CSV file, cleaned unless it is wanted `verbatim` (OSError, UnreadableError)."""
    data = path.read_bytes()
    return data.decode(encoding_of(data)) if verbatim else decode(data)


def csv_rows(
    text: str, columns: Collection[str], clean: Callable[[str], str] = clean_cell
) -> Iterator[FileRow]:
    """The rows of a CSV text whose header has `columns`, each cell made `clean` (BrokenRowError)."""
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        text = SEPARATOR_LINE.sub("", text, count=1) if SEPARATOR_LINE.match(text) else text
        between = separator(text, columns)
        reader = csv.reader(io.StringIO(text, newline=None), delimiter=between, strict=True)
        for cells in reader:
            yield FileRow(line, tuple(map(clean, cells)))
            # A quoted cell may span lines: the next row starts after the last line read.
            line = reader.line_num + 1
    except csv.Error as error:
        raise BrokenRowError(line, str(error)) from None


def book_rows(path: Path, file: str) -> list[FileRow]:
    """The rows of a workbook's one sheet that holds anything (UnreadableError)."""
    # Most workspaces have no such file: its readers are loaded where there is one.
    from cchc.base.spreadsheets.open_book import open_book

    try:
        book = open_book(path, file)
    except UnreadableError as error:
        # Advice for a unit's form: nobody has sent this file.
        raise UnreadableError(error.cause, OWN_BOOK if error.advice else "") from None
    filled = [grid for grid in book.grids if grid.cells]
    if len(filled) > 1:
        names = ", ".join(f"“{grid.name}”" for grid in filled)
        raise UnreadableError(f"Tệp có {len(filled)} trang có dữ liệu ({names}). Để lại một trang.")
    return [row for grid in filled for row in _sheet_rows(grid)]


def table_lines(path: Path, file: str) -> Iterator[tuple[int, str]]:
    """The file, or the workbook in its place, line by line as an editor numbers them; cleaned.

    Raises OSError, UnreadableError.
    """
    if (book := in_place(path)) != path:
        yield from ((row.number, FOR_EXCEL.separator.join(row.cells)) for row in book_rows(book, file))
    else:
        yield from enumerate(decoded(path).splitlines(), start=1)


def separator(text: str, columns: Collection[str]) -> str:
    """What stands between the cells, by the header: `,` `;` or a tab."""
    lines = (line for line in text.splitlines() if line.strip() and not SEPARATOR_LINE.fullmatch(line))
    header = next(lines, "")
    return separator_of([header], lambda cell: heading(cell) in columns)


def form_of(path: Path, columns: Collection[str]) -> CsvForm:
    """How the CSV file is written, for one that continues it; as Excel does where there is none to go by."""
    try:
        data = path.read_bytes()
        text = data.decode(encoding_of(data))
    except (OSError, UnreadableError):
        return FOR_EXCEL
    # What is written is UTF-8: without a mark only where the file had none and was that already.
    mark = "" if encoding_of(data) == "utf-8" else MARK
    return CsvForm(separator(text, columns), "\r\n" if "\r\n" in text else "\n", mark)


def as_csv(path: Path, file: str) -> str:
    """The file, or the workbook in its place, as a CSV text to write in UTF-8 (OSError, UnreadableError)."""
    if (book := in_place(path)) != path:
        header, *rows = [row.cells for row in book_rows(book, file)] or [()]
        return csv_text(header, rows)
    data = path.read_bytes()
    encoding = encoding_of(data)
    return data.decode(encoding) if encoding == "utf-8" else MARK + data.decode(encoding)


def heading(cell: str) -> str:
    """The name of a column as it is compared: capitals and spaces do not matter."""
    return clean_cell(cell).casefold().replace(" ", "_")


def _sheet_rows(grid: Grid) -> Iterator[FileRow]:
    width = max(column for _, column in grid.cells) + 1
    for number in grid.rows():
        cells = {cell.column: _text(cell) for cell in grid.row_cells(number)}
        yield FileRow(number + 1, tuple(cells.get(column, "") for column in range(width)))


def _text(cell: Cell) -> str:
    """The cell as a CSV file of ours would have it."""
    match cell:
        case Cell(kind=CellKind.NUMBER, number=number) if number is not None:
            return plain_text(number)
        case Cell(kind=CellKind.PERCENT, number=number) if number is not None:
            return f"{plain_text(number * 100)}%"
        case Cell(kind=CellKind.DATE, day=day) if day is not None:
            return f"{day.isoformat()}{MIDNIGHT}"
    return clean_cell(cell.text)
