"""Tables of web pages that systems export under the name .xls: HTML, or MHTML that wraps it."""

import email.policy
import re
from collections.abc import Iterator
from email.parser import BytesParser
from typing import TYPE_CHECKING

from cchc.base.spreadsheets.csv_text import decode
from cchc.base.spreadsheets.grid import (
    AS_XLSX,
    MOST_CELLS,
    MOST_TAGS,
    Area,
    Book,
    Grid,
    GridBuilder,
    UnreadableError,
    book_of,
    check_sheet_count,
    text_cell,
)
from cchc.base.spreadsheets.packed_xml import too_big

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORM = "html"
UNKNOWN = (
    "Tệp thật ra là trang web mang tên bảng tính: không cho biết định dạng của số, công thức nào chưa tính."
)
NO_TABLE = "Tệp thật ra là trang web, không có bảng nào."
MHTML = re.compile(rb"\s*(?:from|mime-version|content-type|message-id|x-document-type):", re.IGNORECASE)
# Python strings state no encoding of their own.
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Stands for a line end while the white space of the source is made even.
BREAK = "\ue000"


def is_mhtml(data: bytes) -> bool:
    """Whether the file begins like a message that holds a web page."""
    head = data[:4096].lower()
    return MHTML.match(data) is not None and (b"multipart/" in head or b"text/html" in head)


def read_mhtml(data: bytes, file: str) -> Book:
    """The book of a web page saved as one file (UnreadableError)."""
    message = BytesParser(policy=email.policy.compat32).parsebytes(data)
    pages = [
        part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"
    ]
    # Some write the page after the heading without saying where it begins.
    found = [page for page in pages if isinstance(page, bytes)] or [data[data.find(b"<") :]]
    return _book([decode(page) for page in found], file)


def read_html(text: str, file: str) -> Book:
    """The book of a web page: each of its tables a sheet, every cell text (UnreadableError)."""
    return _book([text], file)


def _book(pages: list[str], file: str) -> Book:
    from lxml import html
    from lxml.etree import ParserError

    tables: list[HtmlElement] = []
    for page in pages:
        if page.count("<") > MOST_TAGS:
            raise too_big()
        try:
            root = html.document_fromstring(DECLARATION.sub("", page))
        except (ParserError, ValueError):
            continue
        # A table within a table is read as its own.
        tables += [table for table in root.iter("table") if next(_rows(table), None) is not None]
    if not tables:
        raise UnreadableError(NO_TABLE, AS_XLSX)
    check_sheet_count(len(tables))
    names = [f"bảng {n}" for n in range(1, len(tables) + 1)] if len(tables) > 1 else [""]
    return book_of(file, FORM, map(_grid, tables, names), UNKNOWN)


def _grid(table: "HtmlElement", name: str) -> Grid:
    builder = GridBuilder(name, _is_unseen(table))
    # What cells of several rows and columns cover.
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(_rows(table)):
        if _is_unseen(element):
            builder.hidden_rows.add(row)
        column = 0
        for cell in element.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            builder.add(text_cell(row, column, _text(cell)))
            if _is_unseen(cell):
                builder.hide_columns([column])
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            if wide * high > 1:
                if len(taken) + wide * high > MOST_CELLS:
                    raise too_big()
                builder.merge(Area(row, column, row + high - 1, column + wide - 1))
                taken |= {(row + down, column + right) for down in range(high) for right in range(wide)}
            column += wide
    return builder.grid()


def _rows(table: "HtmlElement") -> "Iterator[HtmlElement]":
    for child in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        yield from [child] if child.tag == "tr" else child.iterchildren("tr")


def _text(cell: "HtmlElement") -> str:
    for end in cell.iter("br", "p", "div"):
        end.tail = BREAK + (end.tail or "")
    lines = " ".join(cell.text_content().split()).split(BREAK)
    return "\n".join(line.strip() for line in lines).strip()


def _span(cell: "HtmlElement", name: str) -> int:
    stated = cell.get(name, "")
    return max(1, int(stated)) if stated.isdecimal() and len(stated) < 9 else 1


def _is_unseen(element: "HtmlElement") -> bool:
    style = "".join(element.get("style", "").lower().split())
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None
