"""Changing rows of figures.csv and leaving every other byte as it was."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.base.csv_tables import delimiter_of
from cchc.base.files import write_whole

BOM = "\ufeff"


@dataclass
class _Record:
    """One row: its text as it stands in the file without the line end, and the line it begins on."""

    line: int
    body: str
    ending: str
    cells: list[str]

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


class FiguresFile:
    """A figures.csv that is known to be well-formed, opened for changes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = path.read_bytes()
        text = self._before.decode("utf-8")
        self._mark = BOM if text.startswith(BOM) else ""
        text = text.removeprefix(BOM)
        self._delimiter = delimiter_of(text)
        self._records = self._split(text)
        self._ending = next((record.ending for record in self._records if record.ending), "\n")

    def require_columns(self, names: Sequence[str]) -> None:
        """Append the columns that the file lacks, empty in every row."""
        lacking = [name for name in names if name not in self._columns]
        if not lacking:
            return
        for n, record in enumerate(self._records):
            if n == 0 or not record.blank:
                added = lacking if n == 0 else [""] * len(lacking)
                record.body += self._delimiter + self._delimiter.join(added)
                record.cells += added

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
        same = [n for n, r in enumerate(self._records) if not r.blank and r.cells[at].strip() == code]
        place = same[-1] + 1 if same else len(self._records)
        if not self._records[place - 1].ending:
            self._records[place - 1].ending = self._ending
        self._records.insert(place, _Record(0, self._written(cells), self._ending, cells))

    def save(self) -> bool:
        """Replace the old file at once; False where nothing changed (DeliveryError)."""
        after = (self._mark + "".join(r.body + r.ending for r in self._records)).encode()
        if after == self._before:
            return False
        write_whole(self._path, after)
        return True

    @property
    def _columns(self) -> list[str]:
        return [cell.strip() for cell in self._records[0].cells]

    def _split(self, text: str) -> list[_Record]:
        lines = list(io.StringIO(text, newline="\n"))
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
