"""Phrases that compare a value with an earlier one or with a target, and pick their own verb."""

from decimal import Decimal

from cchc.base.numbers import DateStyle, format_count, format_number, format_rate, rounded
from cchc.base.windows import Window
from cchc.inputs.catalog.indicators import IndicatorKind
from cchc.inputs.catalog.targets import Target
from cchc.values.values import Value

# Half-years and quarters of equal rank differ by a few days.
TOLERANCE_DAYS = 5


def compare(
    current: Value,
    earlier: Value | None,
    label: str,
    *,
    leading_zero: bool = True,
    dates: DateStyle = DateStyle.NUMERIC,
    remark: str = "",
) -> str:
    """`tăng 1.204 hồ sơ (5,10%) so với 06 tháng đầu năm 2019`.

    Rates are compared in percentage points. Without a base the phrase says so. Windows of
    different lengths are named beside it, and so is the `remark`.
    """
    if current.value is None:
        return remarked(f"chưa có số liệu kỳ này để so sánh với {label or 'kỳ trước'}", remark)
    if earlier is None or earlier.value is None:
        return remarked(f"chưa có số liệu {label or 'kỳ trước'} để so sánh", remark)
    windows = unequal_windows(current, earlier, leading_zero=leading_zero, dates=dates)
    phrase = f"{change(current, earlier, leading_zero=leading_zero)} so với {label}"
    return remarked(phrase, windows, remark)


def remarked(phrase: str, *remarks: str) -> str:
    """The phrase with what has to be said beside it, in parentheses."""
    said = "; ".join(filter(None, remarks))
    return f"{phrase} ({said})" if said else phrase


def against_target(current: Value, target: Value, *, leading_zero: bool = True) -> str:
    """`còn thiếu 1 điểm phần trăm`: how far a value is from its target; both values are known."""
    assert current.value is not None
    assert target.value is not None
    difference = current.value - target.value
    decimals = max(current.indicator.decimals, target.indicator.decimals)
    if difference == 0:
        return "vừa đạt"
    lower_is_better = current.indicator.direction == "lower"
    if difference > 0:
        verb = "còn cao hơn" if lower_is_better else "vượt"
    else:
        verb = "thấp hơn" if lower_is_better else "còn thiếu"
    kind, unit = current.indicator.kind, current.indicator.unit
    return f"{verb} {_least_size(difference, decimals, kind, unit, leading_zero)}"


def _least_size(
    difference: Decimal, decimals: int, kind: IndicatorKind, unit: str, leading_zero: bool
) -> str:
    """The size, or that it is less than what its decimals can show."""
    if rounded(difference, decimals):
        return _size(difference, decimals, kind, unit, leading_zero)
    least = Decimal(1).scaleb(-decimals)
    return f"chưa tới {_size(least, decimals, kind, unit, leading_zero)}"


def _size(difference: Decimal, decimals: int, kind: IndicatorKind, unit: str, leading_zero: bool) -> str:
    if kind == "rate":
        return f"{format_number(abs(difference), decimals)} điểm phần trăm"
    padded = leading_zero and kind == "count"
    return f"{format_count(abs(difference), decimals, leading_zero=padded)} {unit}"


def change(current: Value, earlier: Value, *, leading_zero: bool = True) -> str:
    """`tăng 1.204 hồ sơ (5,10%)`; both values must be known."""
    assert current.value is not None
    assert earlier.value is not None
    known = current.indicator
    return change_of(
        current.value, earlier.value, known.kind, known.unit, known.decimals, leading_zero=leading_zero
    )


def change_of(
    current: Decimal,
    base: Decimal,
    kind: IndicatorKind,
    unit: str,
    decimals: int,
    *,
    leading_zero: bool = True,
) -> str:
    """The same of two numbers of one kind and unit; rates in percentage points.

    What is printed decides: two numbers that look alike have not changed, two that do not have, if only by a
    digit that neither shows.
    """
    difference = current - base
    if _printed(current, kind, decimals) == _printed(base, kind, decimals):
        return "không đổi"
    while rounded(difference, decimals) == 0:
        decimals += 1
    verb = "tăng" if difference > 0 else "giảm"
    size = _size(difference, decimals, kind, unit, leading_zero)
    if kind == "rate":
        return f"{verb} {size}"
    return f"{verb} {size}{_share(difference, base)}"


def _printed(number: Decimal, kind: IndicatorKind, decimals: int) -> str:
    return format_rate(number, decimals) if kind == "rate" else format_number(number, decimals)


def _share(difference: Decimal, base: Decimal) -> str:
    """How large a difference is beside its base; nothing beside none, or less than none."""
    if base <= 0:
        return ""
    share = abs(100 * difference / base)
    return f" ({format_rate(share)})" if rounded(share, 2) else " (dưới 0,01%)"


def unequal_windows(
    current: Value, earlier: Value, *, leading_zero: bool = True, dates: DateStyle = DateStyle.NUMERIC
) -> str:
    """What unequal_lengths() says of the figures that the values are made from; empty where all are alike."""
    said = {
        (now, before): unequal_lengths(now, before, leading_zero=leading_zero, dates=dates)
        for now in _windows(current)
        for before in _windows(earlier)
    }
    alike = [pair for pair, text in said.items() if not text]
    with_match = {now for now, _ in alike}, {before for _, before in alike}
    unmatched = (
        text
        for (now, before), text in said.items()
        if now not in with_match[0] or before not in with_match[1]
    )
    return next(filter(None, unmatched), "")


def _windows(value: Value) -> list[Window]:
    """Those of the figures that it is made from; its own where it is one itself."""
    found = [window for each in value.inputs for window in _windows(each)]
    return list(dict.fromkeys(found)) or [value.window]


def unequal_lengths(
    current: Window, earlier: Window, *, leading_zero: bool = True, dates: DateStyle = DateStyle.NUMERIC
) -> str:
    """`số liệu 03 tháng so với 06 tháng`, in days where a window is no whole months; empty where equal.

    Where only one counts from a day to now, or tells the state on a day, both are named.
    """
    now, before = current.length_in_months(), earlier.length_in_months()
    if now is not None and before is not None:
        if now == before:
            return ""
        texts = [format_count(Decimal(months), leading_zero=leading_zero) for months in (now, before)]
        return f"số liệu {texts[0]} tháng so với {texts[1]} tháng"
    days, days_before = current.length_in_days(), earlier.length_in_days()
    if days is None or days_before is None:
        unknown = not (current.stated and earlier.stated)
        if unknown or current.start == earlier.start:
            return ""
        return f"số liệu {current.in_short(dates)} so với {earlier.in_short(dates)}"
    if abs(days - days_before) <= TOLERANCE_DAYS:
        return ""
    return f"số liệu {days} ngày so với {days_before} ngày"


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
    size = _least_size(gap, indicator.decimals, indicator.kind, indicator.unit, leading_zero=False)
    return f"chưa đạt {bound}, {'còn thiếu' if target.at_least else 'vượt'} {size}"


def target_text(current: Value, target: Target) -> str:
    """`từ 98% trở lên`, `không quá 2%`."""
    indicator = current.indicator
    if indicator.kind == "rate":
        number = format_rate(target.value, 0 if target.value == int(target.value) else indicator.decimals)
    else:
        number = f"{format_number(target.value, indicator.decimals)} {indicator.unit}"
    return f"từ {number} trở lên" if target.at_least else f"không quá {number}"
