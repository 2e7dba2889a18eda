"""Stated values against recomputed ones: formulas, rates and sums of units."""

from collections.abc import Iterator
from decimal import Decimal

from cchc.catalog.indicators import Indicator
from cchc.figures import Figure
from cchc.findings import Finding, Severity
from cchc.formats import format_number, format_rate
from cchc.rounding import Verdict, decimals_of, judge
from cchc.values import Value, Values
from cchc.workbook import Workbook

RULES = {
    "so_hoc.cat_bot": "Tỷ lệ ghi trong văn bản bị cắt bớt chữ số, không làm tròn",
    "so_hoc.khong_khop": "Số ghi trong văn bản khác số tính lại từ công thức hoặc từ các đơn vị",
}
INDICATORS = "data/catalog/indicators.csv"


def check_formulas(workbook: Workbook, values: Values) -> list[Finding]:
    """LỖI for each formula that cannot be computed with this period's figures."""
    findings = []
    for indicator in workbook.indicators.values():
        value = values.recomputed(indicator.code)
        if value is not None and value.problem:
            explanation = f"Không tính được “{indicator.code}”: {value.problem} Kiểm tra số liệu của mẫu số."
            findings.append(
                Finding(
                    Severity.ERROR,
                    "chi_tieu.khong_tinh_duoc",
                    explanation,
                    INDICATORS,
                    indicator.row,
                    indicator.section,
                    (indicator.code,),
                )
            )
    return findings


def check_arithmetic(workbook: Workbook, values: Values) -> list[Finding]:
    """A finding for each stated value that differs from the recomputed one."""
    findings = []
    for figure in workbook.figures:
        indicator = workbook.indicators[figure.indicator]
        value = values.recomputed(indicator.code, figure.agency)
        if value is None or value.value is None or figure.value is None:
            continue
        findings += list(_differences(indicator, value, figure))
    return findings


def _differences(indicator: Indicator, value: Value, figure: Figure) -> Iterator[Finding]:
    stated = value.stated.value if value.stated else None
    if stated is None or value.value is None:
        return
    verdict = judge(stated, value.value)
    if verdict is Verdict.ROUNDED:
        return
    found = _text(indicator, stated, decimals_of(stated))
    expected = _text(indicator, value.value, indicator.decimals)
    cut = verdict is Verdict.CUT
    yield Finding(
        Severity.WARNING if cut else Severity.ERROR,
        "so_hoc.cat_bot" if cut else "so_hoc.khong_khop",
        f"{indicator.name}: văn bản ghi {found} ({verdict}), "
        f"tính lại được {expected} (từ {_workings(value)}).",
        figure.file,
        figure.row,
        indicator.section,
        tuple(dict.fromkeys((indicator.code, *(i.indicator.code for i in value.inputs)))),
        expected,
        found,
        figure.agency,
    )


def _workings(value: Value) -> str:
    """The inputs with their numbers: `Hồ sơ trực tuyến: 214.404; …`."""
    known = [(i, i.value) for i in value.inputs if i.value is not None]
    return "; ".join(
        f"{i.agency or i.indicator.name}: {_text(i.indicator, number, i.indicator.decimals)}"
        for i, number in known
    )


def _text(indicator: Indicator, number: Decimal, decimals: int) -> str:
    return format_rate(number, decimals) if indicator.kind == "rate" else format_number(number, decimals)
