"""The data window as units write it: days, months or years."""

import re
from datetime import date

from cchc.intake.reading import Cell, Kind
from cchc.windows import Moment, Window

DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
MONTH = re.compile(r"(\d{1,2})[/.\-](\d{4})")
EARLIEST = 1990


def read_window(start: Cell | None, end: Cell | None, year: int) -> Window | str | None:
    """The window of a row; None where it states none; a Vietnamese text where it cannot be read."""
    moments: list[Moment | None] = []
    for cell, title in ((start, "Từ ngày"), (end, "Đến ngày")):
        moment = _moment(cell) if cell else None
        if cell and (moment is None or not EARLIEST <= moment.year <= year + 1):
            return f"“{title}” ghi “{cell.text}”, không đọc được. Ghi như 15/03/2020, 03/2020 hoặc 2020."
        moments.append(moment)
    window = Window(*moments)
    if window.backwards:
        return f"Kỳ số liệu kết thúc trước khi bắt đầu: {window.in_short()}. Sửa “Từ ngày”, “Đến ngày”."
    return window if window.stated else None


def _moment(cell: Cell) -> Moment | None:
    if cell.kind is Kind.DATE:
        return Moment.of(cell.day) if cell.day else None
    text = cell.text.strip()
    try:
        if match := DAY.fullmatch(text):
            return Moment.of(date(int(match[3]), int(match[2]), int(match[1])))
        if match := MONTH.fullmatch(text):
            moment = Moment(int(match[2]), int(match[1]))
            moment.first_day()
            return moment
        return Moment.parse(text)
    except ValueError:
        return None
