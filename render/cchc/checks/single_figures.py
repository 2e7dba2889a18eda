"""Figures taken one by one: impossible, oddly written, or missing."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import decimals_of, format_number
from cchc.checks.context import CheckContext, figure_finding
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.indicators import PERCENT, Indicator
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook

OUT_OF_RANGE = Rule(
    "ty_le.ngoai_khoang",
    Severity.ERROR,
    "Tỷ lệ phần trăm dưới 0 hoặc trên 100",
    "Chỉ tiêu có đơn vị tính “%” phải từ 0 đến 100. Sửa số, hoặc sửa đơn vị tính của chỉ tiêu.",
)
FEWER_DECIMALS = Rule(
    "ty_le.so_le",
    Severity.NOTE,
    "Một tỷ lệ ghi ít chữ số thập phân hơn các tỷ lệ bên cạnh",
    "So các tỷ lệ cùng nhóm mã. Lấy số đầy đủ từ nguồn để ghi cho thống nhất.",
)
NEGATIVE = Rule(
    "so_dem.am", Severity.ERROR, "Số đếm âm", "Số đếm không thể nhỏ hơn 0. Kiểm tra dấu và nguồn của con số."
)
GROUPED = Rule(
    "so_lieu.nhom_chu_so",
    Severity.WARNING,
    "Dấu chấm có thể là dấu phân cách hàng nghìn đặt nhầm",
    "Trong figures.csv dấu chấm đứng trước phần lẻ, nên 5.600 được đọc là 5,6. "
    "Ý là năm nghìn sáu trăm thì viết liền 5600.",
)
MISSING = Rule(
    "so_lieu.con_thieu",
    Severity.WARNING,
    "Chỉ tiêu chưa có số liệu",
    "Mỗi chỉ tiêu của danh mục không tính từ chỉ tiêu khác phải có số của kỳ. Hỏi nơi cung cấp ghi ở cột "
    "source.",
)
# With so few indicators each is named by itself.
FEW = 10
MOST_NAMED = 6
EACH_UNIT = "từng đơn vị"


@INPUTS.check(Topic.FIGURES, OUT_OF_RANGE, FEWER_DECIMALS, NEGATIVE, GROUPED)
def check_single_figures(context: CheckContext) -> Iterator[Finding]:
    """Findings about figures taken one by one, and about the decimals of sibling rates."""
    workbook = context.workbook
    for figure in workbook.figures:
        yield from _impossible(figure, workbook.indicators[figure.indicator])
    yield from _decimals(workbook)


@INPUTS.check(Topic.FIGURES, MISSING)
def check_missing(context: CheckContext) -> Iterator[Finding]:
    """CẢNH BÁO for each indicator without a value of its own; one for all where nothing has a value yet."""
    workbook = context.workbook
    rows = {figure.indicator: figure for figure in workbook.figures if not figure.agency}
    table = workbook.file(workbook.workspace.figures(workbook.period))
    if len(workbook.indicators) > FEW and all(figure.value is None for figure in workbook.figures):
        yield _nothing_yet(workbook, table)
        return
    for indicator in workbook.indicators.values():
        figure = rows.get(indicator.code)
        # A rate that lacks an input is missing for want of that input, which has a finding of its own.
        computed = indicator.formula is not None and figure is None
        if context.values.get(indicator.code).value is None and not computed:
            yield MISSING.finding(
                f"{indicator.name}: chưa có số liệu; đơn vị cung cấp: {indicator.source or 'chưa rõ'}.",
                figure.file if figure else table,
                figure.row if figure else None,
                indicator.section,
                (indicator.code,),
                found="chưa có số liệu",
            )


def _nothing_yet(workbook: Workbook, table: str) -> Finding:
    asked = [indicator for indicator in workbook.indicators.values() if indicator.formula is None]
    owed = Counter(EACH_UNIT if i.levels else i.source or "chưa rõ nơi" for i in asked)
    who = ", ".join(f"{source} {count}" for source, count in owed.most_common(MOST_NAMED))
    more = f" và {len(owed) - MOST_NAMED} nơi khác" if len(owed) > MOST_NAMED else ""
    text = (
        f"Kỳ này chưa có số liệu nào: {owed.total()} chỉ tiêu phải có số, nơi cung cấp: {who}{more}. "
        f"Lập mẫu gửi đơn vị bằng cchc intake template {workbook.period}, hoặc điền cột value của tệp này; "
        f"kê từng chỉ tiêu: cchc status {workbook.period} --chi-tiet."
    )
    return MISSING.finding(text, table, found="chưa có số liệu")


def _impossible(figure: Figure, indicator: Indicator) -> Iterator[Finding]:
    value = figure.value
    if value is None:
        return
    written = format_number(value, decimals_of(value))
    if indicator.unit == PERCENT and not 0 <= value <= 100:
        text = f"“{indicator.name}” là {written}%: tỷ lệ phần trăm phải từ 0% đến 100%."
        yield figure_finding(OUT_OF_RANGE, text, figure, found=written)
    if indicator.kind == "count" and value < 0:
        text = f"“{indicator.name}” là {written}: số đếm không thể âm."
        yield figure_finding(NEGATIVE, text, figure, found=written)
    # 5.600 for 5600: three digits after the dot where none, or two, are usual.
    if decimals_of(value) == 3 and indicator.decimals < 3:
        meant = format_number(value.scaleb(3))
        text = f"“{indicator.name}” ghi {value} trong figures.csv, được đọc là {written}. "
        text += f"Nếu ý là {meant} thì viết liền các chữ số, không dấu phân cách."
        yield figure_finding(GROUPED, text, figure, found=str(value))


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
                yield figure_finding(FEWER_DECIMALS, text, figure, found=f"{found}%")


def _written(figure: Figure) -> int:
    return decimals_of(figure.value) if figure.value is not None else 0
