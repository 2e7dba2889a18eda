"""Small made-up files that unpack into much: refused in little time and memory."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

SECONDS, MEGABYTES = 2.0, 200
MEASURE = """
import re, sys, time
from pathlib import Path
from cchc.base.spreadsheets.grid import UnreadableError
from cchc.base.spreadsheets.open_book import open_book
path = Path(sys.argv[1])
start = time.process_time()
try:
    open_book(path, path.name)
    said = "đọc được"
except UnreadableError as error:
    said = str(error)
spent = time.process_time() - start
print(spent, int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024, said)
"""
XLSX = {
    "_rels/.rels": '<R><Relationship Id="1" Type="x/officeDocument" Target="xl/workbook.xml"/></R>',
    "xl/_rels/workbook.xml.rels": '<R><Relationship Id="1" Type="x/worksheet" Target="sheet.xml"/></R>',
    "xl/workbook.xml": '<workbook><sheets><sheet name="A" id="1"/></sheets></workbook>',
}
TABLE = (
    "<document-content><body><spreadsheet><table name='A'>{}</table></spreadsheet></body></document-content>"
)
SHEET = "<worksheet><sheetData><row>{}</row></sheetData></worksheet>"
ROW = "<table-row number-rows-repeated='{}'>{}</table-row>"
SPACES = "<table-cell value-type='string'><p>{}</p></table-cell>"


def sheet(body: str) -> dict[str, str]:
    return XLSX | {"xl/sheet.xml": f"<worksheet>{body}</worksheet>"}


def cells(body: str) -> dict[str, str]:
    return sheet(f"<sheetData><row>{body}</row></sheetData>")


def ods(row: str, repeated: int = 1) -> dict[str, str]:
    rows = f"<table-row number-rows-repeated='{repeated}'>{row}</table-row>"
    return {
        "content.xml": "<document-content><body><spreadsheet><table name='A'>"
        f"{rows}</table></spreadsheet></body></document-content>"
    }


def text(body: str) -> str:
    return f"<table-cell value-type='string'><p>{body}</p></table-cell>"


def attributes() -> dict[str, str]:
    return cells("<c " + " ".join(f"a{n}=''" for n in range(2_000_000)) + "/>")


# Made when they are needed: they are large.
BOMBS: dict[str, tuple[Callable[[], dict[str, str]], str]] = {
    "empty-tags": (lambda: cells("<c/>" * 23_000_000), "quá lớn"),
    "attributes": (attributes, "quá lớn"),
    "one-long-text": (lambda: cells(f"<c t='str'><v>{'a' * 60_000_000}</v></c>"), "quá lớn"),
    "merged-blocks": (
        lambda: sheet("<mergeCells>" + "<mergeCell ref='A1:B2'/>" * 300_000 + "</mergeCells>"),
        "khối ô gộp",
    ),
    "repeated-cells": (
        lambda: ods("<table-cell value-type='float' value='1' number-columns-repeated='400'/>", 19_000),
        "lặp lại quá nhiều",
    ),
    "repeated-blocks": (
        lambda: ods("<table-cell number-columns-spanned='2' number-columns-repeated='500'/>" * 50, 19_000),
        "lặp lại quá nhiều",
    ),
    "repeated-spaces": (lambda: ods(text("<s c='2000000000'/>")), "lặp dấu cách"),
    "many-repeated-spaces": (lambda: ods(text("<s c='30000'/>" * 100_000)), "lặp dấu cách"),
    "spaces-in-many-cells": (lambda: ods(text("a<s c='4000000'/>a") * 400), "quá nhiều chữ"),
    "depth": (lambda: ods(text("<span>" * 50_000 + "</span>" * 50_000)), "hỏng bên trong"),
}


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
def test_refused_soon_and_small(tmp_path: Path, bomb: str) -> None:
    make, said = BOMBS[bomb]
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in make().items():
            package.writestr(name, part)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    seconds, megabytes, found = done.stdout.split(" ", 2)
    assert said in found
    assert float(seconds) < SECONDS
    assert int(megabytes) < MEGABYTES
