"""What the report printed, once assembled: one figure, one value, one way of rounding it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import SCALES, decimals_of, rounded
from cchc.checks.registry import PRINTED, Topic
from cchc.values.printed_figure import PrintedFigure

TWO_VALUES = Rule(
    "ban_in.hai_gia_tri",
    Severity.ERROR,
    "Một số liệu được in với hai giá trị khác nhau",
    "So mọi chỗ in của một chỉ tiêu. Chạy lại mọi notebook trên cùng số liệu.",
)
TWO_ROUNDINGS = Rule(
    "ban_in.hai_cach_lam_tron",
    Severity.WARNING,
    "Một số liệu được in với hai cách làm tròn",
    "Ví dụ 5,6 triệu ở một chỗ, 5,63 triệu ở chỗ khác. Làm tròn một kiểu trong cả báo cáo.",
)
MISPRINTED = Rule(
    "ban_in.sai",
    Severity.ERROR,
    "Con số in ra khác giá trị đã tính",
    "Đọc lại con số từ chữ đã in rồi so với giá trị. Thường do ô notebook tự định dạng số; dùng "
    "muc.figures_table() hoặc so().",
)
MISGROUPED = Rule(
    "ban_in.nhom_chu_so",
    Severity.ERROR,
    "Con số in ra phân nhóm chữ số sai",
    "Dấu chấm phải chia từng ba chữ số kể từ hàng đơn vị. Để sổ tự định dạng con số.",
)
# 3.133.520 · 10,07% · 5,6 triệu; a phrase such as “tăng 204 lớp” is no number by itself.
NUMBER = re.compile(r"(?P<number>-?[\d.]+(?:,\d+)?)(?P<percent>%?)(?: (?P<scale>\w+))?")
GROUPED = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})*|\d+)(?:,\d+)?")

# A number, and the unit of its last digit.
NumberInText = tuple[Decimal, Decimal]


@PRINTED.check(Topic.PRINTED, TWO_VALUES, TWO_ROUNDINGS, MISPRINTED, MISGROUPED)
def check_printed(figures: Sequence[PrintedFigure]) -> Iterator[Finding]:
    """Findings about the printed figures of all sections, in reading order."""
    by_figure: dict[tuple[str, str, bool, str], list[PrintedFigure]] = {}
    for figure in figures:
        yield from _misprinted(figure)
        other_period = figure.file.rpartition("/")[0] if figure.earlier else ""
        key = (figure.indicator, figure.agency, figure.earlier, other_period)
        by_figure.setdefault(key, []).append(figure)
    for group in by_figure.values():
        yield from _disagreeing(group)


def _misprinted(figure: PrintedFigure) -> Iterator[Finding]:
    match = NUMBER.fullmatch(figure.text)
    if match is None or not figure.value or figure.counts_units:
        return
    if not GROUPED.fullmatch(match["number"]):
        text = f"“{figure.name}” in là {figure.text}: dấu chấm không chia đúng từng ba chữ số."
        yield _finding(MISGROUPED, text, figure, figure.text)
        return
    shown = _number_in(figure.text)
    if shown is not None and not any(
        _agrees(shown, exact) for exact in (figure.value, figure.stated) if exact
    ):
        text = f"“{figure.name}” in là {figure.text}, giá trị là {figure.value}."
        yield _finding(MISPRINTED, text, figure, figure.text, figure.value)


def _disagreeing(group: Sequence[PrintedFigure]) -> Iterator[Finding]:
    first = group[0]
    other = next((figure for figure in group if figure.value != first.value), None)
    if other is not None:
        text = (
            f"“{first.name}” có hai giá trị: {first.text} ({_where(first)}) "
            f"và {other.text} ({_where(other)}). "
            "Chạy lại mọi notebook trên cùng số liệu."
        )
        found = f"{first.text}; {other.text}"
        yield _finding(TWO_VALUES, text, other, found)
        return
    # A stated rate quoted in a footnote beside the recomputed one is no second rounding.
    own = [figure for figure in group if not (figure.counts_units or _quoted(figure))]
    numbers = [(figure, number) for figure in own if (number := _number_in(figure.text))]
    for figure, number in numbers[1:]:
        other, first_number = numbers[0]
        if number[0] != first_number[0]:
            text = (
                f"“{first.name}” in là {other.text} ({_where(other)}) "
                f"và {figure.text} ({_where(figure)}). Làm tròn một kiểu trong cả báo cáo."
            )
            found = f"{other.text}; {figure.text}"
            yield _finding(TWO_ROUNDINGS, text, figure, found)
            return


def _number_in(text: str) -> NumberInText | None:
    """The number that a text shows and the unit of its last digit, or None where it is a phrase."""
    match = NUMBER.fullmatch(text)
    if match is None or (match["scale"] and match["scale"] not in SCALES):
        return None
    try:
        number = Decimal(match["number"].replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None
    scale = SCALES.get(match["scale"] or "", Decimal(1))
    return number * scale, Decimal(1).scaleb(-decimals_of(number)) * scale


def _agrees(shown: NumberInText, exact: str) -> bool:
    number, unit = shown
    return number == rounded(Decimal(exact) / unit, 0) * unit


def _quoted(figure: PrintedFigure) -> bool:
    shown = _number_in(figure.text)
    if not figure.stated or shown is None:
        return False
    return _agrees(shown, figure.stated) and not _agrees(shown, figure.value)


def _where(figure: PrintedFigure) -> str:
    return f"{figure.section} {figure.place}".strip()


def _finding(rule: Rule, text: str, figure: PrintedFigure, found: str, expected: str = "") -> Finding:
    return rule.finding(
        text,
        figure.file,
        figure.row,
        figure.section,
        (figure.indicator,),
        expected=expected,
        found=found,
        agency=figure.agency,
    )
