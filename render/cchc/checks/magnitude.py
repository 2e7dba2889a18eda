"""A figure against what it was: out of all proportion, or its digits moved, doubled or dropped."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import format_number
from cchc.checks.earlier_pairs import Pair
from cchc.inputs.catalog.relations import Relation

DIGITS = Rule(
    "ky_truoc.chu_so",
    Severity.WARNING,
    "Số này như số kỳ trước bị đổi chỗ, gõ thừa hay thiếu chữ số",
    "Gấp đúng 10, 100, 1.000 lần hay chỉ bằng một phần ấy; số từ ba chữ số thì cả khi hai chữ số cạnh nhau "
    "đổi chỗ, thừa hay thiếu một chữ số. So lại với nguồn.",
)
MAGNITUDE = Rule(
    "ky_truoc.ty_so",
    Severity.WARNING,
    "Số lớn gấp hay nhỏ đi nhiều lần so với kỳ trước",
    "Quá 3 lần, hoặc quá số lần ghi ở cột most_times của indicators.csv; tỷ lệ thì cả khi phần còn lại đổi "
    "quá 3 lần, từ 10 điểm phần trăm. So lại với nguồn, hoặc nêu lý do.",
)
USUAL_TIMES = Decimal(3)
# Below these a count multiplies by chance.
LEAST_LARGEST, LEAST_DIFFERENCE = 20, 10
LEAST_POINTS = 10
# 123 and 132 are no chance; 12 and 21 may be.
LEAST_DIGITS = 3
POWERS = (10, 100, 1_000)


@dataclass(frozen=True)
class Bounds:
    """How many times larger or smaller a figure may become; `declared` where the catalogue says so."""

    times: Decimal
    declared: bool


def slipped(pair: Pair) -> Iterator[Finding]:
    """The figure whose digits are those of the earlier one, moved, doubled or dropped."""
    slip = _slip(pair.number, pair.before) if _comparable(pair) else ""
    if slip:
        text = (
            f"“{pair.now.indicator.name}” là {pair.text}, {slip} số {pair.text_before} của {pair.label}. "
            f"So lại với nguồn.{pair.remark}"
        )
        yield pair.finding(DIGITS, text, f"so với {pair.text_before}")


def out_of_proportion(pair: Pair, changes: Sequence[Relation]) -> Iterator[Finding]:
    """The figure that has become too many times larger or smaller.

    `changes` are the change rules that cover the figure: who allows more than the usual has said so.
    """
    bounds = _bounds(pair, changes)
    if _comparable(pair) and _beyond(pair, bounds):
        verb = "tăng" if pair.number > pair.before else "giảm"
        text = (
            f"“{pair.now.indicator.name}” là {pair.text}, {pair.label} là {pair.text_before}: "
            f"{verb} {_how_much(pair)}, quá mức thường thấy ({_times_text(bounds.times)}). "
            f"So lại với nguồn, nêu lý do.{pair.remark}"
        )
        yield pair.finding(MAGNITUDE, text, f"so với {pair.text_before}")


def _comparable(pair: Pair) -> bool:
    """Whether proportions mean anything: of stated figures, from something, to something else."""
    changed = pair.number != pair.before
    return changed and pair.number >= 0 and pair.before > 0 and pair.now.origin != "computed"


def _bounds(pair: Pair, changes: Sequence[Relation]) -> Bounds:
    declared = pair.now.indicator.most_times
    if declared is not None:
        return Bounds(declared, declared=True)
    allowed = [1 + relation.comparison.right.evaluate({}) / 100 for relation in changes]
    return Bounds(max([USUAL_TIMES, *allowed]), declared=False)


def _beyond(pair: Pair, bounds: Bounds) -> bool:
    now, before = pair.number, pair.before
    if pair.now.indicator.kind == "rate":
        far = abs(now - before) > LEAST_POINTS
        return far and (_exceeds(now, before, bounds) or _exceeds(100 - now, 100 - before, bounds))
    chance = max(now, before) < LEAST_LARGEST or abs(now - before) < LEAST_DIFFERENCE
    return _exceeds(now, before, bounds) and (bounds.declared or not chance)


def _exceeds(now: Decimal, before: Decimal, bounds: Bounds) -> bool:
    return max(now, before) > bounds.times * min(now, before)


def _how_much(pair: Pair) -> str:
    if pair.now.indicator.kind == "rate":
        return f"{format_number(abs(pair.number - pair.before), 2)} điểm phần trăm"
    if not pair.number:
        return "về 0"
    return _times_text(max(pair.number, pair.before) / min(pair.number, pair.before))


def _times_text(times: Decimal) -> str:
    if times == 1:
        return "không đổi"
    return f"{format_number(times, 0 if times == int(times) else 1)} lần"


def _slip(now: Decimal, before: Decimal) -> str:
    """How the digits of one number make the other, or nothing."""
    for power in POWERS:
        if now == before * power:
            return f"gấp đúng {format_number(Decimal(power))} lần"
        if now * power == before:
            return f"bằng đúng một phần {format_number(Decimal(power))}"
    # 98.50 and 985 have one row of digits; their size is told by the ratio.
    new, old = _digits(now), _digits(before)
    if min(len(new), len(old)) < LEAST_DIGITS:
        return ""
    if len(new) == len(old):
        return "như hai chữ số đổi chỗ từ" if old in _transposed(new) else ""
    if new in _one_less(old):
        return "như thiếu một chữ số của"
    return "như thừa một chữ số so với" if old in _one_less(new) else ""


def _digits(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _transposed(text: str) -> set[str]:
    return {text[:n] + text[n + 1] + text[n] + text[n + 2 :] for n in range(len(text) - 1)}


def _one_less(text: str) -> set[str]:
    return {text[:n] + text[n + 1 :] for n in range(len(text))}
