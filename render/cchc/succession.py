"""Units across a merger, a split or a new name: what an earlier period says of a unit of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cchc.catalog.agencies import Agency
from cchc.formulas import FormulaError
from cchc.values import Value, Values
from cchc.windows import Window


@dataclass(frozen=True)
class Succession:
    """The units of an earlier day that make up one of today; `split` names those that went elsewhere too."""

    predecessors: tuple[Agency, ...]
    split: tuple[Agency, ...] = ()

    @property
    def same(self) -> bool:
        """Whether it is simply the same unit."""
        return len(self.predecessors) == 1 and not self.split


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


def _followed(agencies: Mapping[str, Agency], code: str, day: date | None) -> tuple[str, ...]:
    """Along the chain of successors to the units in force on `day`."""
    found: list[str] = []
    seen, waiting = set[str](), [code]
    while waiting:
        current = waiting.pop(0)
        agency = agencies.get(current)
        if agency is None or current in seen:
            continue
        seen.add(current)
        if agency.in_force(day):
            found.append(current)
        else:
            waiting += agency.successors
    return tuple(found)
