"""What a declared exhibit has in a period: which of its codes, and whether there is anything to draw."""

from cchc.inputs.catalog.indicators import FAMILY, in_family
from cchc.inputs.exhibits import Exhibit, Line
from cchc.inputs.workbook import Workbook
from cchc.values.earlier import MOST_PERIODS, EarlierPeriods, earlier_of
from cchc.values.units import by_unit
from cchc.values.values import Value, Values

# Each line has its place, here or in another period.
IN_PAIRS = ("hai_chuoi", "theo_ky")


def in_period(exhibit: Exhibit, workbook: Workbook, values: Values) -> Exhibit:
    """The exhibit of this period: families as their codes with a figure, nothing that is out of its years.

    A line whose whole or plan is out of its years goes with it; so does a share of what did not occur.
    """

    def kept(lines: dict[str, Line]) -> dict[str, Line]:
        every = {code: (name, line) for name, line in lines.items() for code in _codes(name, line, workbook)}
        return {
            code: line
            for code, (name, line) in every.items()
            if code not in workbook.indicators or _has_place(exhibit, name, values.get(code))
        }

    changed = {
        "codes": kept(exhibit.codes),
        "groups": {title: own for title, lines in exhibit.groups.items() if (own := kept(lines))},
        "also": tuple(kept(dict.fromkeys(exhibit.also, Line()))),
    }
    return exhibit.model_copy(update=changed)


def _has_place(exhibit: Exhibit, name: str, value: Value) -> bool:
    if name.endswith(FAMILY):
        return value.value is not None
    return exhibit.by_unit or exhibit.kind in IN_PAIRS or not value.nothing_occurred


def out_of_years(exhibit: Exhibit, workbook: Workbook) -> bool:
    """Whether the period has none of its indicators, or not enough: it belongs to other years."""
    if exhibit.total in workbook.dormant:
        return True
    parts = [exhibit.codes, *exhibit.groups.values()]
    left = [sum(len(_codes(name, line, workbook)) for name, line in lines.items()) for lines in parts]
    if exhibit.groups:
        return sum(map(bool, left)) < exhibit.rule.groups[0]
    return left[0] < exhibit.rule.codes[0]


def _codes(name: str, line: Line, workbook: Workbook) -> list[str]:
    """The codes that a line stands for: one, none where it is out of its years, a whole family."""
    if name.endswith(FAMILY):
        return in_family(name, workbook.indicators)
    return [name] if workbook.dormant.keys().isdisjoint((name, *line.named)) else []


def known_points(exhibit: Exhibit, workbook: Workbook, values: Values, periods: EarlierPeriods) -> int:
    """How many of the figures that it draws are known; of a code over time the most that one code has."""
    if exhibit.by_unit:
        units = [value for code in exhibit.lines for value in by_unit(values, code)]
        return sum(value.value is not None for value in units)
    if exhibit.kind == "theo_ky":
        bases = periods.years(exhibit.most or MOST_PERIODS)
        now = [values.get(code) for code in exhibit.lines]
        return max(
            (
                sum(earlier_of(workbook, value, base).known for base in bases) + (value.value is not None)
                for value in now
            ),
            default=0,
        )
    return sum(values.get(code).value is not None for code in exhibit.lines)


def least_points(exhibit: Exhibit) -> int:
    """How many it takes to show anything: one, over time two."""
    return 2 if exhibit.kind == "theo_ky" else 1
