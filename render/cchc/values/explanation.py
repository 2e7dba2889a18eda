"""How a printed figure came about, written for a reader: formula, numbers, what the source states."""

from collections.abc import Iterator
from decimal import Decimal

from cchc.base.formulas import spell
from cchc.base.numbers import Verdict, decimals_of, format_number, format_rate, judge
from cchc.base.windows import Window
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.workbook import Workbook
from cchc.values.printed_figure import PrintedFigure

ORIGINS = {
    "stated": "theo nguồn",
    "unchecked": "theo nguồn, chưa tính lại được vì thiếu số liệu của công thức",
    "computed": "tính theo công thức",
    "summed": "cộng từ các đơn vị",
    "missing": "chưa có",
}
MOST_PARTS = 6
MOST_DECIMALS = 4


def window_in_words(workbook: Workbook, window: Window) -> str:
    """The figure's own window, or the reporting period's where the source states none."""
    dates = workbook.house_style.date_style
    if window.stated:
        return window.in_short(dates)
    return f"{workbook.default_window.in_short(dates)} (kỳ báo cáo; nguồn không nêu riêng)"


def formula_in_words(workbook: Workbook, figure: PrintedFigure) -> str:
    """The formula with the indicators' names: `100 × “Hồ sơ trực tuyến” / “Hồ sơ tiếp nhận”`."""

    def name(code: str) -> str:
        indicator = workbook.indicators.get(code)
        return f"“{indicator.name if indicator else code}”"

    return spell(figure.formula, name, format_exactly) if figure.formula else ""


def arithmetic(workbook: Workbook, figure: PrintedFigure) -> str:
    """The formula, or the sum of units, in numbers: `100 × 315.445 / 3.133.520 ≈ 10,0668%`."""
    if not figure.value or not figure.inputs or figure.origin == "unchecked":
        return ""
    if figure.formula:
        values = {code: format_exactly(Decimal(value)) for code, value in figure.inputs if value}
        left = spell(figure.formula, lambda code: values.get(code, code), format_exactly)
    else:
        left = " + ".join(_parts(workbook, figure))
    exact = Decimal(figure.value)
    decimals = min(decimals_of(exact), MOST_DECIMALS)
    equals = "=" if decimals == decimals_of(exact) else "≈"
    return f"{left} {equals} {with_unit(format_number(exact, decimals), figure.unit)}"


def stated_otherwise(figure: PrintedFigure) -> str:
    """What the source states instead of the value printed, and in which way it differs."""
    if not figure.stated or not figure.value or figure.origin in ("stated", "unchecked"):
        return ""
    stated = Decimal(figure.stated)
    verdict = judge(stated, Decimal(figure.value), rate=figure.unit == "%")
    if verdict is Verdict.ROUNDED:
        return ""
    return f"{with_unit(format_exactly(stated), figure.unit)} ({verdict})"


def source_cells_in_short(figure: PrintedFigure) -> str:
    """The cells of units' files that the value came from, the first few by name."""
    more = len(figure.source_cells) - MOST_PARTS
    rest = [f"… ({more} ô khác)"] if more > 0 else []
    return "; ".join([*figure.source_cells[:MOST_PARTS], *rest])


def figure_text(indicator: Indicator, number: Decimal, decimals: int | None = None) -> str:
    """A number of this indicator as findings write it, with its own decimals or as many: 10,07%."""
    shown = indicator.decimals if decimals is None else decimals
    return format_rate(number, shown) if indicator.kind == "rate" else format_number(number, shown)


def format_exactly(value: Decimal) -> str:
    """A number in Vietnamese with the decimals it has."""
    return format_number(value, decimals_of(value))


def with_unit(number: str, unit: str) -> str:
    """`10,07%`, `306 hồ sơ`."""
    return f"{number}%" if unit == "%" else f"{number} {unit}"


def _parts(workbook: Workbook, figure: PrintedFigure) -> Iterator[str]:
    for code, value in figure.inputs[:MOST_PARTS]:
        agency = workbook.agencies.get(code)
        number = format_exactly(Decimal(value)) if value else "…"
        yield f"{number} ({agency.name if agency else code})"
    if len(figure.inputs) > MOST_PARTS:
        yield f"… ({len(figure.inputs) - MOST_PARTS} đơn vị khác)"
