"""CSV files edited: single cells and rows changed, every other byte as it was."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.base.characters import clean_cell
from cchc.base.csv_tables import CODES
from cchc.base.spreadsheets.csv_text import encoding_of
from cchc.base.spreadsheets.escapes import undamaged
from cchc.base.table_files import heading, separator

# What a file in another encoding is written as: the letters of all, and Excel knows it by its mark.
UTF_8_WITH_MARK = "utf-8-sig"


@dataclass
class CsvRecord:
    """One row: its text as it stands in the file without the line end, and the line it begins on."""

    line: int
    body: str
    ending: str
    cells: list[str]

    @property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        return not any(map(clean_cell, self.cells))


class CsvEdits:
    """A well-formed CSV file of these columns, opened for changes; its own form stays.

    UnreadableError for bytes that are no text.
    """

    def __init__(self, content: bytes, columns: Collection[str]) -> None:
        self._before = content
        encoding = encoding_of(content)
        self._text = text = content.decode(encoding)
        # An old code page lacks letters that may have to be written.
        self._encoding = encoding if encoding.startswith("utf") else UTF_8_WITH_MARK
        self._delimiter = separator(text, columns)
        self._records = self._split(text)
        self._header = next(n for n, record in enumerate(self._records) if not record.blank)
        self._ending = next((record.ending for record in self._records if record.ending), "\n")

    @property
    def columns(self) -> list[str]:
        """The names of the columns, as they are compared."""
        return [heading(cell) for cell in self._records[self._header].cells]

    @property
    def rows(self) -> list[CsvRecord]:
        """The rows below the header that hold anything."""
        return [record for record in self._records[self._header + 1 :] if not record.blank]

    def value(self, record: CsvRecord, column: str) -> str:
        """A cell, cleaned; empty where the file has no such column or the row ends before it."""
        columns = self.columns
        return _cell(record, columns.index(column), column) if column in columns else ""

    def rows_where(self, column: str, value: str) -> list[CsvRecord]:
        """The rows whose cell is this value."""
        at = self.columns.index(column)
        return [record for record in self.rows if _cell(record, at, column) == value]

    def set(self, record: CsvRecord, values: Mapping[str, str]) -> None:
        """Set cells of a row."""
        cells = list(record.cells)
        for name, value in values.items():
            cells[self.columns.index(name)] = value
        if cells != record.cells:
            record.cells, record.body = cells, self._written(cells)

    def insert(self, values: Mapping[str, str], after: CsvRecord | None = None) -> None:
        """Add a row after this one, else after the last; columns that the file lacks are left out."""
        cells = [values.get(name, "") for name in self.columns]
        filled = [record for record in self._records if not record.blank]
        before = after or filled[-1]
        if not before.ending:
            before.ending = self._ending
        place = next(n for n, record in enumerate(self._records) if record is before) + 1
        self._records.insert(place, CsvRecord(0, self._written(cells), self._ending, cells))

    def remove(self, record: CsvRecord) -> None:
        """Take a row out."""
        self._records = [other for other in self._records if other is not record]

    def content(self) -> bytes:
        """The file as it is now; the very bytes it was opened with where nothing changed."""
        text = "".join(record.body + record.ending for record in self._records)
        # Nothing changes where only the encoding would.
        return text.encode(self._encoding) if text != self._text else self._before

    def _split(self, text: str) -> list[CsvRecord]:
        return list(self._read(list(io.StringIO(text, newline=""))))

    def _read(self, lines: Sequence[str]) -> Iterator[CsvRecord]:
        reader, start = csv.reader(iter(lines), delimiter=self._delimiter, strict=True), 0
        for cells in reader:
            raw = "".join(lines[start : reader.line_num])
            body = raw.rstrip("\r\n")
            yield CsvRecord(start + 1, body, raw[len(body) :], cells)
            start = reader.line_num

    def _written(self, cells: Sequence[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=self._delimiter, lineterminator="").writerow(cells)
        return buffer.getvalue()


def _cell(record: CsvRecord, at: int, column: str) -> str:
    cell = clean_cell(record.cells[at]) if at < len(record.cells) else ""
    return undamaged(cell) if column in CODES else cell
