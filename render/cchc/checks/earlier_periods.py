"""This period against an earlier one: changes beyond a bound, cumulative figures, repeated scores."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cchc.base.findings import Finding, InputError, Severity
from cchc.base.numbers import format_number, format_rate
from cchc.base.period import Period
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.values.values import Value, Values

RULES = {
    "ky_truoc.luy_ke_giam": "Số lũy kế thấp hơn kỳ trước",
    "ky_truoc.giu_nguyen": "Kết quả giữ nguyên y như kỳ trước",
    "ky_truoc.khong_doc_duoc": "Không đọc được số liệu của kỳ trước",
}
# Counts below this repeat by chance.
LARGE = 1_000
CUMULATIVE = "luy_ke"


def check_periods(workbook: Workbook, values: Values, relations: Sequence[Relation]) -> list[Finding]:
    """Findings against the same period a year before, else the one just before; none without either."""
    for period in (workbook.period.year_before, workbook.period.previous):
        if workbook.workspace.data(period).is_dir():
            try:
                earlier = load_workbook(workbook.workspace, period)
            except InputError as error:
                return [_unreadable(workbook, period, error)]
            return compare_periods(workbook, values, earlier, relations)
    return []


def compare_periods(
    workbook: Workbook, values: Values, earlier: Workbook, relations: Sequence[Relation]
) -> list[Finding]:
    """Findings about this period's figures beside those of `earlier`."""
    before = Values(earlier)
    findings: list[Finding] = []
    for code in workbook.indicators:
        if code not in earlier.indicators:
            continue
        agencies = {f.agency for f in workbook.figures if f.indicator == code}
        for agency in sorted({"", *(agencies & earlier.agencies.keys())}):
            now, then = values.get(code, agency), before.get(code, agency)
            if now.value is not None and then.value is not None:
                label = earlier.period.named(leading_zero=workbook.house_style.leading_zero)
                findings += list(_fallen(now, then, label))
                findings += list(_repeated(now, then, label))
                findings += list(_changed(now, then, label, relations))
    return findings


def _fallen(now: Value, then: Value, label: str) -> Iterator[Finding]:
    if _cumulative(now) and _number(now) < _number(then) and now.window.start == then.window.start:
        text = (
            f"Số lũy kế “{now.indicator.name}” là {_text(now)}, thấp hơn {_text(then)} của {label}: "
            "số lũy kế không thể giảm. Đối chiếu lại nguồn của cả hai kỳ."
        )
        yield _finding(Severity.ERROR, "ky_truoc.luy_ke_giam", text, now, f"từ {_text(then)} trở lên")


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
        yield _finding(severity, "ky_truoc.giu_nguyen", text, now, f"khác {_text(then)}")


def _changed(now: Value, then: Value, label: str, relations: Sequence[Relation]) -> Iterator[Finding]:
    for relation in relations:
        if relation.kind != "change" or not _covers(relation, now.indicator.code):
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
                "Kiểm tra số liệu, kỳ số liệu của cả hai kỳ, nêu lý do."
            )
            yield _finding(
                relation.severity, relation.id, text, now, f"{_text(then)} ± {format_number(bound)}{unit}"
            )


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
    return Finding(Severity.WARNING, "ky_truoc.khong_doc_duoc", text, file, found=str(period))


def _number(value: Value) -> Decimal:
    assert value.value is not None
    return value.value


def _text(value: Value) -> str:
    number, decimals = _number(value), value.indicator.decimals
    return (
        format_rate(number, decimals) if value.indicator.kind == "rate" else format_number(number, decimals)
    )


def _finding(severity: Severity, rule: str, text: str, now: Value, expected: str) -> Finding:
    indicator = now.indicator
    return Finding(
        severity,
        rule,
        text,
        now.file,
        now.row,
        indicator.section,
        (indicator.code,),
        expected,
        _text(now),
        now.agency,
    )
