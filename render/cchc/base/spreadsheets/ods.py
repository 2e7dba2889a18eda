"""Sheets of .ods files: values with their own type, merged and hidden cells.

Source: OASIS OpenDocument 1.3, part 3 (table:table). A percentage says so itself (office:value-type).
"""

from datetime import date
from xml.etree.ElementTree import Element

from cchc.base.spreadsheets.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Book,
    Cell,
    CellKind,
    Grid,
    GridBuilder,
    UnreadableError,
    check_sheet_count,
    exact,
    number_cell,
)
from cchc.base.spreadsheets.packed_xml import Package, attribute, children, descendants, local

CELLS = ("table-cell", "covered-table-cell")
GROUPS = ("table-header-rows", "table-rows", "table-row-group")
COLUMN_GROUPS = ("table-header-columns", "table-columns", "table-column-group")
UNSEEN = ("collapse", "filter")


def read_ods(package: Package, file: str) -> Book:
    """The book of an .ods file (UnreadableError)."""
    root = package.root("content.xml")
    tables = [table for sheet in descendants(root, "spreadsheet") for table in children(sheet, "table")]
    check_sheet_count(len(tables))
    hidden = _hidden_styles(root)
    return Book(file, "ods", tuple(_grid(table, hidden) for table in tables))


def _hidden_styles(root: Element) -> frozenset[str]:
    return frozenset(
        attribute(style, "name")
        for style in descendants(root, "style")
        for properties in children(style, "table-properties")
        if attribute(properties, "display") == "false"
    )


def _grid(table: Element, hidden: frozenset[str]) -> Grid:
    builder = GridBuilder(attribute(table, "name"), attribute(table, "style-name") in hidden)
    column = 0
    for element in _flat(table, "table-column", COLUMN_GROUPS):
        repeated = _repeated(element, "number-columns-repeated")
        if attribute(element, "visibility") in UNSEEN:
            builder.hide_columns(range(column, min(column + repeated, MOST_COLUMNS)))
        column += repeated
    row = 0
    for element in _flat(table, "table-row", GROUPS):
        repeated = _repeated(element, "number-rows-repeated")
        filled = _cells(element)
        # Empty rows are repeated to the end of the sheet; rows alike are written once.
        for at in range(row, row + repeated if filled else row):
            if at >= MOST_ROWS:
                raise UnreadableError(
                    f"Trang “{builder.name}” có dữ liệu quá hàng {MOST_ROWS}. Gửi lại theo mẫu trắng."
                )
            for place, cell in filled:
                _place(builder, cell, at, place)
        if attribute(element, "visibility") in UNSEEN:
            builder.hidden_rows.update(range(row, min(row + repeated, MOST_ROWS)))
        row += repeated
    return builder.grid()


def _cells(row: Element) -> list[tuple[int, Element]]:
    """What the row stores, by column."""
    column, found = 0, []
    for element in row:
        if local(element) not in CELLS:
            continue
        repeated = _repeated(element, "number-columns-repeated")
        if (
            len(element)
            or attribute(element, "value-type")
            or attribute(element, "formula")
            or attribute(element, "number-columns-spanned")
        ):
            found += [(column + n, element) for n in range(min(repeated, MOST_COLUMNS + 1))]
        column += repeated
    return found


def _place(builder: GridBuilder, element: Element, row: int, column: int) -> None:
    wide, high = _repeated(element, "number-columns-spanned"), _repeated(element, "number-rows-spanned")
    if wide * high > 1:
        builder.merged.append(Area(row, column, row + high - 1, column + wide - 1))
    # What a merge covers stays in the file though nobody sees it.
    if local(element) == "table-cell":
        builder.add(_cell(element, row, column))


def _cell(element: Element, row: int, column: int) -> Cell | None:
    text = "\n".join(_paragraph(p) for p in children(element, "p"))
    value = attribute(element, "value")
    match attribute(element, "value-type"):
        case "float" | "currency":
            return number_cell(row, column, CellKind.NUMBER, exact(float(value)))
        case "percentage":
            return number_cell(row, column, CellKind.PERCENT, exact(float(value)))
        case "date":
            day = date.fromisoformat(attribute(element, "date-value")[:10])
            return Cell(row, column, CellKind.DATE, f"{day:%d/%m/%Y}", day=day)
        case "time":
            return Cell(row, column, CellKind.DATE, text)
        case "boolean":
            return Cell(row, column, CellKind.BOOLEAN, attribute(element, "boolean-value").upper())
        case "string":
            if text.startswith(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "Err:")) and attribute(
                element, "formula"
            ):
                return Cell(row, column, CellKind.ERROR, text)
            return Cell(row, column, CellKind.TEXT, attribute(element, "string-value") or text)
    if attribute(element, "formula"):
        return Cell(row, column, CellKind.UNCOMPUTED, f"={attribute(element, 'formula').partition('=')[2]}")
    return Cell(row, column, CellKind.TEXT, text) if text else None


def _paragraph(element: Element) -> str:
    """The text of a paragraph: spaces are elements, comments are no text."""
    parts = [element.text or ""]
    for child in element:
        if local(child) == "s":
            parts.append(" " * int(attribute(child, "c") or 1))
        elif local(child) != "annotation":
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _flat(element: Element, name: str, groups: tuple[str, ...]) -> list[Element]:
    found = []
    for child in element:
        if local(child) == name:
            found.append(child)
        elif local(child) in groups:
            found += _flat(child, name, groups)
    return found


def _repeated(element: Element, name: str) -> int:
    return max(1, int(attribute(element, name) or 1))
