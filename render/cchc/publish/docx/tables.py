"""Tables of the Word file: widths, whole rows, heads that repeat, what stays together."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from cchc.publish.docx.elements import style_id, word_element
from cchc.publish.docx.reference import CELL_MARGIN, CLOSING_TABLE, LAYOUT_TABLES, REPORT_TABLE, WIDE_TABLE
from cchc.publish.layout import Layout

# Millimetres.
# Moved whole to the next page, a table leaves no more than about a third of its page empty.
HIGHEST_WHOLE_TABLE = 80
LETTER, LINE, ROW_SPACE = 1.9, 4.9, 1.8
# A table that runs over pages keeps so many rows with its head, and with its source.
FIRST_ROWS, LAST_ROWS = 2, 2


def lay_out_tables(document: Any, layout: Layout) -> None:
    """Lay out the letterhead, the closing and every report table."""
    for table in document.tables:
        name = style_id(table._tbl)
        if name in LAYOUT_TABLES:
            _fix_widths(table, list(layout.columns[name]))
            _keep_rows_whole(table)
            if name == CLOSING_TABLE:
                _keep_with_text(table, layout.closing_space)
        elif name == REPORT_TABLE:
            _report_table(table, layout.page.text_width)
        elif name == WIDE_TABLE:
            _report_table(table, layout.page.landscape_text_width)


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
    _keep_rows_whole(table)
    _centre_heading(table)
    rows = list(table.rows)
    if _height(rows, widths) > HIGHEST_WHOLE_TABLE:
        rows = [*rows[: _heads(rows) + FIRST_ROWS - 1], *rows[-LAST_ROWS:]]
    _keep_with_next(rows)


def _height(rows: Iterable[Any], widths: list[float]) -> float:
    """About how high the table will be, in millimetres: Word alone knows."""
    return sum(
        ROW_SPACE + LINE * max(_lines(c.text, width) for c, width in zip(row.cells, widths, strict=False))
        for row in rows
    )


def _lines(text: str, width: float) -> int:
    room = width - 2 * CELL_MARGIN * 25.4 / 1440
    return sum(max(1, ceil(len(line) * LETTER / room)) for line in text.split("\n"))


def _keep_with_next(rows: Iterable[Any]) -> None:
    """The last row too: the source, or an empty line, always follows."""
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _heads(rows: list[Any]) -> int:
    return sum(_is_head(row) for row in rows)


def _is_head(row: Any) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None


def _centre_heading(table: Any) -> None:
    """Pandoc aligns the heading like its column; the layout wants it centred."""
    for row in filter(_is_head, table.rows):
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


def _keep_rows_whole(table: Any) -> None:
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        if properties.find(qn("w:cantSplit")) is None:
            properties.insert(0, word_element("<w:cantSplit/>"))
