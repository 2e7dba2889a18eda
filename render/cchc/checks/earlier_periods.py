"""This period against an earlier one: changes beyond a bound, cumulative figures, repeated scores."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from cchc.base.findings import Finding, InputError, Rule, Severity
from cchc.base.numbers import format_number
from cchc.base.period import Period
from cchc.checks.context import CheckContext
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.values.comparison import unequal_windows
from cchc.values.definition_change import definition_remark
from cchc.values.earlier import last_day, with_window
from cchc.values.explanation import figure_text
from cchc.values.values import Value, Values

FALLEN = Rule(
    "ky_truoc.luy_ke_giam",
    Severity.ERROR,
    "Số lũy kế thấp hơn kỳ trước",
    "Số đếm từ cùng một ngày đến nay không thể giảm. Đối chiếu lại nguồn của cả hai kỳ.",
)
REPEATED = Rule(
    "ky_truoc.giu_nguyen",
    Severity.WARNING,
    "Kết quả giữ nguyên y như kỳ trước",
    "Tỷ lệ, số tiền hay số đếm lớn lặp lại đúng số cũ thường là chưa cập nhật. Kiểm tra lại với nơi cung "
    "cấp.",
    at_times=Severity.NOTE,
)
UNREADABLE = Rule(
    "ky_truoc.khong_doc_duoc",
    Severity.WARNING,
    "Không đọc được số liệu của kỳ trước",
    "Số liệu kỳ ấy còn lỗi nên không so sánh được. Sửa theo cchc check của kỳ ấy.",
)
# Counts below this repeat by chance.
LARGE = 1_000
CUMULATIVE = "luy_ke"


@INPUTS.check(Topic.EARLIER, FALLEN, REPEATED, UNREADABLE)
def check_periods(context: CheckContext) -> Iterator[Finding]:
    """Findings against the same period a year before, else the one just before; none without either."""
    workbook = context.workbook
    for period in (workbook.period.year_before, workbook.period.previous):
        if workbook.workspace.data(period).is_dir():
            try:
                earlier = load_workbook(workbook.workspace, period, past=True)
            except InputError as error:
                yield _unreadable(workbook, period, error)
            else:
                yield from compare_periods(context, earlier)
            return


def compare_periods(context: CheckContext, earlier: Workbook) -> Iterator[Finding]:
    """Findings about this period's figures beside those of `earlier`."""
    workbook, before = context.workbook, Values(earlier)
    label = earlier.period.named(leading_zero=workbook.house_style.leading_zero)
    for code in workbook.indicators:
        if code not in earlier.indicators:
            continue
        agencies = {f.agency for f in workbook.figures if f.indicator == code}
        for agency in sorted({"", *(agencies & earlier.agencies.keys())}):
            now, then = context.values.get(code, agency), before.get(code, agency)
            if now.value is not None and then.value is not None:
                remark = _remark(workbook, earlier, now, then)
                yield from _fallen(now, then, label, remark)
                yield from _repeated(now, then, label)
                yield from _changed(now, then, label, context.relations, remark, workbook.last_day)


def _remark(workbook: Workbook, earlier: Workbook, now: Value, then: Value) -> str:
    """What else tells the two apart than the number: their windows, what is counted; a sentence."""
    windows = unequal_windows(with_window(now, workbook), with_window(then, earlier))
    days = last_day(earlier), last_day(workbook)
    code = now.indicator.code
    definition = definition_remark(workbook.indicators, workbook.definitions, code, days)
    said = "; ".join(filter(None, [windows, definition]))
    return f" Lưu ý: {said}." if said else ""


def _fallen(now: Value, then: Value, label: str, remark: str) -> Iterator[Finding]:
    if _cumulative(now) and _number(now) < _number(then) and now.window.start == then.window.start:
        text = (
            f"Số lũy kế “{now.indicator.name}” là {_text(now)}, thấp hơn {_text(then)} của {label}: "
            f"số lũy kế không thể giảm. Đối chiếu lại nguồn của cả hai kỳ.{remark}"
        )
        yield _finding(FALLEN, text, now, f"từ {_text(then)} trở lên")


def _repeated(now: Value, then: Value, label: str) -> Iterator[Finding]:
    if _number(now) != _number(then) or now.origin == "computed":
        return
    kind = now.indicator.kind
    score = kind != "count" and _number(now) not in (0, 100)
    large = kind == "count" and abs(_number(now)) >= LARGE
    if score or large:
        text = (
            f"“{now.indicator.name}” là {_text(now)}, y như {label}. "
            "Kiểm tra số này đã được cập nhật cho kỳ này chưa."
        )
        severity = Severity.WARNING if score else Severity.NOTE
        yield _finding(REPEATED, text, now, f"khác {_text(then)}", severity)


def _changed(
    now: Value, then: Value, label: str, relations: Sequence[Relation], remark: str, today: date | None
) -> Iterator[Finding]:
    for relation in relations:
        if relation.kind != "change" or not _covers(relation, now.indicator.code):
            continue
        if not relation.in_force(today):
            continue
        bound = relation.comparison.right.evaluate({})
        difference = _number(now) - _number(then)
        if now.indicator.kind == "rate":
            change, unit = abs(difference), " điểm phần trăm"
        elif _number(then):
            change, unit = abs(100 * difference / _number(then)), "%"
        else:
            continue
        if change > bound:
            verb = "tăng" if difference > 0 else "giảm"
            text = (
                f"{relation.explanation}: “{now.indicator.name}” {verb} {format_number(change, 2)}{unit}, "
                f"từ {_text(then)} ({label}) thành {_text(now)}, quá ngưỡng {format_number(bound)}{unit}. "
                f"Kiểm tra số liệu, kỳ số liệu của cả hai kỳ, nêu lý do.{remark}"
            )
            rule = Rule(relation.id, relation.severity, relation.explanation, relation.basis)
            yield _finding(rule, text, now, f"{_text(then)} ± {format_number(bound)}{unit}")


def _covers(relation: Relation, code: str) -> bool:
    family = relation.comparison.left.single_code
    return code == family or code.startswith(f"{family}.")


def _cumulative(value: Value) -> bool:
    """Counted from a fixed day to now, or named so."""
    if value.indicator.kind == "rate":
        return False
    open_ended = value.window.start is not None and value.window.end is None
    return open_ended or CUMULATIVE in value.indicator.code.split(".")


def _unreadable(workbook: Workbook, period: Period, error: InputError) -> Finding:
    first = error.findings[0]
    text = (
        f"Không so sánh được với {period.label}: số liệu kỳ đó còn {len(error.findings)} lỗi ({first.line()})"
    )
    file = workbook.file(workbook.workspace.data(period))
    return UNREADABLE.finding(text, file, found=str(period))


def _number(value: Value) -> Decimal:
    assert value.value is not None
    return value.value


def _text(value: Value) -> str:
    return figure_text(value.indicator, _number(value))


def _finding(rule: Rule, text: str, now: Value, expected: str, severity: Severity | None = None) -> Finding:
    indicator = now.indicator
    return rule.finding(
        text,
        now.file,
        now.row,
        indicator.section,
        (indicator.code,),
        expected=expected,
        found=_text(now),
        agency=now.agency,
        severity=severity,
    )
