"""The same table as other programs save it: nothing is wrong with it, and it is read the same. Made up."""

import csv
import io
import unicodedata
from collections.abc import Callable

from tests.faults.judging import Case, Expected, Same, Says
from tests.faults.sites import Site

FIGURES = "data/2020-H1/figures.csv"
DOCUMENTS = "data/2020-H1/documents.csv"
INDICATORS = "data/catalog/indicators.csv"
AGENCIES = "data/catalog/agencies.csv"
CALENDAR = "data/catalog/calendar.csv"
TONES = "\u0300\u0301\u0303\u0309\u0323"

Form = Callable[[list[list[str]]], str | bytes]


def rows_of(text: str) -> list[list[str]]:
    """The cells of a table written with commas."""
    return list(csv.reader(io.StringIO(text)))


def text_of(
    rows: list[list[str]], separator: str = ",", end: str = "\n", quote: int = csv.QUOTE_MINIMAL
) -> str:
    """The table with another separator, other line ends or more quotes."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quote).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def windows_1258(text: str) -> bytes:
    """That code page has the tone marks as letters of their own."""
    letters = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(mark for mark in parts if mark not in TONES)
        letters.append(unicodedata.normalize("NFC", base) + "".join(mark for mark in parts if mark in TONES))
    return "".join(letters).encode("cp1258")


def widened(rows: list[list[str]], *more: str) -> list[list[str]]:
    """The same cells after each row."""
    return [[*row, *more] for row in rows]


def header(rows: list[list[str]], change: Callable[[str], str]) -> list[list[str]]:
    """Another way of writing the header."""
    return [[change(name) for name in rows[0]], *rows[1:]]


def every_cell(rows: list[list[str]], change: Callable[[str], str]) -> list[list[str]]:
    """Something about every cell that has something in it."""
    return [rows[0], *([change(cell) if cell else cell for cell in row] for row in rows[1:])]


FORMS: dict[str, Form] = {
    "chấm phẩy": lambda rows: text_of(rows, ";"),
    "tab": lambda rows: text_of(rows, "\t"),
    "BOM, phẩy": lambda rows: text_of(rows).encode("utf-8-sig"),
    "BOM, chấm phẩy, CRLF": lambda rows: text_of(rows, ";", "\r\n").encode("utf-8-sig"),
    "Unicode Text của Excel": lambda rows: text_of(rows, "\t", "\r\n").encode("utf-16"),
    "UTF-16 BE": lambda rows: b"\xfe\xff" + text_of(rows, ";").encode("utf-16-be"),
    "Windows-1258": lambda rows: windows_1258(text_of(rows, ";", "\r\n")),
    "xuống dòng kiểu Mac cũ": lambda rows: text_of(rows, end="\r"),
    "ba cột trống ở cuối": lambda rows: text_of(widened(rows, "", "", "")),
    "cột trống, chấm phẩy, BOM": lambda rows: text_of(widened(rows, ""), ";").encode("utf-8-sig"),
    "cột trống chỉ ở dòng dữ liệu": lambda rows: text_of([rows[0], *widened(rows[1:], "")]),
    "một nghìn dòng trống ở cuối": lambda rows: text_of([*rows, *[[""] * len(rows[0])] * 1000]),
    "dòng trống xen kẽ": lambda rows: text_of([line for row in rows for line in (row, [])]),
    "tiêu đề chữ hoa": lambda rows: text_of(header(rows, str.upper)),
    "tiêu đề hoa đầu từ": lambda rows: text_of(header(rows, str.capitalize)),
    "tiêu đề thừa dấu cách": lambda rows: text_of(header(rows, lambda name: f" {name} ")),
    "tiêu đề có NBSP": lambda rows: text_of(header(rows, lambda name: f"{name}\u00a0")),
    "tiêu đề có U+200B": lambda rows: text_of(header(rows, lambda name: f"\u200b{name}")),
    "hai BOM": lambda rows: "\ufeff\ufeff" + text_of(rows),
    "mọi ô trong nháy kép": lambda rows: text_of(rows, quote=csv.QUOTE_ALL),
    "dòng sep=; của Excel": lambda rows: "sep=;\r\n" + text_of(rows, ";", "\r\n"),
    "không xuống dòng cuối": lambda rows: text_of(rows).rstrip("\n"),
    "cột xếp thứ tự khác": lambda rows: text_of([row[::-1] for row in rows]),
    "U+200B trong mọi ô": lambda rows: text_of(every_cell(rows, lambda cell: f"{cell}\u200b")),
    "NBSP đầu và cuối ô": lambda rows: text_of(every_cell(rows, lambda cell: f"\u00a0{cell}\u00a0")),
    "gạch nối mềm, U+2060": lambda rows: text_of(
        every_cell(rows, lambda cell: f"{cell[:2]}\u00ad{cell[2:]}\u2060")
    ),
    "tiếng Việt tổ hợp (NFD)": lambda rows: unicodedata.normalize("NFD", text_of(rows)),
    "chú thích # ở dòng đầu": lambda rows: "# Số liệu giả định\n" + text_of(rows),
}
# Forms in which no table of a catalogue may be refused either.
EVERYWHERE = (
    "BOM, chấm phẩy, CRLF",
    "Unicode Text của Excel",
    "Windows-1258",
    "ba cột trống ở cuối",
    "tiêu đề chữ hoa",
)
# May as well be refused, by a message that names the line.
REFUSABLE = {
    "chú thích # ở dòng đầu": Says(r"figures\.csv:1", "tiêu đề|cột"),
}


def saved(file: str, name: str, form: Form, *expected: Expected) -> Case:
    """A case: the file in another form."""

    def arrange(site: Site) -> None:
        site.write(file, form(rows_of(site.read(file))))

    return Case(f"{file.rpartition('/')[2]}: {name}", "dạng CSV", "tables", arrange, expected or (Same(),))


CASES = [
    *(
        saved(FIGURES, name, form, Same(), *([REFUSABLE[name]] if name in REFUSABLE else []))
        for name, form in FORMS.items()
    ),
    *(
        saved(file, name, FORMS[name])
        for file in (DOCUMENTS, INDICATORS, AGENCIES, CALENDAR)
        for name in EVERYWHERE
    ),
]
