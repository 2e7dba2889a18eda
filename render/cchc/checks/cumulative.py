"""Cumulative figures over time: they never fall, and grow by what the period has added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.formulas import Formula, FormulaError, parse_formula
from cchc.base.windows import Window
from cchc.checks.context import CheckContext
from cchc.checks.earlier_pairs import Pair
from cchc.inputs.catalog.relations import Relation
from cchc.values.values import Value

FALLEN = Rule(
    "ky_truoc.luy_ke_giam",
    Severity.ERROR,
    "Số lũy kế thấp hơn kỳ trước",
    "Số đếm từ cùng một ngày đến nay không thể giảm, so với bất kỳ kỳ nào trước đó. "
    "Đối chiếu lại nguồn của cả hai kỳ.",
)
NOT_ADDED_UP = Rule(
    "ky_truoc.cong_don",
    Severity.WARNING,
    "Số lũy kế không bằng lũy kế kỳ trước cộng số trong kỳ",
    "Hai mã chỉ khác nhau ở luy_ke và ky_nay (hay trong_ky) được coi là một cặp; cặp khác khai bằng một dòng "
    "loại cumulative của checks.csv. Đối chiếu lại nguồn của ba số.",
)
CUMULATIVE = "luy_ke"
IN_THE_PERIOD = ("ky_nay", "trong_ky")
# Offices close their books within days of one another.
TOLERANCE = timedelta(days=5)


@dataclass(frozen=True)
class Growth:
    """What a cumulative figure grows by in a period, and the rule that says so."""

    added: Formula
    rule: Rule


def cumulative_findings(context: CheckContext, pair: Pair) -> Iterator[Finding]:
    """The cumulative figure that has fallen, or has grown by something else than what was added."""
    if not is_cumulative(pair.now) or pair.now.window.start != pair.then.window.start:
        return
    if pair.number < pair.before:
        text = (
            f"Số lũy kế “{pair.now.indicator.name}” là {pair.text}, thấp hơn {pair.text_before} của "
            f"{pair.label}: số lũy kế không thể giảm. Đối chiếu lại nguồn của cả hai kỳ.{pair.remark}"
        )
        yield pair.finding(FALLEN, text, f"từ {pair.text_before} trở lên")
        return
    for growth in _growths(context, pair.now):
        yield from _grown(context, pair, growth)


def is_cumulative(value: Value) -> bool:
    """Counted from a fixed day to now, or named so."""
    if value.indicator.kind == "rate":
        return False
    open_ended = value.window.start is not None and value.window.end is None
    return open_ended or CUMULATIVE in value.indicator.code.split(".")


def _growths(context: CheckContext, now: Value) -> list[Growth]:
    """As checks.csv declares them, else as the codes name their partners."""
    code, day = now.indicator.code, context.workbook.last_day
    declared = [
        Growth(relation.comparison.right, _rule(relation))
        for relation in context.relations
        if relation.kind == "cumulative" and relation.comparison.left.text == code and relation.in_force(day)
    ]
    return declared or [
        Growth(parse_formula(partner), NOT_ADDED_UP)
        for partner in _partners(code)
        if partner in context.workbook.indicators
    ]


def _rule(relation: Relation) -> Rule:
    return Rule(relation.id, relation.severity, relation.explanation, relation.basis)


def _partners(code: str) -> Iterator[str]:
    parts = code.split(".")
    for n, part in enumerate(parts):
        if part == CUMULATIVE:
            yield from (".".join([*parts[:n], word, *parts[n + 1 :]]) for word in IN_THE_PERIOD)


def _grown(context: CheckContext, pair: Pair, growth: Growth) -> Iterator[Finding]:
    if not growth.added.codes <= context.workbook.indicators.keys():
        return
    added = [context.values.get(code, pair.now.agency) for code in sorted(growth.added.codes)]
    known = {value.indicator.code: value.value for value in added if value.value is not None}
    if len(known) < len(added):
        return
    try:
        number = growth.added.evaluate(known)
    except FormulaError:
        return
    ends = _end(pair.then, pair.usual), _end(pair.now, context.workbook.default_window)
    windows = [value.window if value.window.stated else context.workbook.default_window for value in added]
    seams = [_seam(window, ends) for window in windows]
    least = pair.before + number
    if all(seam == "meets" for seam in seams) and pair.number != least:
        yield _not_added_up(pair, growth, number, f"{pair.written(least)}")
    elif all(seam in ("meets", "later") for seam in seams) and pair.number < least:
        yield _not_added_up(pair, growth, number, f"từ {pair.written(least)} trở lên")


def _end(value: Value, usual: Window) -> Window:
    """The window that ends with the day of a cumulative figure."""
    return value.window if value.window.end else usual


def _seam(added: Window, ends: Sequence[Window]) -> str:
    """Whether what was added begins where the earlier figure ends (`meets`), or `later`; else empty."""
    then, now = (window.end.last_day() if window.end else None for window in ends)
    if added.start is None or added.end is None or then is None or now is None:
        return ""
    first, last = added.start.first_day(), added.end.last_day()
    day_after = then + timedelta(days=1)
    if last > now + TOLERANCE or first < day_after - TOLERANCE:
        return ""
    return "meets" if first <= day_after + TOLERANCE and last >= now - TOLERANCE else "later"


def _not_added_up(pair: Pair, growth: Growth, added: Decimal, expected: str) -> Finding:
    opening = "Số lũy kế" if growth.rule is NOT_ADDED_UP else f"{growth.rule.title}:"
    text = (
        f"{opening} “{pair.now.indicator.name}” là {pair.text}; lũy kế {pair.label} là {pair.text_before}, "
        f"cộng {pair.written(added)} trong kỳ thì phải {_must(expected)}. "
        f"Đối chiếu lại nguồn của ba số.{pair.remark}"
    )
    return pair.finding(growth.rule, text, expected)


def _must(expected: str) -> str:
    return expected if expected.startswith("từ") else f"là {expected}"
