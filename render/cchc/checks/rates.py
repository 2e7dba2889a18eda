"""What a single figure cannot be: a share beyond 0–100, a negative count, digits grouped wrongly."""

from collections.abc import Iterator
from decimal import Decimal

from cchc.catalog.indicators import Indicator
from cchc.figures import Figure
from cchc.findings import Finding, Severity
from cchc.formats import format_number
from cchc.rounding import decimals_of
from cchc.workbook import Workbook

RULES = {
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
