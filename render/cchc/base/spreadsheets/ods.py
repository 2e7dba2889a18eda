"""Sheets of .ods files: values with their own type, merged and hidden cells.

Source: OASIS OpenDocument 1.3, part 3 (table:table). A percentage says so itself (office:value-type).
"""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from cchc.base.spreadsheets.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_ROWS,
    ON_BLANK_FORM,
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
    number_cell,
    text_cell,
)
from cchc.base.spreadsheets.locked import locked
from cchc.base.spreadsheets.packed_xml import Package, attribute, children, descendants, local

MANIFEST = "META-INF/manifest.xml"
CELLS = ("table-cell", "covered-table-cell")
GROUPS = ("table-header-rows", "table-rows", "table-row-group")
COLUMN_GROUPS = ("table-header-columns", "table-columns", "table-column-group")
UNSEEN = ("collapse", "filter")
TOO_MANY_SPACES = "Tệp có ô lặp dấu cách quá nhiều."


def read_ods(package: Package, file: str) -> Book:
    """The book of an .ods file (UnreadableError)."""
    try:
        root = package.root("content.xml")
    except UnreadableError:
        if _is_locked(package):
            raise locked() from None
        raise
    tables = [table for sheet in descendants(root, "spreadsheet") for table in children(sheet, "table")]
    check_sheet_count(len(tables))
    hidden = _hidden_styles(root)
    return book_of(file, "ods", [_grid(table, hidden) for table in tables])


def _is_locked(package: Package) -> bool:
    if not package.has(MANIFEST):
        return False
    return next(descendants(package.root(MANIFEST), "encryption-data"), None) is not None


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
        _place(builder, element, row, repeated)
        if attribute(element, "visibility") in UNSEEN:
            builder.hidden_rows.update(range(row, min(row + repeated, MOST_ROWS)))
        row += repeated
    return builder.grid()


def _place(builder: GridBuilder, element: Element, row: int, repeated: int) -> None:
    """The cells of a row; rows alike, and cells alike in a row, are written once with their number."""
    found = []
    for cell, area in _cells(element, row):
        found.append((cell, area))
        _keep(builder, cell, area)
    # Empty rows are repeated to the end of the sheet, and say nothing.
    if not found:
        return
    if row + repeated > MOST_ROWS or repeated * len(found) > MOST_CELLS:
        raise UnreadableError(
            f"Trang “{builder.name}” có dữ liệu quá hàng {MOST_ROWS} hoặc lặp lại quá nhiều.", ON_BLANK_FORM
        )
    for down in range(1, repeated):
        for cell, area in found:
            _keep(
                builder,
                replace(cell, row=row + down) if cell else None,
                replace(area, top=area.top + down, bottom=area.bottom + down) if area else None,
            )


def _keep(builder: GridBuilder, cell: Cell | None, area: Area | None) -> None:
    if area:
        builder.merge(area)
    builder.add(cell)


def _cells(element: Element, row: int) -> Iterator[tuple[Cell | None, Area | None]]:
    """What the row holds from the left: cells, and the blocks that begin with them."""
    column = 0
    for child in element:
        if local(child) not in CELLS:
            continue
        repeated = _repeated(child, "number-columns-repeated")
        # What a merge covers stays in the file though nobody sees it.
        cell = _cell(child, row, column) if local(child) == "table-cell" else None
        if cell and cell.kind is CellKind.TEXT and not cell.text.strip():
            cell = None
        wide, high = _repeated(child, "number-columns-spanned"), _repeated(child, "number-rows-spanned")
        if cell or wide * high > 1:
            for at in range(column, min(column + repeated, MOST_COLUMNS + 1)):
                area = Area(row, at, row + high - 1, at + wide - 1) if wide * high > 1 else None
                yield replace(cell, column=at) if cell else None, area
        column += repeated


def _cell(element: Element, row: int, column: int) -> Cell | None:
    text = _text(element)
    match attribute(element, "value-type"):
        case "float" | "currency":
            return _quantity(row, column, CellKind.NUMBER, attribute(element, "value"))
        case "percentage":
            return _quantity(row, column, CellKind.PERCENT, attribute(element, "value"))
        case "date":
            return day_cell(row, column, attribute(element, "date-value"))
        case "time":
            return Cell(row, column, CellKind.DATE, text)
        case "boolean":
            return Cell(row, column, CellKind.BOOLEAN, attribute(element, "boolean-value").upper())
        case "string":
            if text.startswith(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "Err:")) and attribute(
                element, "formula"
            ):
                return Cell(row, column, CellKind.ERROR, text)
            return text_cell(row, column, attribute(element, "string-value") or text)
    if attribute(element, "formula"):
        return Cell(row, column, CellKind.UNCOMPUTED, f"={attribute(element, 'formula').partition('=')[2]}")
    return text_cell(row, column, text) if text else None


def _quantity(row: int, column: int, kind: CellKind, stated: str) -> Cell:
    value = float_of(stated)
    return (
        Cell(row, column, CellKind.ERROR, stated) if value is None else number_cell(row, column, kind, value)
    )


def _text(cell: Element) -> str:
    """The text of a cell, a line for each paragraph (UnreadableError where spaces go beyond reason)."""
    pieces: list[str] = []
    letters = 0
    for paragraph in children(cell, "p"):
        for piece in _pieces(paragraph):
            letters += len(piece)
            if letters > MOST_LETTERS:
                raise UnreadableError(TOO_MANY_SPACES, ON_BLANK_FORM)
            pieces.append(piece)
        pieces.append("\n")
    return "".join(pieces[:-1])


def _pieces(element: Element) -> Iterator[str]:
    """The text of a paragraph: spaces are elements, comments are no text."""
    yield element.text or ""
    for child in element:
        if local(child) == "s":
            count = int(attribute(child, "c") or 1)
            if count > MOST_LETTERS:
                raise UnreadableError(TOO_MANY_SPACES, ON_BLANK_FORM)
            yield " " * count
        elif local(child) != "annotation":
            yield from _pieces(child)
        yield child.tail or ""


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
