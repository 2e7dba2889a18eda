"""Tables of the Word file: widths, whole rows, heads that repeat, what stays together."""

import re
from collections.abc import Iterable
from math import ceil
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from cchc.publish.docx.elements import style_id, word_element
from cchc.publish.docx.reference import (
    CELL_MARGINS,
    CLOSING_TABLE,
    LAYOUT_TABLES,
    REPORT_TABLE,
    TIGHT,
    WIDE_TABLE,
)
from cchc.publish.layout import Layout

# Millimetres.
# Moved whole to the next page, a table leaves no more than about a third of its page empty.
HIGHEST_WHOLE_TABLE = 80
LETTER, LINE, ROW_SPACE = 1.9, 4.9, 1.8
# A row this high may break over pages, a head this high is not repeated: half a page is left to spare.
LONG_ROW, LONG_HEAD = 100, 80
# The name of a smaller text's style, by the style it comes from and its size in points (tables.lua).
SMALLER = re.compile(r"(Table (?:Text|Heading)) ([\d.]+)")
# A table that runs over pages keeps so many rows with its head, and with its source.
FIRST_ROWS, LAST_ROWS = 2, 2


def lay_out_tables(document: Any, layout: Layout) -> None:
    """Lay out the letterhead, the closing and every report table."""
    _smaller_texts(document)
    text_widths = {REPORT_TABLE: layout.page.text_width, WIDE_TABLE: layout.page.landscape_text_width}
    for table in document.tables:
        name = style_id(table._tbl)
        if name in LAYOUT_TABLES:
            _fix_widths(table, list(layout.columns[name]))
            _keep_whole(table.rows)
            if name == CLOSING_TABLE:
                _keep_with_text(table, layout.closing_space)
        elif text_width := text_widths.get(name.removesuffix(TIGHT)):
            _report_table(table, text_width)


def _smaller_texts(document: Any) -> None:
    for style in document.styles:
        if found := SMALLER.fullmatch(style.name):
            style.base_style, style.font.size = document.styles[found[1]], Pt(float(found[2]))


def _keep_with_text(table: Any, space: float) -> None:
    """A signature never stands alone on a page."""
    before = table._tbl.getprevious()
    if before is not None and before.tag == qn("w:p"):
        shape = Paragraph(before, table._parent).paragraph_format
        shape.keep_with_next, shape.space_after = True, Pt(space)


def _report_table(table: Any, text_width: float) -> None:
    columns = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.gridCol_lst]
    widths = [text_width * width / sum(columns) for width in columns]
    _fix_widths(table, widths)
    rows = list(table.rows)
    whole = [row for row in rows if _height([row], widths) <= LONG_ROW]
    _keep_whole(whole)
    _centre_heading(rows)
    heads = list(filter(_is_head, rows))
    if len(whole) < len(rows) or _height(rows, widths) > HIGHEST_WHOLE_TABLE:
        rows = [*rows[: len(heads) + FIRST_ROWS - 1], *rows[-LAST_ROWS:]]
    _keep_with_next(row for row in rows if row in whole)
    if _height(heads, widths) > LONG_HEAD:
        _head_once(heads)


def _height(rows: Iterable[Any], widths: list[float]) -> float:
    """About how high the table will be, in millimetres: Word alone knows."""
    return sum(
        ROW_SPACE + LINE * max(_lines(c.text, width) for c, width in zip(row.cells, widths, strict=False))
        for row in rows
    )


def _lines(text: str, width: float) -> int:
    room = width - 2 * CELL_MARGINS[""] * 25.4 / 1440
    return sum(max(1, ceil(len(line) * LETTER / room)) for line in text.split("\n"))


def _keep_with_next(rows: Iterable[Any]) -> None:
    """The last row too: the source, or an empty line, always follows."""
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _is_head(row: Any) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None


def _head_once(heads: Iterable[Any]) -> None:
    for row in heads:
        row._tr.trPr.remove(row._tr.trPr.find(qn("w:tblHeader")))


def _centre_heading(rows: Iterable[Any]) -> None:
    """Pandoc aligns the heading like its column; the layout wants it centred."""
    for row in filter(_is_head, rows):
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _fix_widths(table: Any, widths: list[float]) -> None:
    """Word needs the width on the table, its columns and each cell, or it guesses."""
    table.autofit = False
    properties = table._tbl.tblPr
    total = properties.find(qn("w:tblW"))
    if total is not None:
        total.set(qn("w:type"), "dxa")
        total.set(qn("w:w"), str(round(sum(widths) * 1440 / 25.4)))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=False):
            cell.width = Mm(width)


def _keep_whole(rows: Iterable[Any]) -> None:
    """Word lets a row break all the same where it is higher than a page."""
    for row in rows:
        properties = row._tr.get_or_add_trPr()
        if properties.find(qn("w:cantSplit")) is None:
            properties.insert(0, word_element("<w:cantSplit/>"))
