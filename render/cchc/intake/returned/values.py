"""What a row's cells say as value and window of its indicator, or what has to be asked about them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.base.spreadsheets.grid import Cell, CellKind
from cchc.base.windows import Moment, Window
from cchc.base.written_numbers import Notation, Number, Trouble, both_meanings, notation_of, read_number
from cchc.inputs.catalog.indicators import Indicator
from cchc.intake.problems import Problem, error
from cchc.intake.returned.entries import Entry
from cchc.intake.value_rules import is_percentage, out_of_bounds
from cchc.values.explanation import format_exactly

# 15/03/2020 or 03/2020.
MOMENT = re.compile(r"(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-](\d{4})")
# No figure of these reports counts from before.
EARLIEST = 1990

ADVICE = {
    Trouble.SEVERAL: "Hỏi lại đơn vị, rồi giữ một số trong ô.",
    Trouble.MISGROUPED: "Hỏi lại đơn vị số đúng, rồi gõ liền các chữ số.",
    Trouble.NONE_WORD: "Không phát sinh thì gõ 0; chưa có số liệu thì để trống.",
    Trouble.NOTE: "Gõ số vào ô, chuyển lời giải thích sang cột Ghi chú.",
    Trouble.TOO_LONG: "Kiểm tra lại số.",
}
# Beyond this a spreadsheet no longer holds every digit.
LARGEST_STORED = Decimal(10) ** 15


@dataclass(frozen=True)
class Reading:
    """An entry understood; `value` is None where it is blank: not supplied yet.

    `window` is None where the form states none of its own.
    """

    entry: Entry
    value: Decimal | None
    window: Window | None = None


def judge_entries(entries: Sequence[Entry], year: int) -> tuple[list[Reading], list[tuple[Entry, Problem]]]:
    """The entries of one file understood, and those to ask about.

    What a text leaves open is decided by the file's own numbers, if they agree.
    """
    notation = _notation(entries)
    readings: list[Reading] = []
    asked: list[tuple[Entry, Problem]] = []
    for entry in entries:
        judged = _judge(entry, notation, year)
        if isinstance(judged, Problem):
            asked.append((entry, judged))
        else:
            readings.append(judged)
    return readings, asked


def _notation(entries: Sequence[Entry]) -> Notation | None:
    read = [
        (entry, read_number(entry.cell.text))
        for entry in entries
        if entry.cell is not None and entry.cell.kind is CellKind.TEXT
    ]
    # A number that cannot be the indicator's value proves nothing about how its writer writes.
    return notation_of(
        number
        for entry, number in read
        if isinstance(number, Number) and not out_of_bounds(entry.item.indicator, number.value)
    )


def _judge(entry: Entry, notation: Notation | None, year: int) -> Reading | Problem:
    cell, indicator = entry.cell, entry.item.indicator
    if cell is None:
        return Reading(entry, None)
    if entry.merged_with:
        text = (
            f"Ô thuộc khối gộp {entry.merged_with}: không biết số của chỉ tiêu nào. Bỏ gộp ô rồi điền từng ô."
        )
        return _ask("o_gop", text, entry)
    if entry.hidden:
        text = "Số nằm ở hàng, cột hoặc trang bị ẩn. Bỏ ẩn, hỏi lại đơn vị số này có dùng không rồi gửi lại."
        return _ask("o_an", text, entry)
    value = _value(cell, indicator, notation)
    if isinstance(value, str):
        return _ask("o_khong_doc_duoc", value, entry)
    window = _window(entry.start, entry.end, year)
    if isinstance(window, str):
        return _ask("ky_so_lieu", window, entry)
    return Reading(entry, value, window)


def _value(cell: Cell, indicator: Indicator, notation: Notation | None) -> Decimal | str:
    """The value in the indicator's unit, or why there is none."""
    match cell.kind:
        case CellKind.TEXT:
            read = read_number(cell.text, notation)
            if read is Trouble.AMBIGUOUS or (
                isinstance(read, Number) and _undecided(cell.text, read.value, indicator)
            ):
                return _two_meanings(cell.text)
            if isinstance(read, Trouble):
                return f"“{_short(cell.text)}”: {read}. {ADVICE[read]}"
            value, percent = read.value, read.percent
        case CellKind.NUMBER | CellKind.PERCENT:
            assert cell.number is not None
            percent = cell.kind is CellKind.PERCENT
            value = _plain(cell.number * 100 if percent else cell.number)
            if abs(value) >= LARGEST_STORED:
                return (
                    f"“{cell.text}”: bảng tính không giữ đủ chữ số của số lớn như vậy. Gõ số dưới dạng chữ."
                )
        case CellKind.DATE:
            return f"“{cell.text}” là ngày tháng (bảng tính có thể đã đổi 10.7 thành ngày 10/7). Gõ lại số."
        case CellKind.ERROR:
            return (
                f"“{_short(cell.text)}” là lỗi của công thức hay của chương trình đã ghi tệp. Thay bằng số."
            )
        case CellKind.UNCOMPUTED:
            return f"Công thức “{_short(cell.text)}” chưa có kết quả lưu trong tệp. Thay bằng số."
        case _:
            return f"“{cell.text}” không phải số. Gõ lại số."
    if percent and not is_percentage(indicator):
        return f"“{cell.text}” là phần trăm, chỉ tiêu này tính bằng {indicator.unit}. Hỏi lại đơn vị."
    if is_percentage(indicator) and not percent and 0 < value <= 1:
        return (
            f"“{cell.text}” không có dấu %: có thể là {format_exactly(value)}% "
            f"hay {format_exactly(_plain(value * 100))}%. Hỏi lại đơn vị, gõ kèm dấu %."
        )
    if wrong := out_of_bounds(indicator, value):
        return f"“{_short(cell.text)}”: {wrong}. Hỏi lại đơn vị số đúng."
    # As the reader of figures.csv takes them: a count written 10,00 is 10, and nothing is -0.
    return Decimal(int(value)) if indicator.kind == "count" or not value else value


