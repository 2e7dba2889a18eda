"""One figure in this period and in an earlier one, side by side: what checks over time look at."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.windows import UNSTATED, Window
from cchc.inputs.workbook import Workbook
from cchc.values.comparison import unequal_windows
from cchc.values.definition_change import definition_remark
from cchc.values.earlier import last_day, with_window
from cchc.values.explanation import figure_text
from cchc.values.values import Value, Values


@dataclass(frozen=True)
class Pair:
    """A figure now and then, both known; `label` names the earlier period.

    `near` where the earlier one is the previous or the same a year before: how much a figure has changed
    means little against any other.
    `remark` is a sentence on what else than the number tells them apart.
    """

    now: Value
    then: Value
    label: str
    near: bool
    # The window of the earlier period's figures that state none.
    usual: Window = UNSTATED
    remark: str = ""

    @property
    def number(self) -> Decimal:
        """The number now."""
        return _number(self.now)

    @property
    def before(self) -> Decimal:
        """The number then."""
        return _number(self.then)

    @property
    def text(self) -> str:
        """The number now, as a finding writes it."""
        return self.written(self.number)

    @property
    def text_before(self) -> str:
        """The number then, written in the same way."""
        return self.written(self.before)

    def written(self, number: Decimal) -> str:
        """Any number of this indicator."""
        return figure_text(self.now.indicator, number)

    def finding(self, rule: Rule, text: str, expected: str, severity: Severity | None = None) -> Finding:
        """A finding about the figure now."""
        indicator = self.now.indicator
        return rule.finding(
            text,
            self.now.file,
            self.now.row,
            indicator.section,
            (indicator.code,),
            expected=expected,
            found=self.text,
            agency=self.now.agency,
            severity=severity,
        )


def pairs(workbook: Workbook, values: Values, earlier: Workbook) -> Iterator[Pair]:
    """Every figure of this period that the earlier one knows too, the locality's before its units'."""
    before = Values(earlier)
    label = earlier.period.named(leading_zero=workbook.house_style.leading_zero)
    near = earlier.period in (workbook.period.year_before, workbook.period.previous)
    for code in workbook.indicators:
        if code not in earlier.indicators:
            continue
        agencies = {figure.agency for figure in workbook.figures_by_indicator.get(code, ())}
        for agency in sorted({"", *(agencies & earlier.agencies.keys())}):
            now, then = values.get(code, agency), before.get(code, agency)
            if now.value is not None and then.value is not None:
                # Where a source states no window it is that of its period.
                dated = with_window(now, workbook), with_window(then, earlier)
                remark = _remark(workbook, earlier, *dated)
                yield Pair(now, then, label, near, earlier.default_window, remark)


def pairs_in_file(workbook: Workbook, values: Values) -> Iterator[Pair]:
    """The figures beside what the column `previous` of figures.csv says that they were."""
    for figure in workbook.figures:
        now = values.get(figure.indicator, figure.agency)
        if now.value is not None and figure.previous is not None:
            # What is counted from a fixed day was so before.
            window = Window(figure.window.start) if figure.window.end is None else UNSTATED
            then = replace(now, value=figure.previous, origin="stated", window=window, inputs=())
            yield Pair(now, then, "kỳ trước (cột previous)", near=True)


def _remark(workbook: Workbook, earlier: Workbook, now: Value, then: Value) -> str:
    """What else tells the two apart than the number: their windows, what is counted; a sentence."""
    windows = unequal_windows(now, then)
    days = last_day(earlier), last_day(workbook)
    code = now.indicator.code
    definition = definition_remark(workbook.indicators, workbook.definitions, code, days)
    said = "; ".join(filter(None, [windows, definition]))
    return f" Lưu ý: {said}." if said else ""


def _number(value: Value) -> Decimal:
    assert value.value is not None
    return value.value
