"""Sheets of .csv files: UTF-8 or UTF-16, Windows-1258 where Vietnamese words come out right."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Callable, Sequence

from cchc.base.characters import VIETNAMESE_LETTERS, clean_text
from cchc.base.spreadsheets.grid import Book, Cell, CellKind, GridBuilder, UnreadableError

SEPARATORS = (";", "\t", ",")
UNKNOWN = "Tệp .csv không cho biết hàng ẩn, ô gộp hay định dạng của số."
AS_SPREADSHEET = "Gửi lại tệp .xlsx."
REFUSED = (
    "Không nhận ra bảng mã của tệp .csv (không phải UTF-8, UTF-16 hay Windows-1258; có thể là TCVN3, VNI). "
    "Trong Excel chọn Lưu thành → CSV UTF-8, hoặc dùng tệp .xlsx."
)
# Every form has these words in its heading.
LABEL = re.compile(r"kỳ báo cáo|đơn vị báo cáo", re.IGNORECASE)
# What the second half of a letter in another encoding looks like in this one.
NO_SIGNS = frozenset("€‚ƒ„†‡ˆ‰‹Œ˜›œŸ¡¢£¤¥¦¨©ª¬®¯´µ¶¸¹º¼½¾¿")
ENCODINGS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16", codecs.BOM_UTF8: "utf-8-sig"}
LONGEST_CELL = 1_000_000


def read_csv(data: bytes, file: str) -> Book:
    """The book of a .csv file: one sheet without a name, every cell text (UnreadableError)."""
    text = decode(data)
    if "\0" in text:
        raise UnreadableError("Tệp .csv chứa dữ liệu không phải chữ.", AS_SPREADSHEET)
    builder = GridBuilder("")
    csv.field_size_limit(LONGEST_CELL)
    separator = separator_of(text.splitlines()[:50], _is_label)
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            for column, cell in enumerate(cells):
                builder.add(Cell(row, column, CellKind.TEXT, cell))
    except csv.Error:
        raise UnreadableError("Tệp .csv hỏng.", AS_SPREADSHEET) from None
    return Book(file, "csv", (builder.grid(),), UNKNOWN)


def decode(data: bytes) -> str:
    """The text, cleaned, each Vietnamese letter written one way (UnreadableError)."""
    return clean_text(data.decode(encoding_of(data)))


def encoding_of(data: bytes) -> str:
    """The encoding of the text, by Python's name for it (UnreadableError)."""
    marked = next((name for mark, name in ENCODINGS.items() if data.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1258"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp1258" or _is_vietnamese(text):
            return encoding
    raise UnreadableError(REFUSED)


def separator_of(lines: Sequence[str], known: Callable[[str], bool]) -> str:
    """The separator that makes the most known words stand alone in a cell, or else splits widest."""

    def fit(separator: str) -> tuple[int, int]:
        rows = list(csv.reader(lines, delimiter=separator))
        return sum(known(cell) for row in rows for cell in row), max(map(len, rows), default=0)

    return max(SEPARATORS, key=fit)


def _is_label(cell: str) -> bool:
    return LABEL.fullmatch(cell.strip().rstrip(":")) is not None


def _is_vietnamese(text: str) -> bool:
    """Whether tones were found beside their letters, and no letter or sign of another encoding."""
    composed = unicodedata.normalize("NFC", text)
    others = {char for char in composed if not char.isascii()} - VIETNAMESE_LETTERS
    foreign = any(char in NO_SIGNS or unicodedata.category(char)[0] in "LMC" for char in others)
    return composed != text and not foreign
