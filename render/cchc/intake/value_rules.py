"""What may stand in a value cell, by the kind of indicator: for Excel to refuse and for us to check."""

from decimal import Decimal
from typing import Any

from cchc.base.numbers import rounded
from cchc.inputs.catalog.indicators import PERCENT, Indicator
from cchc.values.explanation import format_exactly


def is_percentage(indicator: Indicator) -> bool:
    """Whether the value counts in per cent."""
    return indicator.unit == PERCENT


def entry_rule(indicator: Indicator) -> tuple[str, dict[str, Any], str]:
    """What an indicator's value cell takes: the hint shown beside it, Excel's bounds, the number format."""
    if is_percentage(indicator):
        hint = "Số từ 0 đến 100. Nhỏ hơn hoặc bằng 1 thì gõ kèm dấu %, ví dụ 0,8%."
        # General lets Excel turn 10,07% into a percentage that it says is one; a set format would hide it.
        return hint, {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}, ""
    if indicator.kind == "count":
        hint = "Số nguyên từ 0 trở lên, viết liền, ví dụ 3133520."
        return hint, {"validate": "integer", "criteria": ">=", "value": 0}, "#,##0"
    hint = "Số từ 0 trở lên, có thể có phần lẻ."
    places = "." + "0" * indicator.decimals if indicator.decimals else ""
    return hint, {"validate": "decimal", "criteria": ">=", "value": 0}, f"#,##0{places}"


def out_of_bounds(indicator: Indicator, value: Decimal) -> str:
    """Why a number cannot be the indicator's value; empty where it can. The text is Vietnamese."""
    if value < 0:
        return f"Số âm ({format_exactly(value)}) không thể có ở chỉ tiêu này"
    if is_percentage(indicator) and value > 100:
        return "Tỷ lệ lớn hơn 100%"
    if indicator.kind == "count" and value != value.to_integral_value():
        return "Chỉ tiêu đếm phải là số nguyên, ô này có phần lẻ (có thể do dấu phân hàng nghìn)"
    if indicator.kind == "amount" and value != rounded(value, indicator.decimals):
        return f"Chỉ tiêu này ghi {indicator.decimals} chữ số thập phân, ô này có nhiều hơn"
    return ""
