"""What a cell says as the value of its indicator, or what has to be asked about it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cchc.base.csv_tables import MOST_DIGITS
from cchc.base.windows import Moment, Window
from cchc.inputs.catalog.indicators import Indicator
from cchc.intake.problems import Problem, error
from cchc.intake.returned.entries import Entry
from cchc.intake.returned.spreadsheets.grid import Cell, Kind
from cchc.intake.value_rules import is_percentage, out_of_bounds

# Full-width signs come from East Asian keyboards; no-break and thin spaces from web pages.
PLAIN = str.maketrans("０１２３４５６７８９．，％\u00a0\u202f\u2009\u2007\u2212", "0123456789.,%    -")
NONE_WORDS = frozenset({"x", "-", "–", "—", "/", "không", "không có", "ko", "ko có", "k", "n/a", "na", "..."})
SHAPED = re.compile(r"(?P<sign>-?) ?(?P<body>[0-9][0-9., ]*?) ?(?P<percent>%?)")
GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[., ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
PLAIN_DECIMAL = re.compile(r"[0-9]+(?P<mark>[.,])[0-9]+")
BOTH = re.compile(r"(?P<whole>[0-9]{1,3}(?:(?P<group>[., ])[0-9]{3})+)(?P<mark>[.,])[0-9]+")


class Notation(StrEnum):
    """Which sign stands before the decimals."""

    VIETNAMESE = ","
    ENGLISH = "."


class Trouble(StrEnum):
    """Why a text is no number that can be taken; the words finish a message."""

    AMBIGUOUS = "đọc được hai cách: dấu phân hàng nghìn hay dấu thập phân"
    MISGROUPED = "các chữ số bị nhóm sai chỗ"
    NONE_WORD = "không rõ là 0 hay chưa có số liệu"
    NOTE = "có chữ lẫn trong ô số"
    TOO_LONG = "quá nhiều chữ số"


@dataclass(frozen=True)
class Number:
    """A number read from text; `notation` is what the text itself proves, if anything.

    A per cent sign does not change `value`: 10,07% is 10.07 with `percent`.
    """

    value: Decimal
    percent: bool = False
    notation: Notation | None = None


def read_number(text: str, notation: Notation | None = None) -> Number | Trouble:
    """The number that `text` means; `notation` decides only what the text leaves open (1.234)."""
    clean = re.sub(r"\s+", " ", text.translate(PLAIN)).strip().removeprefix("'").strip()
    if clean.casefold() in NONE_WORDS:
        return Trouble.NONE_WORD
    match = SHAPED.fullmatch(clean)
    if match is None:
        return Trouble.NOTE
    digits = _digits(match["body"].rstrip(), notation)
    if isinstance(digits, Trouble):
        return digits
    plain, proof = digits
    value = Decimal(match["sign"] + plain)
    if len(value.as_tuple().digits) > MOST_DIGITS:
        return Trouble.TOO_LONG
    return Number(value, bool(match["percent"]), proof)


def notation_of(numbers: Iterable[Number | Trouble]) -> Notation | None:
    """The notation that a file's own numbers prove; None without proof, or with proof of both."""
    proofs = {number.notation for number in numbers if isinstance(number, Number) and number.notation}
    return proofs.pop() if len(proofs) == 1 else None


def _digits(body: str, notation: Notation | None) -> tuple[str, Notation | None] | Trouble:
    """The body as Python writes it, and the notation that it proves."""
    if body.isdecimal():
        return body, None
    if match := GROUPED.fullmatch(body):
        return _grouped(body, match["mark"], notation)
    if match := PLAIN_DECIMAL.fullmatch(body):
        return body.replace(match["mark"], "."), Notation(match["mark"])
    if (match := BOTH.fullmatch(body)) and match["mark"] != match["group"]:
        if match["whole"].startswith("0"):
            return Trouble.MISGROUPED
        whole, _, decimals = body.rpartition(match["mark"])
        return f"{whole.replace(match['group'], '')}.{decimals}", Notation(match["mark"])
    return Trouble.MISGROUPED


def _grouped(body: str, mark: str, notation: Notation | None) -> tuple[str, Notation | None] | Trouble:
    """Digits in threes: thousands, unless one mark alone may as well stand before decimals."""
    whole = body.replace(mark, "")
    single = body.count(mark) == 1
    if body.startswith("0"):
        # No group of thousands begins with 0: 0.123 has decimals, 0.123.456 is a slip.
        decimal = single and mark != " " and body.startswith(f"0{mark}")
        return (body.replace(mark, "."), Notation(mark)) if decimal else Trouble.MISGROUPED
    if mark == " ":
        return whole, None
    proof = Notation.ENGLISH if mark == "," else Notation.VIETNAMESE
    if not single:
        return whole, proof
    if notation is None:
        return Trouble.AMBIGUOUS
    return (body.replace(mark, "."), None) if mark == notation else (whole, None)


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