def _undecided(text: str, value: Decimal, indicator: Indicator) -> bool:
    """Whether the file's notation does not settle what the indicator itself speaks against.

    3.000 beside 10.07 is 3 by notation; nobody writes a count with decimals.
    """
    thousands = max(both_meanings(text).values(), key=abs)
    if value == thousands or out_of_bounds(indicator, thousands):
        return False
    has_three = indicator.kind != "count" and indicator.decimals >= 3
    return not has_three or value == value.to_integral_value()


def _two_meanings(text: str) -> str:
    values = sorted(both_meanings(text).values(), key=abs, reverse=True)
    whole, decimal = (format(_plain(value), "f").replace(".", ",") for value in values)
    return (
        f"“{_short(text)}” có thể là {whole} hay {decimal}: dấu phân hàng nghìn hay dấu thập phân? "
        f"Hỏi lại đơn vị, rồi gõ liền các chữ số: {whole} hoặc {decimal}."
    )


def _window(start: Cell | None, end: Cell | None, year: int) -> Window | str | None:
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
    if cell.kind is CellKind.DATE:
        return Moment.of(cell.day) if cell.day else None
    text = cell.text.strip()
    if match := MOMENT.fullmatch(text):
        text = "-".join(f"{int(part):02d}" for part in reversed(match.groups()) if part)
    try:
        return Moment.parse(text)
    except ValueError:
        return None


def _ask(rule: str, text: str, entry: Entry) -> Problem:
    found = entry.cell.text if entry.cell else ""
    return error(rule, text, entry.place, found, entry.item.agency, entry.item.indicator.code)


def _short(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= 60 else f"{clean[:57]}…"


def _plain(value: Decimal) -> Decimal:
    """The same number without zeros that nobody wrote: 10.0700 is 10.07."""
    return Decimal(f"{value.normalize():f}")
