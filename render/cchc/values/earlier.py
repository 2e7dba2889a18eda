"""Other periods to compare with: which one, what it says of a figure, and what must be said beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from typing import Literal, get_args

from cchc.base.formulas import FormulaError
from cchc.base.period import Period
from cchc.base.windows import Window
from cchc.inputs.catalog.agencies import Agency
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.values.definition_change import definition_remark
from cchc.values.values import Value, Values

# The period of the same length just before; the same one a year before; the year's target.
BaseName = Literal["ky_truoc", "cung_ky", "muc_tieu"]
BASES: tuple[BaseName, ...] = get_args(BaseName)
TARGET: BaseName = "muc_tieu"
# A figure is shown over so many years, this one the last.
MOST_PERIODS = 5


@dataclass(frozen=True)
class Base:
    """Values of an earlier period to compare with, None where it has no data; what to call that period."""

    values: Values | None
    label: str
    workbook: Workbook | None = None
    period: Period | None = None

    @property
    def file(self) -> str:
        """Where its figures stand, or should."""
        if self.workbook is not None:
            return self.workbook.file(self.workbook.workspace.figures(self.workbook.period))
        return f"data/{self.period}/figures.csv" if self.period else ""


@dataclass(frozen=True)
class Earlier:
    """What the earlier period says, and what a comparison has to mention."""

    value: Value
    remark: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number to compare with."""
        return self.value.value is not None

    def missing_in(self, *, frame: bool) -> bool:
        """Whether a number is owed: a `frame` leaves out what the remark tells why it cannot be there."""
        return not self.known and not (frame and self.remark)


class EarlierPeriods:
    """The periods that a workbook can be compared with, each loaded once."""

    def __init__(
        self,
        workbook: Workbook,
        load: Callable[[Workspace, Period], Workbook] | None = None,
        has_data: Callable[[Workspace, Period], bool] = Workspace.has_data,
    ) -> None:
        self._workbook = workbook
        self._open, self._has_data_of = load or partial(load_workbook, past=True), has_data
        self._load = cache(self._loaded)

    def base(self, name: str) -> Base:
        """As templates name it; empty is the usual one (InputError: it cannot be read)."""
        return self.named(name) if name else self.default()

    def default(self) -> Base:
        """The same period a year before, else the one just before; without data of either the first."""
        for period in (self._workbook.period.year_before, self._workbook.period.previous):
            if self._has_data(period):
                return self._load(period)
        return self._load(self._workbook.period.year_before)

    def named(self, name: str) -> Base:
        """`ky_truoc` or `cung_ky`; its `values` are None where there are no data of that period."""
        period = self._workbook.period
        return self._load(period.previous if name == "ky_truoc" else period.year_before)

    def years(self, most: int) -> list[Base]:
        """The same period of the years before, as many as have data among the last `most`, oldest first."""
        found, period = [], self._workbook.period
        for _ in range(most - 1):
            period = period.year_before
            if self._has_data(period):
                found.append(self._load(period))
        return found[::-1]

    def _has_data(self, period: Period) -> bool:
        return self._has_data_of(self._workbook.workspace, period)

    def _loaded(self, period: Period) -> Base:
        label = period.named(leading_zero=self._workbook.house_style.leading_zero)
        if not self._has_data(period):
            return Base(None, label, period=period)
        workbook = self._open(self._workbook.workspace, period)
        return Base(Values(workbook), label, workbook, period)


@dataclass(frozen=True)
class Succession:
    """The units of an earlier day that make up one of today; `split` names those that went elsewhere too."""

    predecessors: tuple[Agency, ...]
    split: tuple[Agency, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is simply the same unit."""
        return len(self.predecessors) == 1 and not self.split


def earlier_values(workbook: Workbook) -> Base:
    """The same period a year before, else the one just before (InputError)."""
    return EarlierPeriods(workbook).default()


def with_window(value: Value, workbook: Workbook) -> Value:
    """The value, and what it is made from, with the reporting period's window where a source states none."""
    window = value.window if value.window.stated else workbook.default_window
    return replace(value, window=window, inputs=tuple(with_window(i, workbook) for i in value.inputs))


def earlier_of(workbook: Workbook, current: Value, base: Base | None) -> Earlier:
    """The value to compare `current` with: of the same unit, or of those that were merged into it."""
    code, agency = current.indicator.code, current.agency
    absent = Earlier(Value(current.indicator, agency, None, "missing", None, (), Window()))
    if base is None or base.values is None:
        return absent
    if base.workbook is None:
        return Earlier(base.values.get(code, agency))
    if code not in base.workbook.indicators:
        return absent
    then, now = last_day(base.workbook), last_day(workbook)
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
    dates = workbook.house_style.date_style
    remarks.append(definition_remark(workbook.indicators, workbook.definitions, code, (then, now), dates))
    return Earlier(with_window(value, base.workbook), "; ".join(filter(None, remarks)))


def successors(agencies: Mapping[str, Agency], code: str, day: date | None) -> tuple[Agency, ...]:
    """The units in force on `day` that the unit became, itself where it still is."""
    return tuple(agencies[found] for found in _followed(agencies, code, day))


def succession(agencies: Mapping[str, Agency], code: str, then: date | None, now: date | None) -> Succession:
    """Which units of `then` became the unit `code` of `now`."""
    found, split = [], []
    for agency in agencies.values():
        became = _followed(agencies, agency.code, now)
        if agency.in_force(then) and code in became:
            found.append(agency)
            if len(became) > 1:
                split.append(agency)
    return Succession(tuple(found), tuple(split))


def earlier_value(values: Values, code: str, made_of: Succession, agency: str) -> Value:
    """The value that the earlier period has for the units which became `agency`.

    Counts are summed; a rate is computed from summed inputs. Missing where one unit's is, where a
    unit was split, or where a stated rate would have to be averaged.
    """
    if made_of.same:
        return values.get(code, made_of.predecessors[0].code)
    parts = [values.get(code, unit.code) for unit in made_of.predecessors]
    whole = values.get(code)
    missing = Value(whole.indicator, agency, None, "missing", None, tuple(parts), Window())
    if made_of.split or not parts:
        return missing
    indicator = whole.indicator
    windows = {part.window for part in parts}
    window = windows.pop() if len(windows) == 1 else Window()
    if indicator.formula is not None:
        inputs = tuple(
            earlier_value(values, needed, made_of, agency) for needed in sorted(indicator.formula.codes)
        )
        known = {i.indicator.code: i.value for i in inputs if i.value is not None}
        if len(known) < len(inputs):
            return missing
        try:
            number = indicator.formula.evaluate(known)
        except FormulaError:
            return missing
        return Value(indicator, agency, number, "computed", None, inputs, window)
    numbers = [part.value for part in parts if part.value is not None]
    if indicator.kind == "rate" or len(numbers) < len(parts):
        return missing
    return Value(indicator, agency, sum(numbers, Decimal(0)), "summed", None, tuple(parts), window)


def last_day(workbook: Workbook) -> date:
    """The day with which the period's window ends; that of the year where the calendar does not tell."""
    return workbook.last_day or date(workbook.period.year, 12, 31)


def _followed(agencies: Mapping[str, Agency], code: str, day: date | None) -> tuple[str, ...]:
    """Along the chain of successors to the units in force on `day`."""
    found: list[str] = []
    visited, to_visit = set[str](), [code]
    while to_visit:
        current = to_visit.pop(0)
        agency = agencies.get(current)
        if agency is None or current in visited:
            continue
        visited.add(current)
        if agency.in_force(day):
            found.append(current)
        else:
            to_visit += agency.successors
    return tuple(found)
