"""Stated values against recomputed ones: formulas, rates and sums of units."""

from collections.abc import Iterator
from decimal import Decimal

from cchc.base.findings import Finding, Severity
from cchc.base.numbers import Verdict, decimals_of, format_number, format_rate, judge
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook
from cchc.values.values import Value, Values

ARITHMETIC_RULES = {
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


RATE_RULES = {
    "ty_le.ngoai_khoang": "Tỷ lệ phần trăm dưới 0 hoặc trên 100",
    "ty_le.so_le": "Một tỷ lệ ghi ít chữ số thập phân hơn các tỷ lệ bên cạnh",
    "so_dem.am": "Số đếm âm",
    "so_lieu.nhom_chu_so": "Dấu chấm có thể là dấu phân cách hàng nghìn đặt nhầm",
}
SHARE = "%"


def check_single_figures(workbook: Workbook) -> list[Finding]:
    """Findings about figures taken one by one, and about the decimals of sibling rates."""
    findings = []
    for figure in workbook.figures:
        findings += list(_impossible(figure, workbook.indicators[figure.indicator]))
    return [*findings, *_decimals(workbook)]


def _impossible(figure: Figure, indicator: Indicator) -> Iterator[Finding]:
    value = figure.value
    if value is None:
        return
    written = format_number(value, decimals_of(value))
    if indicator.unit == SHARE and not 0 <= value <= 100:
        text = f"“{indicator.name}” là {written}%: tỷ lệ phần trăm phải từ 0% đến 100%."
        yield _finding(Severity.ERROR, "ty_le.ngoai_khoang", text, figure, indicator, written)
    if indicator.kind == "count" and value < 0:
        text = f"“{indicator.name}” là {written}: số đếm không thể âm."
        yield _finding(Severity.ERROR, "so_dem.am", text, figure, indicator, written)
    # 5.600 for 5600: three digits after the dot where none, or two, are usual.
    if decimals_of(value) == 3 and indicator.decimals < 3:
        meant = format_number(value.scaleb(3))
        text = f"“{indicator.name}” ghi {value} trong figures.csv, được đọc là {written}. "
        text += f"Nếu ý là {meant} thì viết liền các chữ số, không dấu phân cách."
        yield _finding(Severity.WARNING, "so_lieu.nhom_chu_so", text, figure, indicator, str(value))


def _decimals(workbook: Workbook) -> Iterator[Finding]:
    """A note where one of the rates under a common parent is written with fewer decimals."""
    families: dict[tuple[str, str], list[Figure]] = {}
    for figure in workbook.figures:
        # All and none need no decimals.
        if workbook.indicators[figure.indicator].kind == "rate" and figure.value not in (None, 0, 100):
            parent = figure.indicator.rpartition(".")[0]
            families.setdefault((parent, figure.agency), []).append(figure)
    for family in families.values():
        most = max(_written(figure) for figure in family)
        usual = sum(_written(figure) == most for figure in family)
        for figure in family:
            if _written(figure) < most and usual * 2 > len(family):
                indicator = workbook.indicators[figure.indicator]
                found = format_number(figure.value or Decimal(0), _written(figure))
                text = f"“{indicator.name}” ghi {found}% ({_written(figure)} chữ số thập phân), "
                text += f"các tỷ lệ bên cạnh ghi {most} chữ số. Lấy số đầy đủ từ nguồn để ghi cho thống nhất."
                yield _finding(Severity.NOTE, "ty_le.so_le", text, figure, indicator, f"{found}%")


def _written(figure: Figure) -> int:
    return decimals_of(figure.value) if figure.value is not None else 0


def _finding(
    severity: Severity, rule: str, text: str, figure: Figure, indicator: Indicator, found: str
) -> Finding:
    return Finding(
        severity,
        rule,
        text,
        figure.file,
        figure.row,
        indicator.section,
        (indicator.code,),
        found=found,
        agency=figure.agency,
    )


MISSING_RULES = {"so_lieu.con_thieu": "Chỉ tiêu chưa có số liệu"}


def check_missing(workbook: Workbook, values: Values) -> list[Finding]:
    """CẢNH BÁO for each indicator without a value of its own in this period."""
    rows = {figure.indicator: figure for figure in workbook.figures if not figure.agency}
    findings = []
    for indicator in workbook.indicators.values():
        value = values.get(indicator.code)
        # A rate that lacks an input is told by that input.
        if value.value is not None or (indicator.formula is not None and indicator.code not in rows):
            continue
        figure = rows.get(indicator.code)
        explanation = f"{indicator.name}: chưa có số liệu; đơn vị cung cấp: {indicator.source or 'chưa rõ'}."
        findings.append(
            Finding(
                Severity.WARNING,
                "so_lieu.con_thieu",
                explanation,
                figure.file
                if figure
                else workbook.file(workbook.workspace.data(workbook.period) / "figures.csv"),
                figure.row if figure else None,
                indicator.section,
                (indicator.code,),
                found="chưa có số liệu",
            )
        )
    return findings
