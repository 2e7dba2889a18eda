"""Phrases that compare a value with an earlier one and pick their own verb."""

from decimal import Decimal

from cchc.formats import format_count, format_number, format_rate, rounded
from cchc.values import Value


def compare(current: Value, earlier: Value | None, label: str, *, leading_zero: bool = True) -> str:
    """`tăng 1.204 hồ sơ (5,10%) so với 06 tháng đầu năm 2019`.

    Rates are compared in percentage points. Without a base the phrase says so. Windows of
    different lengths are never compared unsaid.
    """
    if earlier is None or earlier.value is None or current.value is None:
        return f"chưa có số liệu {label} để so sánh" if label else "chưa có số liệu kỳ trước để so sánh"
    phrase = _change(current, current.value - earlier.value, earlier.value, leading_zero)
    return f"{phrase} so với {label}{_unequal_windows(current, earlier)}"


def against_target(current: Value, target: Value, *, leading_zero: bool = True) -> str:
    """`còn thiếu 1 điểm phần trăm`: how far a value is from its target; both values are known."""
    assert current.value is not None
    assert target.value is not None
    difference = current.value - target.value
    decimals = max(current.indicator.decimals, target.indicator.decimals)
    if rounded(difference, decimals) == 0:
        return "vừa đạt"
    lower_is_better = current.indicator.direction == "lower"
    if difference > 0:
        verb = "còn cao hơn" if lower_is_better else "vượt"
    else:
        verb = "thấp hơn" if lower_is_better else "còn thiếu"
    return f"{verb} {_size(current, difference, decimals, leading_zero)}"


def _size(current: Value, difference: Decimal, decimals: int, leading_zero: bool) -> str:
    if current.indicator.kind == "rate":
        return f"{format_number(abs(difference), decimals)} điểm phần trăm"
    padded = leading_zero and current.indicator.kind == "count"
    return f"{format_count(abs(difference), decimals, leading_zero=padded)} {current.indicator.unit}"


def _change(current: Value, difference: Decimal, base: Decimal, leading_zero: bool) -> str:
    decimals = current.indicator.decimals
    if rounded(difference, decimals) == 0:
        return "không đổi"
    verb = "tăng" if difference > 0 else "giảm"
    size = _size(current, difference, decimals, leading_zero)
    if current.indicator.kind == "rate":
        return f"{verb} {size}"
    share = f" ({format_rate(abs(100 * difference / base))})" if base else ""
    return f"{verb} {size}{share}"


def _unequal_windows(current: Value, earlier: Value) -> str:
    now, before = current.window.length_in_days(), earlier.window.length_in_days()
    # Half-years and quarters of equal rank differ by a few days.
    if now is None or before is None or abs(now - before) <= 5:
        return ""
    return f" (số liệu {now} ngày so với {before} ngày)"
