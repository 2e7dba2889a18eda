"""Sheets of .xls files (Excel 97–2003), read by xlrd: it alone tells formats and hidden rows of these."""

from io import StringIO

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book as XlsBook
from xlrd.sheet import Cell as XlsCell
from xlrd.sheet import Sheet

from cchc.base.spreadsheets.grid import (
    AS_XLSX,
    Area,
    Book,
    Cell,
    CellKind,
    Grid,
    GridBuilder,
    UnreadableError,
    book_of,
    check_sheet_count,
    kind_of_format,
    number_cell,
    text_cell,
)
from cchc.base.spreadsheets.locked import unlock

UNKNOWN = "Tệp .xls không cho biết công thức nào chưa tính; số lấy như Excel đã lưu."


def read_xls(data: bytes, file: str) -> Book:
    """The book of an .xls file (UnreadableError)."""
    try:
        book = _open(data)
        check_sheet_count(book.nsheets)
        return book_of(file, "xls", [_grid(book, sheet) for sheet in book.sheets()], UNKNOWN)
    except UnreadableError:
        raise
    except Exception:
        # A damaged file makes the reader fail in many ways; all mean the same to the sender.
        raise UnreadableError("Tệp .xls bị hỏng hoặc quá cũ (trước Excel 97).", AS_XLSX) from None


def _open(data: bytes) -> XlsBook:
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=StringIO())
    except XLRDError as error:
        if "encrypted" not in str(error).lower():
            raise
    return xlrd.open_workbook(file_contents=unlock(data), formatting_info=True, logfile=StringIO())


def _grid(book: XlsBook, sheet: Sheet) -> Grid:
    builder = GridBuilder(sheet.name, sheet.visibility != 0)
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            builder.add(_cell(book, sheet.cell(row, column), row, column))
    builder.hidden_rows.update(row for row, info in sheet.rowinfo_map.items() if info.hidden)
    builder.hide_columns(column for column, info in sheet.colinfo_map.items() if info.hidden)
    for top, bottom, left, right in sheet.merged_cells:
        builder.merge(Area(top, left, bottom - 1, right - 1))
    return builder.grid()


def _cell(book: XlsBook, cell: XlsCell, row: int, column: int) -> Cell | None:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return text_cell(row, column, str(cell.value))
        case xlrd.XL_CELL_BOOLEAN:
            return Cell(row, column, CellKind.BOOLEAN, "TRUE" if cell.value else "FALSE")
        case xlrd.XL_CELL_ERROR:
            code = xlrd.error_text_from_code.get(int(cell.value), "#?")
            return Cell(row, column, CellKind.ERROR, code)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            return _number(book, cell, row, column)
    return None


def _number(book: XlsBook, cell: XlsCell, row: int, column: int) -> Cell:
    number = float(cell.value)
    key = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
    form = book.format_map.get(key)
    kind = kind_of_format(key, str(form.format_str) if form else "")
    if kind is not CellKind.DATE and cell.ctype != xlrd.XL_CELL_DATE:
        return number_cell(row, column, kind, number)
    try:
        day = xlrd.xldate_as_datetime(number, book.datemode).date()
    except (ValueError, OverflowError):
        day = None
    return number_cell(row, column, CellKind.DATE, number, day)
