"""Changing rows of figures.csv and leaving every other byte as it was."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from cchc.base.csv_edits import CsvEdits
from cchc.base.files import DeliveryError, write_whole
from cchc.base.findings import InputError, ReportError
from cchc.base.table_files import in_place
from cchc.base.written_numbers import Notation, notation_of, plain_text, read_number
from cchc.inputs.figures import COLUMNS

ONLY_CSV = (
    "Số liệu của kỳ ở tệp {book}; lệnh nhập chỉ ghi vào figures.csv. Mở tệp ấy bằng Excel, Lưu thành → CSV "
    "UTF-8 với tên figures.csv, chuyển {book} ra ngoài data/ rồi chạy lại. Chưa ghi gì."
)


class FiguresFile(CsvEdits):
    """A figures.csv that is known to be well-formed, opened for changes; its own form stays.

    ReportError where a workbook stands in its place.
    """

    def __init__(self, path: Path) -> None:
        if (book := in_place(path)) != path:
            raise ReportError(ONLY_CSV.format(book=book.name))
        self._path = path
        super().__init__(path.read_bytes(), COLUMNS)

    def require_columns(self, names: Sequence[str]) -> None:
        """Append the columns that the file lacks, empty in every row."""
        lacking = [name for name in names if name not in self.columns]
        if not lacking:
            return
        width = len(self.columns)
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
        self.set(next(record for record in self._records if record.line == line), values)

    def add(self, values: Mapping[str, str]) -> None:
        """Add a row after the last one of the same indicator, at the end where there is none."""
        same = self.rows_where("indicator", values["indicator"])
        self.insert(values, same[-1] if same else None)

    def save(self) -> bool:
        """Replace the old file at once; False where nothing changed (DeliveryError)."""
        after = self.content()
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
        at = self.columns.index("value")
        rows = (r for n, r in enumerate(self._records) if n != self._header and not r.blank)
        return notation_of(read_number(record.cells[at]) for record in rows)
