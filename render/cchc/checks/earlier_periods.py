"""This period against every earlier one at hand: cumulative figures, changes beyond a bound, repeats."""

from collections.abc import Iterable, Iterator, Sequence

from cchc.base.findings import Finding, InputError, Rule, Severity
from cchc.base.numbers import format_number
from cchc.base.period import Period
from cchc.checks.context import CheckContext
from cchc.checks.cumulative import FALLEN, NOT_ADDED_UP, cumulative_findings
from cchc.checks.earlier_pairs import Pair, pairs, pairs_in_file
from cchc.checks.magnitude import DIGITS, MAGNITUDE, out_of_proportion, slipped
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import periods_before

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
LARGE, FLOW = 1_000, 100


@INPUTS.check(Topic.EARLIER, FALLEN, NOT_ADDED_UP, DIGITS, MAGNITUDE, REPEATED, UNREADABLE)
def check_periods(context: CheckContext) -> Iterator[Finding]:
    """The gravest finding of each figure against the earlier periods at hand; none without any."""
    workbook = context.workbook
    found: list[Finding] = []
    for period in periods_before(workbook.workspace, workbook.period):
        try:
            earlier = load_workbook(workbook.workspace, period, past=True)
        except InputError as error:
            yield _unreadable(workbook, period, error)
        else:
            found += compare_periods(context, earlier)
    # What the office noted beside the value stands for a period whose file is not at hand.
    for pair in pairs_in_file(workbook, context.values):
        found += _compared(context, pair)
    yield from _one_a_figure(found)


def compare_periods(context: CheckContext, earlier: Workbook) -> Iterator[Finding]:
    """Findings about this period's figures beside those of `earlier`."""
    for pair in pairs(context.workbook, context.values, earlier):
        yield from _compared(context, pair)


def _compared(context: CheckContext, pair: Pair) -> Iterator[Finding]:
    yield from cumulative_findings(context, pair)
    yield from _repeated(pair)
    if pair.near:
        rules = _change_rules(context, pair.now.indicator.code)
        yield from slipped(pair)
        yield from _changed(pair, rules)
        yield from out_of_proportion(pair, rules)


def _one_a_figure(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest of each figure; among equals that against the nearest period, which comes first."""
    chosen: dict[tuple[str, ...], Finding] = {}
    for finding in sorted(findings, key=lambda finding: finding.severity.rank):
        chosen.setdefault(finding.subjects, finding)
    return list(chosen.values())


def _repeated(pair: Pair) -> Iterator[Finding]:
    if pair.number != pair.before or pair.now.origin == "computed":
        return
    kind = pair.now.indicator.kind
    score = kind != "count" and pair.number not in (0, 100)
    # What was counted in each of two periods is hardly ever the same.
    least = FLOW if pair.now.window.start and pair.now.window.end else LARGE
    large = kind == "count" and abs(pair.number) >= least
    if score or large:
        text = (
            f"“{pair.now.indicator.name}” là {pair.text}, y như {pair.label}. "
            "Kiểm tra số này đã được cập nhật cho kỳ này chưa."
        )
        severity = Severity.WARNING if score else Severity.NOTE
        yield pair.finding(REPEATED, text, f"khác {pair.text_before}", severity)


def _change_rules(context: CheckContext, code: str) -> list[Relation]:
    """Those in force that are about the indicator or its family."""
    day = context.workbook.last_day
    changes = (relation for relation in context.relations if relation.kind == "change")
    return [relation for relation in changes if relation.in_force(day) and _covers(relation, code)]


def _changed(pair: Pair, relations: Sequence[Relation]) -> Iterator[Finding]:
    for relation in relations:
        bound = relation.comparison.right.evaluate({})
        difference = pair.number - pair.before
        if pair.now.indicator.kind == "rate":
            change, unit = abs(difference), " điểm phần trăm"
        elif pair.before:
            change, unit = abs(100 * difference / pair.before), "%"
        else:
            continue
        if change > bound:
            verb = "tăng" if difference > 0 else "giảm"
            text = (
                f"{relation.explanation}: “{pair.now.indicator.name}” {verb} "
                f"{format_number(change, 2)}{unit}, từ {pair.text_before} ({pair.label}) thành {pair.text}, "
                f"quá ngưỡng {format_number(bound)}{unit}. "
                f"Kiểm tra số liệu, kỳ số liệu của cả hai kỳ, nêu lý do.{pair.remark}"
            )
            rule = Rule(relation.id, relation.severity, relation.explanation, relation.basis)
            yield pair.finding(rule, text, f"{pair.text_before} ± {format_number(bound)}{unit}")


def _covers(relation: Relation, code: str) -> bool:
    family = relation.comparison.left.single_code
    return code == family or code.startswith(f"{family}.")


def _unreadable(workbook: Workbook, period: Period, error: InputError) -> Finding:
    first = error.findings[0]
    text = (
        f"Không so sánh được với {period.label}: số liệu kỳ đó còn {len(error.findings)} lỗi ({first.line()})"
    )
    file = workbook.file(workbook.workspace.data(period))
    return UNREADABLE.finding(text, file, found=str(period))
