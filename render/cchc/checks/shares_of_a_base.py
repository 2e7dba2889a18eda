"""A stated percentage of a known number of things: some whole number of them must make it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import Verdict, decimals_of, format_number, judge
from cchc.checks.context import CheckContext, figure_finding
from cchc.checks.feasibility import can_add_up, whole_counts
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.figures import Figure
from cchc.values.explanation import figure_text

NO_COUNT = Rule(
    "ty_le.khong_co_so_dem",
    Severity.ERROR,
    "Không số đếm nào cho ra tỷ lệ đã ghi",
    "Tỷ lệ của một tổng số đã biết (mẫu số của công thức, hoặc cột base của indicators.csv) phải do một số "
    "nguyên chia cho tổng ấy mà ra. Đối chiếu lại cả tỷ lệ lẫn tổng số; tổng khác thì sửa cột base.",
    at_times=Severity.WARNING,
)
NO_SIBLINGS = Rule(
    "ty_le.khong_cong_du",
    Severity.ERROR,
    "Các tỷ lệ của một tổng không thể cùng đúng",
    "Mỗi tỷ lệ ứng với vài số đếm, nhưng không cách chọn nào cộng lại đúng tổng số. "
    "Đối chiếu lại từng tỷ lệ và tổng số.",
)


@dataclass(frozen=True)
class _Share:
    """A stated rate that nothing recomputes, and the number that it is a share of."""

    figure: Figure
    indicator: Indicator
    value: Decimal
    base: Indicator
    whole: Decimal

    @property
    def counts(self) -> range:
        return whole_counts(self.value, self.whole)

    @property
    def text(self) -> str:
        return self.written(self.value)

    def written(self, number: Decimal) -> str:
        """Any percentage, with the decimals of the stated one."""
        return figure_text(self.indicator, number, decimals_of(self.value))


@INPUTS.check(Topic.FIGURES, NO_COUNT, NO_SIBLINGS)
def check_shares(context: CheckContext) -> Iterator[Finding]:
    """A finding for each stated rate that no whole number makes, and for rates that exclude one another."""
    shares = {(share.indicator.code, share.figure.agency): share for share in _shares(context)}
    for share in shares.values():
        if not share.counts:
            yield _no_count(share)
    agencies = sorted({agency for _, agency in shares})
    for relation in context.relations:
        if relation.kind == "shares" and relation.in_force(context.workbook.last_day):
            for agency in agencies:
                siblings = [shares.get((code, agency)) for code in relation.comparison.codes]
                yield from _siblings(relation, [share for share in siblings if share])


def _shares(context: CheckContext) -> Iterator[_Share]:
    for figure in context.workbook.figures:
        indicator = context.workbook.indicators[figure.indicator]
        if figure.value is None or not 0 <= figure.value <= 100:
            continue
        if indicator.base_code not in context.workbook.indicators:
            continue
        base = context.values.get(indicator.base_code, figure.agency)
        # Where the counts are there the rate is recomputed.
        stands_alone = context.values.get(figure.indicator, figure.agency).origin != "computed"
        if stands_alone and base.value is not None and base.value > 0 and base.value == int(base.value):
            yield _Share(figure, indicator, figure.value, base.indicator, base.value)


def _no_count(share: _Share) -> Finding:
    below = int(share.value * share.whole / 100)
    candidates = [Decimal(count) for count in (below, below + 1) if count <= share.whole]
    near = "; ".join(
        f"{format_number(count)} là {share.written(100 * count / share.whole)}" for count in candidates
    )
    # A number that was cut, not rounded, is a mistake of another kind.
    cut = Verdict.CUT in {judge(share.value, 100 * count / share.whole) for count in candidates}
    why = "không số nguyên nào làm tròn ra tỷ lệ ấy" + (f" (có thể bị {Verdict.CUT})" if cut else "")
    text = (
        f"“{share.indicator.name}” ghi {share.text} của {format_number(share.whole)} “{share.base.name}”: "
        f"{why}; {near}. Đối chiếu lại tỷ lệ và tổng số."
    )
    codes = share.indicator.code, share.base.code
    finding = figure_finding(NO_COUNT, text, share.figure, codes=codes, found=share.text, expected=near)
    return replace(finding, severity=Severity.WARNING) if cut else finding


def _siblings(relation: Relation, shares: list[_Share]) -> Iterator[Finding]:
    """Shares of one whole, all there and each possible by itself, that cannot be true together."""
    bases = {share.base for share in shares}
    right = relation.comparison.right.evaluate({})
    if len(shares) < len(relation.comparison.codes) or len(bases) != 1 or right != 100:
        return
    counts = [share.counts for share in shares]
    whole = int(shares[0].whole)
    if not all(counts) or can_add_up(counts, whole):
        return
    told = "; ".join(f"{share.indicator.name} {share.text}: {_told(share.counts)}" for share in shares)
    text = (
        f"{relation.explanation}: không cách chọn số đếm nào cộng lại đúng {format_number(Decimal(whole))} "
        f"({told}). Đối chiếu lại từng tỷ lệ và tổng số."
    )
    codes = (*(share.indicator.code for share in shares), shares[0].base.code)
    found = " + ".join(share.text for share in shares)
    expected = f"cộng đủ {format_number(Decimal(whole))}"
    yield figure_finding(NO_SIBLINGS, text, shares[0].figure, codes=codes, found=found, expected=expected)


def _told(counts: range) -> str:
    first, last = (format_number(Decimal(number)) for number in (counts[0], counts[-1]))
    return first if first == last else f"{first} – {last}"
