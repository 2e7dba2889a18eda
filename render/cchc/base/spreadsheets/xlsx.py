"""Sheets of .xlsx files: values, formats, formulas without value, merged and hidden cells.

Source: ECMA-376, part 1 (SpreadsheetML). Read part by part, because what matters here (a formula that
stored no value, a hidden row, the format that makes 0.1007 read 10,07%) is in the parts themselves.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from xlsxwriter.utility import xl_cell_to_rowcol

from cchc.base.spreadsheets.escapes import decoded
from cchc.base.spreadsheets.grid import (
    MOST_COLUMNS,
    ON_BLANK_FORM,
    SEND_AGAIN,
    Area,
    Book,
    Cell,
    CellKind,
    Grid,
    GridBuilder,
    UnreadableError,
    book_of,
    check_sheet_count,
    day_cell,
    float_of,
    kind_of_format,
    number_cell,
    text_cell,
)
from cchc.base.spreadsheets.packed_xml import Package, attribute, children, descendants, local
from cchc.base.spreadsheets.relationships import relationships
from cchc.base.written_dates import FIRST_DAY

REFERENCE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
NO_TEXTS = "Tệp hỏng: mất phần chứa chữ (sharedStrings)."


def read_xlsx(package: Package, main: str, file: str) -> Book:
    """The book of an .xlsx file whose workbook is the part `main` (UnreadableError)."""
    workbook = package.root(main)
    related = relationships(package, main)
    by_id = {relation.id: relation for relation in related}
    parts = {relation.kind: relation.target for relation in related}
    strings = _shared_strings(package, parts.get("sharedStrings", ""))
    styles = _style_kinds(package, parts.get("styles", ""))
    first_day = _first_day(workbook)
    sheets = list(descendants(workbook, "sheet"))
    check_sheet_count(len(sheets))
    grids = []
    for sheet in sheets:
        relation = by_id.get(attribute(sheet, "id"))
        if relation is None:
            raise UnreadableError(f"Tệp thiếu nội dung của trang “{attribute(sheet, 'name')}”.", SEND_AGAIN)
        # Sheets of charts and macros hold no cells.
        if relation.kind == "worksheet":
            root = package.root(relation.target)
            if local(root) == "worksheet":
                grids.append(_SheetReader(strings, styles, first_day).grid(root, sheet))
    return book_of(file, "xlsx", grids)


class _SheetReader:
    def __init__(self, strings: list[str], styles: list[CellKind], first_day: date) -> None:
        self._strings, self._styles, self._first_day = strings, styles, first_day

    def grid(self, root: Element, sheet: Element) -> Grid:
        name = decoded(attribute(sheet, "name"))
        builder = GridBuilder(name, attribute(sheet, "state") in {"hidden", "veryHidden"})
        row_number = -1
        for row in descendants(root, "row"):
            row_number = int(attribute(row, "r") or row_number + 2) - 1
            if attribute(row, "hidden") in {"1", "true"} or attribute(row, "ht") == "0":
                builder.hidden_rows.add(row_number)
            column = -1
            for cell in children(row, "c"):
                stated, column = _position(attribute(cell, "r")) or (row_number, column + 1)
                builder.add(self._cell(cell, row_number, column))
                if stated != row_number:
                    raise UnreadableError(
                        f"Trang “{name}” ghi ô {attribute(cell, 'r')} ở hàng {row_number + 1}: "
                        "không biết ô nào đúng.",
                        ON_BLANK_FORM,
                    )
        for column_range in descendants(root, "col"):
            if attribute(column_range, "hidden") in {"1", "true"} or attribute(column_range, "width") == "0":
                first, last = int(attribute(column_range, "min")), int(attribute(column_range, "max"))
                builder.hide_columns(range(first - 1, min(last, MOST_COLUMNS)))
        for merge in descendants(root, "mergeCell"):
            if area := _area(attribute(merge, "ref")):
                builder.merge(area)
        return builder.grid()

    def _cell(self, element: Element, row: int, column: int) -> Cell | None:
        kind = attribute(element, "t") or "n"
        stored = next(children(element, "v"), None)
        value = stored.text if stored is not None else None
        if kind == "inlineStr":
            return text_cell(row, column, "".join(_texts(element)))
        if not value:
            formula = next(children(element, "f"), None)
            if formula is None:
                return None
            # A formula whose result is empty text does store its value: <v></v> with t="str".
            if kind == "str" and stored is not None:
                return Cell(row, column, CellKind.TEXT, "")
            return Cell(row, column, CellKind.UNCOMPUTED, f"={formula.text or ''}")
        match kind:
            case "s":
                return self._shared(row, column, value)
            case "str":
                return text_cell(row, column, decoded(value))
            case "b":
                return Cell(row, column, CellKind.BOOLEAN, "TRUE" if value == "1" else "FALSE")
            case "e":
                return Cell(row, column, CellKind.ERROR, value)
            case "d":
                return day_cell(row, column, value)
        return self._number(element, row, column, value)

    def _shared(self, row: int, column: int, index: str) -> Cell:
        if not self._strings:
            raise UnreadableError(NO_TEXTS, "Mở bằng Excel, lưu lại thành .xlsx rồi gửi lại.")
        number = int(index) if index.isdecimal() else len(self._strings)
        if number >= len(self._strings):
            return Cell(row, column, CellKind.ERROR, f"#{index}")
        return text_cell(row, column, self._strings[number])

    def _number(self, element: Element, row: int, column: int, stored: str) -> Cell | None:
        value = float_of(stored)
        if value is None:
            return Cell(row, column, CellKind.ERROR, stored) if stored.strip() else None
        style = int(attribute(element, "s") or 0)
        kind = self._styles[style] if style < len(self._styles) else CellKind.NUMBER
        day = _serial_day(value, self._first_day) if kind is CellKind.DATE else None
        return number_cell(row, column, kind, value, day)


def _serial_day(number: float, first_day: date) -> date | None:
    """The day that a spreadsheet means by a serial number, None beyond the calendar."""
    try:
        return first_day + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return None


def _first_day(workbook: Element) -> date:
    properties = next(descendants(workbook, "workbookPr"), None)
    mac = properties is not None and attribute(properties, "date1904") in {"1", "true"}
    return date(1904, 1, 1) if mac else FIRST_DAY


def _shared_strings(package: Package, part: str) -> list[str]:
    if not package.has(part):
        return []
    return ["".join(_texts(item)) for item in children(package.root(part), "si")]


def _texts(element: Element) -> Iterator[str]:
    """The text of a string, without reading aids (phonetic runs)."""
    for child in element:
        if local(child) == "t":
            yield decoded(child.text or "")
        elif local(child) in {"r", "is"}:
            yield from _texts(child)


def _style_kinds(package: Package, part: str) -> list[CellKind]:
    if not package.has(part):
        return []
    root = package.root(part)
    codes = {int(attribute(f, "numFmtId")): attribute(f, "formatCode") for f in descendants(root, "numFmt")}
    styles = [style for formats in descendants(root, "cellXfs") for style in children(formats, "xf")]
    numbers = [int(attribute(style, "numFmtId") or 0) for style in styles]
    return [kind_of_format(number, codes.get(number, "")) for number in numbers]


def _position(reference: str) -> tuple[int, int] | None:
    if REFERENCE.fullmatch(reference) is None:
        return None
    row, column = xl_cell_to_rowcol(reference)
    return row, column


def _area(reference: str) -> Area | None:
    start, _, end = reference.partition(":")
    top_left, bottom_right = _position(start), _position(end or start)
    return Area(*top_left, *bottom_right) if top_left and bottom_right else None
