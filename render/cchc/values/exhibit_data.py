"""Whether there is anything to draw a declared exhibit from."""

from cchc.inputs.exhibits import Exhibit
from cchc.inputs.workbook import Workbook
from cchc.values.earlier import MOST_PERIODS, EarlierPeriods, earlier_of
from cchc.values.units import by_unit
from cchc.values.values import Values


def known_points(exhibit: Exhibit, workbook: Workbook, values: Values, periods: EarlierPeriods) -> int:
    """How many of the figures that it draws are known; of a code over time the most that one code has."""
    if exhibit.by_unit:
        units = [value for code in exhibit.lines for value in by_unit(values, code)]
        return sum(value.value is not None for value in units)
    if exhibit.kind == "theo_ky":
        bases = periods.years(exhibit.most or MOST_PERIODS)
        now = [values.get(code) for code in exhibit.lines]
        return max(
            sum(earlier_of(workbook, value, base).known for base in bases) + (value.value is not None)
            for value in now
        )
    return sum(values.get(code).value is not None for code in exhibit.lines)


def least_points(exhibit: Exhibit) -> int:
    """How many it takes to show anything: one, over time two."""
    return 2 if exhibit.kind == "theo_ky" else 1
