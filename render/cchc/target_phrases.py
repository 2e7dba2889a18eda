"""Phrases that set a figure against the target of its year."""

from decimal import Decimal

from cchc.catalog.targets import Target
from cchc.formats import format_number, format_rate, rounded
from cchc.values import Value


def target_phrase(current: Value, target: Target | None, year: int) -> str:
    """`đạt mục tiêu năm 2020 (từ 98,00% trở lên)`, or how much is lacking."""
    label = f"mục tiêu năm {year}"
    if target is None or current.value is None:
        return f"chưa có {'mục tiêu' if target is None else 'số liệu'} năm {year} để so sánh"
    bound = f"{label} ({target_text(current, target)})"
    if target.met(current.value):
        return f"đạt {bound}"
    indicator, gap = current.indicator, abs(current.value - target.value)
    if indicator.kind != "rate" and target.at_least and target.value:
        return f"bằng {format_rate(100 * current.value / target.value)} {bound}"
    small = rounded(gap, indicator.decimals) == 0
    least = format_number(Decimal(1).scaleb(-indicator.decimals), indicator.decimals)
    size = f"chưa tới {least}" if small else format_number(gap, indicator.decimals)
    unit = "điểm phần trăm" if indicator.kind == "rate" else indicator.unit
    return f"chưa đạt {bound}, {'còn thiếu' if target.at_least else 'vượt'} {size} {unit}"


def target_text(current: Value, target: Target) -> str:
    """`từ 98% trở lên`, `không quá 2%`."""
    indicator = current.indicator
    if indicator.kind == "rate":
        number = format_rate(target.value, 0 if target.value == int(target.value) else indicator.decimals)
    else:
        number = f"{format_number(target.value, indicator.decimals)} {indicator.unit}"
    return f"từ {number} trở lên" if target.at_least else f"không quá {number}"
