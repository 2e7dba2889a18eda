"""Other periods to compare with: which one, what it says of a figure, and what must be said beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, get_args

from cchc.catalog.definitions import changed_between
from cchc.formats import format_date
from cchc.period import Period
from cchc.succession import earlier_value, succession
from cchc.values import Value, Values
from cchc.workbook import Workbook, load_workbook
from cchc.workspace import Workspace

# The period of the same length just before; the same one a year before; the year's target.
BaseName = Literal["ky_truoc", "cung_ky", "muc_tieu"]
BASES: tuple[BaseName, ...] = get_args(BaseName)
TARGET: BaseName = "muc_tieu"


@dataclass(frozen=True)
class Base:
    """Values of an earlier period to compare with, and what to call that period."""

    values: Values | None
    label: str
    workbook: Workbook | None = None


@dataclass(frozen=True)
class Earlier:
    """What the earlier period says (None: nothing), and what a comparison has to mention."""

    value: Value | None
    remark: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number to compare with."""
        return self.value is not None and self.value.value is not None


class EarlierPeriods:
    """The periods that a workbook can be compared with, each loaded once."""

    def __init__(
        self,
        workbook: Workbook,
        load: Callable[[Workspace, Period], Workbook] = load_workbook,
        has_data: Callable[[Workspace, Period], bool] = Workspace.has_data,
    ) -> None:
        self._workbook = workbook
        self._open, self._known = load, has_data
        self._load = cache(self._loaded)

    def default(self) -> Base | None:
        """The same period a year before, else the one just before; None without either."""
        for period in (self._workbook.period.year_before, self._workbook.period.previous):
            if self._has_data(period):
                return self._load(period)
        return None

    def named(self, name: str) -> Base:
        """`ky_truoc` or `cung_ky`; its `values` are None where there are no data of that period."""
        period = self._workbook.period
        return self._load(period.previous if name == "ky_truoc" else period.year_before)

    def _has_data(self, period: Period) -> bool:
        return self._known(self._workbook.workspace, period)

    def _loaded(self, period: Period) -> Base:
        label = period.named(leading_zero=self._workbook.house_style.leading_zero)
        if not self._has_data(period):
            return Base(None, label)
        workbook = self._open(self._workbook.workspace, period)
        return Base(Values(workbook), label, workbook)


def earlier_values(workbook: Workbook) -> Base | None:
    """The same period a year before, else the one just before; None where neither has data (InputError)."""
    return EarlierPeriods(workbook).default()


def with_window(value: Value, workbook: Workbook) -> Value:
    """The value with the reporting period's window where its source states none."""
    return value if value.window.stated else replace(value, window=workbook.default_window)


def earlier_of(workbook: Workbook, current: Value, base: Base | None) -> Earlier:
    """The value to compare `current` with: of the same unit, or of those that were merged into it."""
    if base is None or base.values is None:
        return Earlier(None)
    code, agency = current.indicator.code, current.agency
    if base.workbook is None:
        return Earlier(base.values.get(code, agency))
    if code not in base.workbook.indicators:
        return Earlier(None)
    then, now = _last_day(base.workbook), _last_day(workbook)
    remarks = []
    if agency:
        made_of = succession(workbook.agencies, agency, then, now)
        value = earlier_value(base.values, code, made_of, agency)
        names = ", ".join(unit.name for unit in made_of.predecessors)
        if made_of.split:
            remarks.append(f"{workbook.agencies[agency].name} tách ra từ {names}")
        elif not made_of.same and made_of.predecessors:
            remarks.append(f"gộp {names}")
    else:
        value = base.values.get(code)
    changed = changed_between(workbook.definitions, _all_codes(workbook, code), then, now)
    if changed is not None and value.value is not None:
        day = format_date(changed.valid_from, workbook.house_style.date_style)
        remarks.append(f"cách tính đổi từ ngày {day}: {changed.text}")
    return Earlier(with_window(value, base.workbook), "; ".join(remarks))


def _all_codes(workbook: Workbook, code: str) -> frozenset[str]:
    """The code and all that its formula rests on."""
    found, waiting = set[str](), [code]
    while waiting:
        current = waiting.pop()
        indicator = workbook.indicators.get(current)
        if current not in found and indicator is not None:
            found.add(current)
            waiting += indicator.formula.codes if indicator.formula else ()
    return frozenset(found)


def _last_day(workbook: Workbook) -> date:
    end = workbook.default_window.end
    return end.last_day() if end else date(workbook.period.year, 12, 31)
