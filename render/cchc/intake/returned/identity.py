"""Whose file it is, of which period and version: by what the file itself states."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.findings import InputError
from cchc.base.period import Period
from cchc.base.spreadsheets.escapes import undamaged
from cchc.base.spreadsheets.grid import Book, Grid
from cchc.base.spreadsheets.html_tables import FORM as WEB_PAGE
from cchc.intake.form import HIDDEN_SHEET, PERIOD_LABEL, TEMPLATE_VERSION, UNIT_LABEL, VERSION_LABEL, folded
from cchc.intake.problems import FilePlace, Problem, error

CODE_AT_END = re.compile(r"\(([^()]+)\)\s*$")
LABELS = {folded(PERIOD_LABEL): "period", folded(UNIT_LABEL): "unit", folded(VERSION_LABEL): "version"}
WORDS = {"period": "kỳ báo cáo", "unit": "đơn vị báo cáo", "version": "phiên bản mẫu"}
HEAD_ROWS = 12


@dataclass(frozen=True)
class Identity:
    """What a file states about itself."""

    period: Period
    unit: str
    version: str


def identify(book: Book) -> Identity | list[Problem]:
    """The file's own statements, or why they cannot be relied on."""
    statements = list(_statements(book))
    found: dict[str, str] = {}
    problems = []
    stated = {name for name, _, _ in statements}
    if lacking := ", ".join(words for key, words in WORDS.items() if key not in stated):
        text = f"Tệp không ghi {lacking}: không phải mẫu đã gửi, hoặc đã mất phần đầu. Điền lại vào mẫu."
        if book.form == WEB_PAGE:
            text += " Tệp thật ra là trang web; mở bằng Excel, lưu thành .xlsx."
        problems.append(error("khong_ro_mau", text, FilePlace(book.file)))
    for key, words in WORDS.items():
        values = {value: place for name, value, place in statements if name == key}
        if not values:
            continue
        if len(values) > 1:
            listed = ", ".join(f"{value} ({place})" for value, place in values.items())
            text = f"Tệp ghi {words} không thống nhất: {listed}. Hỏi lại đơn vị gửi, điền lại vào mẫu trắng."
            problems.append(error("mau_lan_lon", text, FilePlace(book.file), listed))
        else:
            found[key] = next(iter(values))
    if problems:
        return problems
    if found["version"].partition("-")[0] != TEMPLATE_VERSION:
        text = f"Mẫu phiên bản {found['version']} quá cũ hoặc quá mới. Gửi lại mẫu mới."
        return [error("mau_cu", text, FilePlace(book.file), found["version"], found["unit"])]
    try:
        return Identity(Period.parse(found["period"]), found["unit"], found["version"])
    except InputError as problem:
        text = problem.findings[0].explanation
        return [error("sai_ky", text, FilePlace(book.file), found["period"], found["unit"])]


def _statements(book: Book) -> Iterator[tuple[str, str, str]]:
    """(what, value, place) for everything that the file states about itself."""
    for grid in book.grids:
        if grid.name == HIDDEN_SHEET:
            for row in grid.rows():
                if grid.text(row, 0) in WORDS and grid.text(row, 1):
                    yield grid.text(row, 0), undamaged(grid.text(row, 1)), grid.name
        else:
            yield from _head(grid)


def _head(grid: Grid) -> Iterator[tuple[str, str, str]]:
    for cell in [cell for cell in grid.cells.values() if cell.row < HEAD_ROWS]:
        name = LABELS.get(folded(cell.text))
        beside = next((c for c in grid.row_cells(cell.row) if c.column > cell.column), None)
        if name is None or beside is None:
            continue
        match = CODE_AT_END.search(beside.text)
        value = match[1] if match else beside.text
        yield name, undamaged(value.strip()), f"{grid.name}!{beside.name}".strip("!")
