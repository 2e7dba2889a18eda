"""Made-up .ods and .xls files, written byte by byte: no program is needed to make them."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from cchc.base.spreadsheets.grid import CellKind, Grid
from cchc.base.spreadsheets.open_book import open_book

PERCENT_STYLE, DATE_STYLE = 16, 17


@dataclass
class Sheet:
    """A sheet to write: texts, numbers and percentages (`%` after the number's type) by cell."""

    name: str
    cells: dict[tuple[int, int], str | float | tuple[float, str]]
    hidden_rows: Sequence[int] = ()
    merged: Sequence[tuple[int, int, int, int]] = field(default_factory=tuple)


def sheets_of(
    path: Path, changes: Mapping[str, Mapping[tuple[int, int], str | float | tuple[float, str]]]
) -> list[Sheet]:
    """The sheets of a form, with some cells changed, to be written in another format."""
    sheets = []
    for grid in open_book(path, path.name).grids:
        cells = _cells(grid) | dict(changes.get(grid.name, {}))
        sheets.append(Sheet(grid.name, cells))
    return sheets


def _cells(grid: Grid) -> dict[tuple[int, int], str | float | tuple[float, str]]:
    found: dict[tuple[int, int], str | float | tuple[float, str]] = {}
    for place, cell in grid.cells.items():
        if cell.kind is CellKind.DATE and cell.number is not None:
            found[place] = (float(cell.number), "date")
        else:
            found[place] = float(cell.number) if cell.number is not None else cell.text
    return found


def write_ods(path: Path, sheets: Sequence[Sheet]) -> Path:
    """An OpenDocument spreadsheet."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    tables = "".join(_ods_table(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    return path


def _ods_table(sheet: Sheet) -> str:
    rows = []
    last = max((row for row, _ in sheet.cells), default=-1)
    for row in range(last + 1):
        shown = ' table:visibility="collapse"' if row in sheet.hidden_rows else ""
        width = max((column for at, column in sheet.cells if at == row), default=-1)
        cells = "".join(_ods_cell(sheet, row, column) for column in range(width + 1))
        rows.append(f"<table:table-row{shown}>{cells}</table:table-row>")
    # As LibreOffice ends a sheet.
    rows.append('<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>')
    return f'<table:table table:name="{escape(sheet.name)}">{"".join(rows)}</table:table>'


def _ods_cell(sheet: Sheet, row: int, column: int) -> str:
    content = sheet.cells.get((row, column))
    span = next((m for m in sheet.merged if m[:2] == (row, column)), None)
    spans = (
        f' table:number-rows-spanned="{span[2] - row + 1}"'
        f' table:number-columns-spanned="{span[3] - column + 1}"'
        if span
        else ""
    )
    match content:
        case None:
            return f"<table:table-cell{spans}/>"
        case str():
            text = "".join(f"<text:p>{escape(line)}</text:p>" for line in content.split("\n"))
            return f'<table:table-cell{spans} office:value-type="string">{text}</table:table-cell>'
        case (value, "date"):
            stated = f'office:value-type="date" office:date-value="{_day(value)}"'
        case (value, _):
            stated = f'office:value-type="percentage" office:value="{value!r}"'
        case _:
            stated = f'office:value-type="float" office:value="{content!r}"'
    return f"<table:table-cell{spans} {stated}><text:p/></table:table-cell>"


def _day(serial: float) -> str:
    return str(date(1899, 12, 30) + timedelta(days=int(serial)))


def write_xls(path: Path, sheets: Sequence[Sheet]) -> Path:
    """An Excel 97 file: BIFF8 records ([MS-XLS]) in a compound file ([MS-CFB]) of one stream."""
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x42, struct.pack("<H", 1200))
    head += _record(0x31, struct.pack("<HHHHHBBBB", 220, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial")
    for n in range(18):
        number_format = {PERCENT_STYLE: 10, DATE_STYLE: 14}.get(n, 0)
        head += _record(
            0xE0,
            struct.pack("<HHHBBBBIIH", 0, number_format, 1 if n >= 15 else 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0),
        )
    bodies = [_xls_sheet(sheet) for sheet in sheets]
    names = [sheet.name.encode("utf-16-le") for sheet in sheets]
    size = len(head) + sum(4 + 8 + len(name) for name in names) + 4
    bound = b""
    for name, body in zip(names, bodies, strict=True):
        bound += _record(0x85, struct.pack("<IBBBB", size, 0, 0, len(name) // 2, 1) + name)
        size += len(body)
    path.write_bytes(compound(head + bound + _record(0x0A, b"") + b"".join(bodies)))
    return path


def _xls_sheet(sheet: Sheet) -> bytes:
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    last = max((row for row, _ in sheet.cells), default=0)
    for row in range(last + 1):
        flags = 0x100 | (0x20 if row in sheet.hidden_rows else 0)
        out += _record(0x208, struct.pack("<HHHHHHI", row, 0, 256, 255, 0, 0, flags))
    for (row, column), content in sorted(sheet.cells.items()):
        match content:
            case str():
                text = content.encode("utf-16-le")
                out += _record(0x204, struct.pack("<HHHHB", row, column, 15, len(text) // 2, 1) + text)
            case (value, kind):
                style = DATE_STYLE if kind == "date" else PERCENT_STYLE
                out += _record(0x203, struct.pack("<HHHd", row, column, style, value))
            case _:
                out += _record(0x203, struct.pack("<HHHd", row, column, 15, content))
    if sheet.merged:
        areas = b"".join(
            struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in sheet.merged
        )
        out += _record(0xE5, struct.pack("<H", len(sheet.merged)) + areas)
    return out + _record(0x0A, b"")


def _record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def compound(stream: bytes) -> bytes:
    """The container of an Excel 97 file around its one stream."""
    sector = 512
    stream += b"\0" * (-len(stream) % sector)
    # Streams under 4096 bytes would be kept in another way.
    stream += b"\0" * max(0, 4096 - len(stream))
    count = len(stream) // sector
    fats = 1
    while (fats + 1 + count) * 4 > fats * sector:
        fats += 1
    chain = [0xFFFFFFFD] * fats + [0xFFFFFFFE]
    chain += [fats + 2 + n for n in range(count - 1)] + [0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (fats * sector // 4 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, fats, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", *range(fats), *[0xFFFFFFFF] * (109 - fats))
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry("Workbook", 2, fats + 1, len(stream))
    directory += b"\0" * (sector - len(directory))
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text) + 2, kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
