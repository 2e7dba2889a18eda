"""What is added up must have been counted over the same days."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import format_count
from cchc.base.windows import Moment, Window
from cchc.checks.context import CheckContext, figure_finding
from cchc.checks.registry import INPUTS, Topic
from cchc.checks.windows import TOLERANCE
from cchc.inputs.figures import Figure
from cchc.inputs.params import HouseStyle

PARTS = Rule(
    "ky_so_lieu.thanh_phan",
    Severity.WARNING,
    "Các số cộng với nhau lấy từ những kỳ khác nhau",
    "Tổng và các phần của một đẳng thức trong checks.csv hay biểu mẫu, các đơn vị của một tổng, phải cùng kỳ "
    "số liệu (lệch quá 5 ngày là khác), kể cả khi cộng vừa khớp. Sửa window_from, window_to, hoặc lấy số "
    "cùng kỳ.",
)
SUMS = ("identity", "shares")


@INPUTS.check(Topic.WINDOWS, PARTS)
def check_windows_of_sums(context: CheckContext) -> Iterator[Finding]:
    """A finding for each sum whose figures state different windows."""
    for explanation, figures in _sums(context):
        by_window: dict[Window, list[Figure]] = {}
        for figure in figures:
            if figure.window.stated:
                by_window.setdefault(figure.window, []).append(figure)
        windows = list(by_window)
        if any(not _alike(window, windows[0]) for window in windows):
            listed = _listed(by_window, context.workbook.house_style)
            text = f"{explanation}, nhưng các số lấy từ những kỳ khác nhau: {listed}. "
            text += "Sửa kỳ số liệu ghi sai, hoặc lấy số cùng kỳ."
            stated = [figure for rows in by_window.values() for figure in rows]
            codes = tuple(dict.fromkeys(figure.indicator for figure in stated))
            found = _listed(by_window, HouseStyle())
            yield figure_finding(PARTS, text, stated[0], codes=codes, found=found)


def _sums(context: CheckContext) -> Iterator[tuple[str, Sequence[Figure]]]:
    """What is added up, in words, and the rows of it: the locality's own by rule, the units' by indicator."""
    rows = context.workbook.figures_by_indicator
    for relation in context.relations:
        if relation.kind in SUMS and relation.in_force(context.workbook.last_day):
            own = [f for code in relation.comparison.codes for f in rows.get(code, ()) if not f.agency]
            yield relation.explanation, own
    for code, figures in rows.items():
        name = context.workbook.indicators[code].name
        yield f"Tổng “{name}” cộng từ các đơn vị", [figure for figure in figures if figure.agency]


def _alike(one: Window, other: Window) -> bool:
    """Whether two windows differ by days alone."""
    return _near(one.start, other.start, end=False) and _near(one.end, other.end, end=True)


def _near(one: Moment | None, other: Moment | None, *, end: bool) -> bool:
    if one is None or other is None:
        return one == other
    days = [moment.last_day() if end else moment.first_day() for moment in (one, other)]
    return abs(days[0] - days[1]) <= TOLERANCE


def _listed(by_window: dict[Window, list[Figure]], style: HouseStyle) -> str:
    return "; ".join(
        f"{window.in_short(style.date_style)} "
        f"({format_count(Decimal(len(rows)), leading_zero=style.leading_zero)} số liệu)"
        for window, rows in by_window.items()
    )
