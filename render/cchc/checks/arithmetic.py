"""Stated values against recomputed ones: formulas, rates and sums of units."""

from collections.abc import Iterator
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import Verdict, decimals_of, judge
from cchc.checks.context import CheckContext, figure_finding
from cchc.checks.registry import BLOCKING, INPUTS, Topic
from cchc.inputs.catalog.indicators import FILE, Indicator
from cchc.inputs.figures import Figure
from cchc.values.explanation import figure_text
from cchc.values.values import Value

NOT_COMPUTED = Rule(
    "chi_tieu.khong_tinh_duoc",
    Severity.ERROR,
    "Công thức không tính được với số liệu của kỳ",
    "Tính thử mọi công thức của indicators.csv. Thường do mẫu số bằng 0: kiểm tra số liệu của mẫu số.",
    acknowledgeable=False,
)
CUT = Rule(
    "so_hoc.cat_bot",
    Severity.WARNING,
    "Tỷ lệ ghi trong văn bản bị cắt bớt chữ số, không làm tròn",
    "Tính lại tỷ lệ từ công thức rồi so ở đúng số chữ số thập phân đã ghi. Báo cáo in số tính lại; "
    "sửa số ở nguồn cho khớp.",
)
WRONG = Rule(
    "so_hoc.khong_khop",
    Severity.ERROR,
    "Số ghi trong văn bản khác số tính lại từ công thức hoặc từ các đơn vị",
    "Tính lại tỷ lệ từ công thức, tổng từ số của các đơn vị. Đối chiếu nguồn, sửa số sai.",
)
UNCHECKED = Rule(
    "so_hoc.chua_tinh_lai",
    Severity.WARNING,
    "Tỷ lệ in theo nguồn vì thiếu số để tính lại",
    "Chỉ tiêu có công thức, nguồn có ghi giá trị, nhưng kỳ này thiếu số liệu của công thức. Điền các số còn "
    "thiếu để báo cáo tự tính lại và đối chiếu.",
)


@BLOCKING.check(Topic.FIGURES, NOT_COMPUTED)
def check_formulas(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each formula that cannot be computed with this period's figures."""
    for indicator in context.workbook.indicators.values():
        value = context.values.recomputed(indicator.code)
        if value is not None and value.problem:
            yield NOT_COMPUTED.finding(
                f"Không tính được “{indicator.code}”: {value.problem} Kiểm tra số liệu của mẫu số.",
                FILE,
                indicator.row,
                indicator.section,
                (indicator.code,),
            )


@INPUTS.check(Topic.FIGURES, CUT, WRONG, UNCHECKED)
def check_arithmetic(context: CheckContext) -> Iterator[Finding]:
    """A finding for each stated value that differs from the recomputed one."""
    for figure in context.workbook.figures:
        indicator = context.workbook.indicators[figure.indicator]
        value = context.values.recomputed(indicator.code, figure.agency)
        if value is None or figure.value is None:
            continue
        if value.origin == "unchecked":
            yield _unchecked(indicator, value, figure)
        else:
            yield from _differences(indicator, value, figure)


def _unchecked(indicator: Indicator, value: Value, figure: Figure) -> Finding:
    lacking = [i.indicator for i in value.inputs if i.value is None]
    names = "; ".join(f"“{one.name}”" for one in lacking)
    found = figure_text(indicator, figure.value or Decimal(0), decimals_of(figure.value or Decimal(0)))
    return figure_finding(
        UNCHECKED,
        f"{indicator.name}: in {found} theo nguồn, chưa tính lại được vì chưa có {names}.",
        figure,
        codes=(indicator.code, *(one.code for one in lacking)),
        found=found,
    )


def _differences(indicator: Indicator, value: Value, figure: Figure) -> Iterator[Finding]:
    stated = value.stated.value if value.stated else None
    if stated is None or value.value is None:
        return
    verdict = judge(stated, value.value, rate=indicator.kind == "rate")
    if verdict is Verdict.ROUNDED:
        return
    found = figure_text(indicator, stated, decimals_of(stated))
    expected = figure_text(indicator, value.value)
    yield figure_finding(
        CUT if verdict is Verdict.CUT else WRONG,
        f"{indicator.name}: văn bản ghi {found} ({verdict}), "
        f"tính lại được {expected} (từ {_workings(value)}).",
        figure,
        codes=tuple(dict.fromkeys((indicator.code, *(i.indicator.code for i in value.inputs)))),
        expected=expected,
        found=found,
    )


def _workings(value: Value) -> str:
    """The inputs with their numbers: `Hồ sơ trực tuyến: 214.404; …`."""
    known = [(i, i.value) for i in value.inputs if i.value is not None]
    return "; ".join(
        f"{i.agency or i.indicator.name}: {figure_text(i.indicator, number)}" for i, number in known
    )
