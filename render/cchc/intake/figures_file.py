"""Changing rows of figures.csv and leaving every other byte as it was."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from cchc.base.characters import clean_cell
from cchc.base.files import DeliveryError, write_whole
from cchc.base.findings import InputError, ReportError
from cchc.base.spreadsheets.csv_text import encoding_of
from cchc.base.spreadsheets.escapes import undamaged
from cchc.base.table_files import heading, in_place, separator
from cchc.base.written_numbers import Notation, notation_of, plain_text, read_number
from cchc.inputs.figures import COLUMNS

# What a file in another encoding is written as: the letters of all, and Excel knows it by its mark.
UTF_8_WITH_MARK = "utf-8-sig"
ONLY_CSV = (
    "Số liệu của kỳ ở tệp {book}; lệnh nhập chỉ ghi vào figures.csv. Mở tệp ấy bằng Excel, Lưu thành → CSV "
    "UTF-8 với tên figures.csv, chuyển {book} ra ngoài data/ rồi chạy lại. Chưa ghi gì."
)


@dataclass
class _Record:
    """One row: its text as it stands in the file without the line end, and the line it begins on."""

    line: int
    body: str
    ending: str
    cells: list[str]

    @property
    def blank(self) -> bool:
        return not any(map(clean_cell, self.cells))


class FiguresFile:
    """A figures.csv that is known to be well-formed, opened for changes; its own form stays.

    ReportError where a workbook stands in its place.
    """

    def __init__(self, path: Path) -> None:
        if (book := in_place(path)) != path:
            raise ReportError(ONLY_CSV.format(book=book.name))
        self._path = path
        self._before = path.read_bytes()
        encoding = encoding_of(self._before)
        self._text = text = self._before.decode(encoding)
        # An old code page lacks letters that may have to be written.
        self._encoding = encoding if encoding.startswith("utf") else UTF_8_WITH_MARK
        self._delimiter = separator(text, COLUMNS)
        self._records = self._split(text)
        self._header = next(n for n, record in enumerate(self._records) if not record.blank)
        self._ending = next((record.ending for record in self._records if record.ending), "\n")

    def require_columns(self, names: Sequence[str]) -> None:
        """Append the columns that the file lacks, empty in every row."""
        lacking = [name for name in names if name not in self._columns]
        if not lacking:
            return
        width = len(self._columns)
        for n, record in enumerate(self._records):
            if record.blank:
                continue
            if len(record.cells) > width:
                # Empty cells beyond the header's last one would be under the new columns.
                record.cells = record.cells[:width]
                record.body = self._written(record.cells)
            # Nor do all rows have the header's last empty cells.
            short = [""] * (width - len(record.cells))
            added = [*short, *(lacking if n == self._header else [""] * len(lacking))]
            record.body += self._delimiter + self._delimiter.join(added)
            record.cells += added

    def number(self, value: Decimal) -> str:
        """A number as the other values of the file are written."""
        return plain_text(value, self._notation or Notation.ENGLISH)

    def change(self, line: int, values: Mapping[str, str]) -> None:
        """Set cells of the row that begins on `line` of the file as it was opened."""
        record = next(record for record in self._records if record.line == line)
        cells = list(record.cells)
        for name, value in values.items():
            cells[self._columns.index(name)] = value
        if cells != record.cells:
            record.cells, record.body = cells, self._written(cells)

    def add(self, values: Mapping[str, str]) -> None:
        """Add a row after the last one of the same indicator, at the end where there is none."""
        columns = self._columns
        cells = [values.get(name, "") for name in columns]
        at, code = columns.index("indicator"), values["indicator"]
        same = [
            n
            for n, r in enumerate(self._records)
            if not r.blank and undamaged(clean_cell(r.cells[at])) == code
        ]
        filled = [n for n, record in enumerate(self._records) if not record.blank]
        place = (same or filled)[-1] + 1
        if not self._records[place - 1].ending:
            self._records[place - 1].ending = self._ending
        self._records.insert(place, _Record(0, self._written(cells), self._ending, cells))

    def save(self) -> bool:
        """Replace the old file at once; False where nothing changed (DeliveryError)."""
        text = "".join(record.body + record.ending for record in self._records)
        # Nothing changes where only the encoding would.
        after = text.encode(self._encoding) if text != self._text else self._before
        if after == self._before:
            return False
        self._refuse_if_changed()
        write_whole(self._path, after)
        return True

    def _refuse_if_changed(self) -> None:
        if self._path.read_bytes() != self._before:
            raise DeliveryError(
                f"“{self._path.name}” vừa được chương trình khác sửa trong lúc nhập; chưa nhập gì. "
                "Lưu và đóng tệp ấy rồi chạy lại."
            )

    @contextmanager
    def as_before_on_failure(self) -> Iterator[None]:
        """Take the changes back where what follows finds the workbook no longer in order (InputError)."""
        try:
            yield
        except InputError:
            write_whole(self._path, self._before)
            raise

    @cached_property
    def _notation(self) -> Notation | None:
        at = self._columns.index("value")
        rows = (r for n, r in enumerate(self._records) if n != self._header and not r.blank)
        return notation_of(read_number(record.cells[at]) for record in rows)

    @property
    def _columns(self) -> list[str]:
        return [heading(cell) for cell in self._records[self._header].cells]

    def _split(self, text: str) -> list[_Record]:
        lines = list(io.StringIO(text, newline=""))
        reader = csv.reader(iter(lines), delimiter=self._delimiter, strict=True)
        records, start = [], 0
        for cells in reader:
            raw = "".join(lines[start : reader.line_num])
            body = raw.rstrip("\r\n")
            records.append(_Record(start + 1, body, raw[len(body) :], cells))
            start = reader.line_num
        return records

    def _written(self, cells: Sequence[str]) -> str:
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=self._delimiter, lineterminator="").writerow(cells)
        return buffer.getvalue()
