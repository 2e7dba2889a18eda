"""Data windows against the reporting period: shorter, longer, shifted, outside, mixed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import format_count
from cchc.base.windows import Window
from cchc.checks.context import CheckContext
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.figures import Figure
from cchc.inputs.params import HouseStyle

SHORTER = Rule(
    "ky_so_lieu.ngan_hon",
    Severity.WARNING,
    "Kỳ số liệu ngắn hơn kỳ báo cáo",
    "So window_from, window_to với kỳ báo cáo, cho phép lệch 5 ngày. Bổ sung số liệu cả kỳ, "
    "hoặc ghi rõ kỳ số liệu trong báo cáo.",
)
LONGER = Rule(
    "ky_so_lieu.dai_hon",
    Severity.WARNING,
    "Kỳ số liệu dài hơn kỳ báo cáo",
    "Con số gom cả thời gian ngoài kỳ. Nếu là số lũy kế thì để trống ngày cuối kỳ.",
)
SHIFTED = Rule(
    "ky_so_lieu.lech",
    Severity.NOTE,
    "Kỳ số liệu dài bằng kỳ báo cáo nhưng lệch ngày",
    "Thường do đơn vị chốt số vào ngày khác. Biết để giải thích, không cộng với số của đúng kỳ.",
)
OUTSIDE = Rule(
    "ky_so_lieu.ngoai_ky",
    Severity.WARNING,
    "Kỳ số liệu nằm ngoài kỳ báo cáo",
    "Con số không có ngày nào thuộc kỳ. Kiểm tra lại ngày, hoặc lấy số liệu của kỳ này.",
)
STALE = Rule(
    "ky_so_lieu.cu",
    Severity.WARNING,
    "Số tại một thời điểm trước khi kỳ báo cáo bắt đầu",
    "Chỉ có window_to, và ngày ấy trước ngày đầu kỳ: là số của kỳ trước. Lấy số mới, hoặc sửa ngày.",
)
LATER = Rule(
    "ky_so_lieu.sau_ky",
    Severity.WARNING,
    "Số liệu tính đến một ngày sau kỳ báo cáo",
    "Chỉ đúng khi đó là kế hoạch, mục tiêu (mã có ke_hoach, muc_tieu, chi_tieu thì không nêu).",
)
MIXED = Rule(
    "ky_so_lieu.nhieu_ky",
    Severity.NOTE,
    "Một phần dùng số liệu của nhiều kỳ khác nhau",
    "Không cộng, không so sánh các số khác kỳ với nhau.",
)
# Half-years and quarters of equal rank differ by a few days.
TOLERANCE = timedelta(days=5)
PLANS = ("ke_hoach", "muc_tieu", "chi_tieu")

# A month's difference in closing the books is common; an end further on had not come yet.
FUTURE = timedelta(days=31)

Fit = Literal["fits", "shorter", "longer", "shifted", "outside", "stale", "later", "open"]
Days = tuple[date, date]


@dataclass(frozen=True)
class _Use:
    """The figures of one section that come from one window."""

    section: str
    window: Window
    figures: tuple[Figure, ...]


def judge_window(window: Window, period: Window) -> Fit:
    """How a stated window lies against the reporting period's."""
    if period.start is None or period.end is None:
        return "open"
    first, last = period.start.first_day(), period.end.last_day()
    if window.end is None:
        # Counted from a day to now: not from one after the period.
        return "outside" if window.start and window.start.first_day() > last else "open"
    if window.start is None:
        # The state on a day: neither one of the period before nor one that had not come yet.
        day = window.end.last_day()
        return "later" if day > last + TOLERANCE else "stale" if day < first - TOLERANCE else "open"
    return _judge_days((window.start.first_day(), window.end.last_day()), (first, last))


def _judge_days(days: Days, period: Days) -> Fit:
    if days[1] < period[0] or days[0] > period[1]:
        return "outside"
    if days[1] > period[1] + FUTURE:
        return "later"
    difference = (days[1] - days[0]) - (period[1] - period[0])
    if difference < -TOLERANCE:
        return "shorter"
    if difference > TOLERANCE:
        return "longer"
    near = all(abs(mine - theirs) <= TOLERANCE for mine, theirs in zip(days, period, strict=True))
    return "fits" if near else "shifted"


