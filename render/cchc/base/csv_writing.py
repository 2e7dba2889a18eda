"""CSV files as they are written: Vietnamese Excel opens them by a double click, and computes nothing."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Excel takes a cell that begins so for a formula, unless it is a number.
RISKY = re.compile(r"[=+\-@\t\r](?!\d[\d.,]*%?$)")
MARK = "\ufeff"


@dataclass(frozen=True)
class CsvForm:
    """How a CSV file is written; the defaults are those of Excel with Vietnamese settings.

    `mark` is the byte-order mark, by which Excel knows UTF-8; without it Vietnamese letters come out garbled.
    """

    separator: str = ";"
    line_end: str = "\r\n"
    mark: str = MARK


FOR_EXCEL = CsvForm()


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], form: CsvForm = FOR_EXCEL) -> str:
    """The text of a CSV file, its byte-order mark included."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=form.separator, lineterminator=form.line_end)
    writer.writerow(header)
    writer.writerows(rows)
    return form.mark + buffer.getvalue()


def inert_csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The same of rows that a spreadsheet shall show and not compute."""
    return csv_text(header, ([inert(cell) for cell in row] for row in rows))


def write_csv_for_excel(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a file that Excel shows with its Vietnamese letters and computes nothing of (OSError)."""
    path.write_text(inert_csv_text(header, rows), encoding="utf-8", newline="")


def inert(cell: object) -> object:
    """The cell, unless a spreadsheet would compute it: then its text after an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and RISKY.match(cell) else cell


def original(text: str) -> str:
    """The text as it was before `inert`, where it comes back from a spreadsheet."""
    return text[1:] if text.startswith("'") and RISKY.match(text[1:]) else text