ADVICE = {
    Trouble.AMBIGUOUS: "Hỏi lại đơn vị, rồi gõ liền các chữ số (1234) hoặc rõ phần lẻ (1,23).",
    Trouble.MISGROUPED: "Hỏi lại đơn vị số đúng, rồi gõ liền các chữ số.",
    Trouble.NONE_WORD: "Không phát sinh thì gõ 0; chưa có số liệu thì để trống.",
    Trouble.NOTE: "Gõ số vào ô, chuyển lời giải thích sang cột Ghi chú.",
    Trouble.TOO_LONG: "Kiểm tra lại số.",
}
# Beyond this a spreadsheet no longer keeps every digit.
LARGEST_STORED = Decimal(10) ** 15


@dataclass(frozen=True)
class Reading:
    """An entry understood; `value` is None where it is blank: not supplied yet.

    `window` is None where the form states none of its own.
    """

    entry: Entry
    value: Decimal | None
    window: Window | None = None


@dataclass(frozen=True)
class Judged:
    """All entries of one file: understood, or asked about."""

    readings: tuple[Reading, ...]
    asked: tuple[tuple[Entry, Problem], ...]


def judge_entries(entries: Sequence[Entry], year: int) -> Judged:
    """Read every entry; what a text leaves open is decided by the file's own numbers, if they agree."""
    notation = _notation(entries)
    readings, asked = [], []
    for entry in entries:
        judged = _judge(entry, notation, year)
        if isinstance(judged, Problem):
            asked.append((entry, judged))
        else:
            readings.append(judged)
    return Judged(tuple(readings), tuple(asked))


def _notation(entries: Sequence[Entry]) -> Notation | None:
    read = [
        (entry, read_number(entry.cell.text))
        for entry in entries
        if entry.cell is not None and entry.cell.kind is Kind.TEXT
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
    window = read_window(entry.start, entry.end, year)
    if isinstance(window, str):
        return _ask("ky_so_lieu", window, entry)
    return Reading(entry, value, window)


def _value(cell: Cell, indicator: Indicator, notation: Notation | None) -> Decimal | str:
    """The value in the indicator's unit, or why there is none."""
    match cell.kind:
        case Kind.TEXT:
            read = read_number(cell.text, notation)
            if isinstance(read, Trouble):
                return f"“{_short(cell.text)}”: {read}. {ADVICE[read]}"
            value, percent = read.value, read.percent
        case Kind.NUMBER | Kind.PERCENT:
            assert cell.number is not None
            percent = cell.kind is Kind.PERCENT
            value = plain(cell.number * 100 if percent else cell.number)
            if abs(value) >= LARGEST_STORED:
                return (
                    f"“{cell.text}”: bảng tính không giữ đủ chữ số của số lớn như vậy. Gõ số dưới dạng chữ."
                )
        case _:
            return _no_number(cell)
    if percent and not is_percentage(indicator):
        return f"“{cell.text}” là phần trăm, chỉ tiêu này tính bằng {indicator.unit}. Hỏi lại đơn vị."
    if is_percentage(indicator) and not percent and 0 < value <= 1:
        return (
            f"“{cell.text}” không có dấu %: có thể là {_vietnamese(value)}% "
            f"hay {_vietnamese(plain(value * 100))}%. Hỏi lại đơn vị, gõ kèm dấu %."
        )
    if wrong := out_of_bounds(indicator, value):
        return f"“{_short(cell.text)}”: {wrong}. Hỏi lại đơn vị số đúng."
    return value


def plain(value: Decimal) -> Decimal:
    """The same number without zeros that nobody wrote: 10.0700 is 10.07."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _no_number(cell: Cell) -> str:
    match cell.kind:
        case Kind.DATE:
            return f"“{cell.text}” là ngày tháng (bảng tính có thể đã đổi 10.7 thành ngày 10/7). Gõ lại số."
        case Kind.ERROR:
            return f"Công thức báo lỗi {cell.text}. Thay bằng số."
        case Kind.UNCOMPUTED:
            return f"Công thức “{_short(cell.text)}” chưa có kết quả lưu trong tệp. Thay bằng số."
    return f"“{cell.text}” không phải số. Gõ lại số."


def _ask(rule: str, text: str, entry: Entry) -> Problem:
    found = entry.cell.text if entry.cell else ""
    return error(rule, text, entry.place, found, entry.item.agency, entry.item.indicator.code)


def _short(text: str) -> str:
    clean = " ".join(text.split())
    return clean if len(clean) <= 60 else f"{clean[:57]}…"


def _vietnamese(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")
