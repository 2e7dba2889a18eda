"""The reference report, and the year before it, made up."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zlib import crc32

from cchc.base.numbers import rounded
from cchc.base.period import Period
from cchc.base.windows import UNSTATED, Window
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.values.earlier import last_day

ROOT = Path(__file__).parents[2]
PERIOD = Period.parse("2020-H1")


def reference() -> Workbook:
    """The workbook of the reference report."""
    return load_workbook(Workspace(ROOT), PERIOD)


def year_before(workbook: Workbook) -> Workbook:
    """What the same locality may have reported a year before: made up from this period's figures."""
    period = workbook.period.year_before
    earlier = replace(workbook, period=period)
    stated = {figure.indicator: figure.value for figure in workbook.figures}
    figures = []
    for figure in workbook.figures:
        start = figure.window.start
        if figure.value is None or (
            start and not figure.window.end and start.first_day() > last_day(earlier)
        ):
            continue
        added = _added(figure.indicator, stated)
        window = Window(start) if start and not figure.window.end else UNSTATED
        figures.append(replace(figure, value=_before(workbook, figure, added), window=window))
    return replace(earlier, figures=tuple(figures))


def _added(code: str, stated: dict[str, Decimal | None]) -> Decimal | None:
    """What a cumulative figure has grown by in the period, where that is stated."""
    partners = [code.replace("luy_ke", word) for word in ("ky_nay", "trong_ky")]
    return next((stated[partner] for partner in partners if partner in stated and partner != code), None)


def _before(workbook: Workbook, figure: Figure, added: Decimal | None) -> Decimal:
    """A number near this one, always the same for one indicator: 3 to 25 % less or up to 10 % more."""
    assert figure.value is not None
    indicator = workbook.indicators[figure.indicator]
    if indicator.most_times == 1 or figure.value in (0, 100):
        return figure.value
    share = Decimal(crc32(figure.indicator.encode()) % 1_000) / 1_000
    if indicator.kind == "rate":
        moved = figure.value + (share - Decimal("0.5")) * min(figure.value, 100 - figure.value)
        return rounded(moved, 2)
    grows = figure.window.start and not figure.window.end
    if added is not None or grows or "luy_ke" in figure.indicator:
        return rounded((figure.value - (added or 0)) * (Decimal("0.7") + share / 5), 0)
    least = Decimal("0.9") if indicator.most_times else Decimal("0.75")
    return rounded(figure.value * (least + share * Decimal("0.2")), 0)