@INPUTS.check(Topic.WINDOWS, SHORTER, LONGER, SHIFTED, OUTSIDE, STALE, LATER, MIXED)
def check_windows(context: CheckContext) -> Iterator[Finding]:
    """Findings a section and window, so that thirty figures of one source are one finding."""
    uses = list(_uses(context.workbook.figures))
    period, style = context.workbook.default_window, context.workbook.house_style
    for use in uses:
        if finding := _judged(use, period, style):
            yield finding
    yield from _mixed(uses, style)


def _uses(figures: Sequence[Figure]) -> Iterator[_Use]:
    grouped: dict[tuple[str, Window], list[Figure]] = {}
    for figure in figures:
        if figure.window.stated:
            grouped.setdefault((figure.indicator.partition(".")[0], figure.window), []).append(figure)
    for (section, window), group in grouped.items():
        yield _Use(section, window, tuple(group))


def _judged(use: _Use, period: Window, style: HouseStyle) -> Finding | None:
    own, whole = (window.in_short(style.date_style) for window in (use.window, period))
    days, all_days = use.window.length_in_days(), period.length_in_days()
    fit = judge_window(use.window, period)
    count = _count(use.figures, style)
    match fit:
        case "shorter":
            rule, text = SHORTER, f"{count} chỉ tính {own} ({days} ngày), kỳ báo cáo là {whole} "
            text += f"({all_days} ngày). Bổ sung số liệu cả kỳ, hoặc ghi rõ kỳ số liệu trong báo cáo."
        case "longer":
            rule, text = LONGER, f"{count} tính {own} ({days} ngày), dài hơn kỳ báo cáo {whole} "
            text += f"({all_days} ngày). Nếu là số lũy kế thì để trống ngày cuối kỳ."
        case "shifted":
            rule, text = SHIFTED, f"{count} tính {own}, lệch so với kỳ báo cáo {whole}."
        case "outside":
            rule, text = OUTSIDE, f"{count} tính {own}, nằm hẳn ngoài kỳ báo cáo {whole}. "
            text += "Kiểm tra lại ngày, hoặc lấy số liệu của kỳ này."
        case "stale":
            rule, text = STALE, f"{count} là số {own}, trước cả ngày đầu kỳ báo cáo {whole}. "
            text += "Lấy số mới, hoặc sửa ngày."
        case "later" if not all(_planned(figure.indicator) for figure in use.figures):
            rule, text = LATER, f"{count} tính {own}, sau kỳ báo cáo {whole}: "
            text += "chỉ đúng khi đó là kế hoạch, mục tiêu. Sửa ngày, hoặc lấy số của kỳ này."
        case _:
            return None
    evidence = use.window.in_short(), period.in_short()
    return _finding(rule, text, use.section, use.figures, *evidence)


def _count(figures: Sequence[Figure], style: HouseStyle) -> str:
    return f"{format_count(Decimal(len(figures)), leading_zero=style.leading_zero)} số liệu"


def _planned(code: str) -> bool:
    """Whether the code calls itself a plan or a target."""
    return any(word in code.rpartition(".")[2] for word in PLANS)


def _mixed(uses: Sequence[_Use], style: HouseStyle) -> Iterator[Finding]:
    """A note for each section whose figures were counted over different stretches of days."""
    sections: dict[str, list[_Use]] = {}
    for use in uses:
        if use.window.start is not None and use.window.end is not None:
            sections.setdefault(use.section, []).append(use)
    for section, stretches in sections.items():
        if len(stretches) > 1:
            kinds = format_count(Decimal(len(stretches)), leading_zero=style.leading_zero)
            text = f"Phần này dùng số liệu của {kinds} kỳ khác nhau: {_listed(stretches, style)}. "
            text += "Không cộng, so sánh các số khác kỳ với nhau."
            figures = tuple(figure for use in stretches for figure in use.figures)
            found = _listed(stretches, HouseStyle())
            yield _finding(MIXED, text, section, figures, found)


def _listed(uses: Sequence[_Use], style: HouseStyle) -> str:
    return "; ".join(f"{u.window.in_short(style.date_style)} ({_count(u.figures, style)})" for u in uses)


def _finding(
    rule: Rule, text: str, section: str, figures: Sequence[Figure], found: str, expected: str = ""
) -> Finding:
    first, codes = figures[0], tuple(dict.fromkeys(figure.indicator for figure in figures))
    return rule.finding(text, first.file, first.row, section, codes, expected=expected, found=found)
