"""Comparisons with what is not there: figures of an earlier period, targets, known windows."""

from collections.abc import Iterator, Sequence

from cchc.base.findings import Finding, InputError, Rule, Severity
from cchc.checks.comparisons import AskedComparison, Place, comparisons
from cchc.checks.context import CheckContext
from cchc.checks.registry import BLOCKING, INPUTS, Topic
from cchc.inputs.catalog.targets import target_of
from cchc.inputs.workbook import Workbook
from cchc.values.earlier import TARGET, Base, EarlierPeriods, earlier_of, with_window
from cchc.values.values import UnknownCodeError

NO_FIGURE = Rule(
    "so_sanh.thieu_so_lieu",
    Severity.ERROR,
    "So sánh với kỳ chưa có số liệu",
    "Tìm so_sanh trong lời văn, chú thích, tiêu đề, bảng, biểu đồ mà kỳ đem so chưa có số của chỉ tiêu. "
    "Điền figures.csv của kỳ ấy (lập tệp bằng cchc new với --so-lieu-cu), hoặc bỏ phần so sánh.",
    acknowledgeable=False,
)
NO_TARGET = Rule(
    "so_sanh.thieu_muc_tieu",
    Severity.ERROR,
    "So sánh với mục tiêu chưa có",
    "Lời văn gọi so_sanh với mục tiêu của một chỉ tiêu mà targets.csv không có cho năm ấy. "
    "Thêm dòng vào targets.csv, hoặc bỏ phần so sánh.",
    acknowledgeable=False,
)
UNKNOWN_WINDOW = Rule(
    "so_sanh.khong_ro_ky",
    Severity.WARNING,
    "So sánh với số không rõ kỳ số liệu",
    "Lịch kỳ số liệu không có kỳ đem so, dòng số liệu không ghi ngày, nên không biết hai kỳ có dài bằng nhau "
    "không. Ghi window_from, window_to, hoặc thêm kỳ ấy vào calendar.csv.",
)


@BLOCKING.check(Topic.EARLIER)
def check_bases(context: CheckContext) -> Iterator[Finding]:
    """What is wrong with the periods that the report compares with: it cannot be made without them."""
    workbook, periods = context.workbook, EarlierPeriods(context.workbook)
    names = {asked.base: None for asked in comparisons(workbook, context.prose) if asked.base != TARGET}
    if workbook.params.key_figures:
        names[""] = None
    found: dict[Finding, None] = {}
    for name in names:
        try:
            periods.base(name)
        except InputError as error:
            found |= dict.fromkeys(error.findings)
    yield from found


@INPUTS.check(Topic.EARLIER, NO_FIGURE, NO_TARGET, UNKNOWN_WINDOW)
def check_comparisons(context: CheckContext) -> Iterator[Finding]:
    """A finding for each place and base, so that a table of thirty indicators is one finding."""
    workbook, periods = context.workbook, EarlierPeriods(context.workbook)
    faults: dict[tuple[Place, Rule, str, str, str], list[str]] = {}
    for asked in dict.fromkeys(comparisons(workbook, context.prose)):
        try:
            base = None if asked.base == TARGET else periods.base(asked.base)
            fault = _no_target(workbook, asked) if base is None else _no_figure(context, asked, base)
        except (InputError, UnknownCodeError):
            # Other checks say what is wrong with it.
            continue
        if fault is not None:
            faults.setdefault((asked.place, *fault), []).append(asked.code)
    for (place, rule, what, then, found), codes in faults.items():
        yield _finding(rule, workbook, place, codes, what, then, found)


# The rule, what is compared with, what is wrong with it and what to do, and the evidence (Vietnamese).
Fault = tuple[Rule, str, str, str]


def _no_target(workbook: Workbook, asked: AskedComparison) -> Fault | None:
    year = workbook.period.year
    there = target_of(workbook.targets, asked.code, year) and not asked.agency
    # A table shows a dash: not every indicator has a target.
    if there or asked.in_frame:
        return None
    then = "mà data/catalog/targets.csv không có. Thêm dòng vào tệp ấy, hoặc bỏ phần so sánh."
    return NO_TARGET, f"mục tiêu năm {year}", then, str(year)


def _no_figure(context: CheckContext, asked: AskedComparison, base: Base) -> Fault | None:
    workbook = context.workbook
    current = with_window(context.values.get(asked.code, asked.agency), workbook)
    found = earlier_of(workbook, current, base)
    evidence = str(base.period)
    if found.known and not found.value.window.stated:
        then = f"nhưng không rõ kỳ số liệu của số ấy. Ghi window_from, window_to ở {base.file}."
        return UNKNOWN_WINDOW, base.label, then, evidence
    if not found.missing_in(frame=asked.in_frame):
        return None
    if found.remark:
        then = f"nhưng không có số để so: {found.remark}. Viết lại, bỏ phần so sánh."
        return NO_FIGURE, base.label, then, evidence
    then = (
        f"nhưng chưa có số liệu của kỳ ấy. Điền {base.file} (chưa có tệp thì lập bằng "
        f"cchc new {base.period} --from {workbook.period} --so-lieu-cu), hoặc bỏ phần so sánh."
    )
    return NO_FIGURE, base.label, then, evidence


def _finding(
    rule: Rule, workbook: Workbook, place: Place, codes: Sequence[str], what: str, then: str, found: str
) -> Finding:
    names = ", ".join(f"“{workbook.indicators[code].name}”" for code in codes)
    where = f"Ô thứ {place.cell} của notebook" if place.cell else "Chỗ này"
    text = f"{where} so sánh {names} với {what}, {then}"
    return rule.finding(text, place.file, place.row, place.section, tuple(codes), found=found)
