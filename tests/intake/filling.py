"""Filling forms as people do, for made-up tests: values, texts, formulas, merges and hidden rows."""

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

DATA = "Số liệu"
FORM = "Biểu T.01-THU"


@dataclass(frozen=True)
class Formula:
    """A formula, with what the spreadsheet stored as its value, if it did."""

    text: str
    stored: str = ""


@dataclass(frozen=True)
class Styled:
    """A number shown by the style of another cell of the sheet, or by its number."""

    value: float
    style: int


Content = int | float | str | Formula | Styled | None


def edit_sheet(path: Path, sheet: str, change: Callable[[str], str]) -> None:
    """Rewrite the XML of one sheet of an .xlsx file."""
    edit_part(path, sheet_part(path, sheet), change)


def edit_part(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Rewrite one part of a zipped file."""
    other = path.with_suffix(".tam")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data.decode()) if info.filename == part else data)
    other.replace(path)


def sheet_part(path: Path, sheet: str) -> str:
    """Where the sheet's XML is; the forms number their sheets in order."""
    with zipfile.ZipFile(path) as package:
        names = re.findall(r'<sheet name="([^"]*)"', package.read("xl/workbook.xml").decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def fill(path: Path, cells: Mapping[str, Content], sheet: str = DATA) -> None:
    """Write cells that the form has, keeping their style."""

    def change(xml: str) -> str:
        for name, content in cells.items():
            pattern = re.compile(rf'<c r="{name}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)')
            assert pattern.search(xml), f"no cell {name} in {sheet}"
            xml = pattern.sub(lambda m, n=name, c=content: _cell(n, m[1] or "", c), xml, count=1)  # type: ignore[misc]
        return xml

    edit_sheet(path, sheet, change)


def _cell(name: str, style: str, content: Content) -> str:
    match content:
        case None:
            return f'<c r="{name}"{style}/>'
        case str():
            text = escape(content)
            return f'<c r="{name}"{style} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        case Formula():
            stored = f"<v>{content.stored}</v>" if content.stored else ""
            return f'<c r="{name}"{style}><f>{escape(content.text)}</f>{stored}</c>'
        case Styled():
            return f'<c r="{name}" s="{content.style}"><v>{content.value!r}</v></c>'
    return f'<c r="{name}"{style}><v>{content!r}</v></c>'


def add_percent_style(path: Path) -> int:
    """A style that shows 0.1007 as 10,07%; its number."""
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/styles.xml").decode()
    found = re.search(r'<cellXfs count="(\d+)">', xml)
    assert found
    number = int(found[1])
    style = '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'

    def change(text: str) -> str:
        text = text.replace(found[0], f'<cellXfs count="{number + 1}">')
        return text.replace("</cellXfs>", style)

    edit_part(path, "xl/styles.xml", change)
    return number


def hide_row(path: Path, row: int, sheet: str = DATA) -> None:
    edit_sheet(path, sheet, lambda xml: xml.replace(f'<row r="{row}"', f'<row r="{row}" hidden="1"'))


def merge(path: Path, area: str, sheet: str = DATA) -> None:
    def change(xml: str) -> str:
        merged = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
        # In the order of the schema: after the protection, before conditional formats and validations.
        return re.sub(r"(<sheetProtection[^>]*/>)", rf"\1{merged}", xml)

    edit_sheet(path, sheet, change)


def reverse_rows(path: Path, first: int, last: int, sheet: str = DATA) -> None:
    """Turn the order of the rows round, as sorting does."""

    def change(xml: str) -> str:
        rows = {n: re.search(rf'<row r="{n}".*?</row>', xml, re.DOTALL) for n in range(first, last + 1)}
        moved = {}
        for n, match in rows.items():
            assert match
            to = first + last - n
            text = re.sub(rf'r="([A-Z]+){n}"', rf'r="\g<1>{to}"', match[0])
            moved[to] = text.replace(f'<row r="{n}"', f'<row r="{to}"', 1)
        start, end = rows[first], rows[last]
        assert start
        assert end
        return xml[: start.start()] + "".join(moved[n] for n in sorted(moved)) + xml[end.end() :]

    edit_sheet(path, sheet, change)


def copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(source, target))
