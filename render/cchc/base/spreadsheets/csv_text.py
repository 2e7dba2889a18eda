"""Sheets of .csv files: UTF-8 or UTF-16, Windows-1258 where Vietnamese words come out right."""

import codecs
import contextlib
import csv
import io
import re
import unicodedata

from cchc.base.spreadsheets.grid import Book, Cell, CellKind, GridBuilder, UnreadableError

SEPARATORS = (";", "\t", ",")
UNKNOWN = "Tệp .csv không cho biết hàng ẩn, ô gộp hay định dạng của số."
REFUSED = (
    "Không nhận ra bảng mã của tệp .csv (không phải UTF-8, UTF-16 hay Windows-1258; có thể là TCVN3, VNI). "
    "Trong Excel chọn Lưu thành → CSV UTF-8, hoặc gửi tệp .xlsx."
)
# Every form has these words in its heading; in a wrong code page they do not come out.
WITNESS = re.compile(r"kỳ báo cáo|đơn vị báo cáo", re.IGNORECASE)


def read_csv(data: bytes, file: str) -> Book:
    """The book of a .csv file: one sheet without a name, every cell text (UnreadableError)."""
    text = decode(data)
    if "\0" in text:
        raise UnreadableError("Tệp .csv chứa dữ liệu không phải chữ. Gửi lại tệp .xlsx.")
    builder = GridBuilder("")
    csv.field_size_limit(1_000_000)
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))):
            for column, cell in enumerate(cells):
                builder.add(Cell(row, column, CellKind.TEXT, cell))
    except csv.Error:
        raise UnreadableError("Tệp .csv hỏng. Gửi lại tệp .xlsx.") from None
    return Book(file, "csv", (builder.grid(),), UNKNOWN)


def decode(data: bytes) -> str:
    """The text with each Vietnamese letter written one way (UnreadableError)."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1258"):
        with contextlib.suppress(UnicodeDecodeError):
            text = unicodedata.normalize("NFC", data.decode(encoding))
            if encoding != "cp1258" or WITNESS.search(text):
                return text
    raise UnreadableError(REFUSED)


def _separator(text: str) -> str:
    """The separator that makes the form's own labels stand alone in a cell, or else splits widest."""
    lines = text.splitlines()[:50]

    def fit(separator: str) -> tuple[int, int]:
        rows = list(csv.reader(lines, delimiter=separator))
        labels = sum(WITNESS.fullmatch(cell.strip().rstrip(":")) is not None for row in rows for cell in row)
        return labels, max(map(len, rows), default=0)

    return max(SEPARATORS, key=fit)
