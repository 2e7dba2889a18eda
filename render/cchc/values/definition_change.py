"""Comparing across a day from which an indicator is counted in another way: what has to be said of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from cchc.base.numbers import DateStyle, format_date
from cchc.inputs.catalog.definitions import Definition, changes_between, load_definitions
from cchc.inputs.catalog.indicators import Indicator, load_indicators
from cchc.inputs.workspace import Workspace

# What is to be said of an indicator, by its code; empty where nothing is.
RemarkOf = Callable[[str], str]


def definition_remark(
    indicators: Mapping[str, Indicator],
    definitions: Sequence[Definition],
    code: str,
    days: tuple[date, date],
    dates: DateStyle = DateStyle.NUMERIC,
) -> str:
    """`cách tính đổi từ ngày 01/01/2020: …`, each change between the days of it or of what it rests on."""
    changes = changes_between(definitions, _all_codes(indicators, code), *days)
    return "; ".join(
        f"cách tính đổi từ ngày {format_date(change.valid_from, dates)}: {change.text}" for change in changes
    )


def definition_remarks(workspace: Workspace, days: tuple[date, date]) -> RemarkOf:
    """The same by the workspace's catalogue; a row that cannot be used says nothing."""
    indicators, _ = load_indicators(workspace.catalog / "indicators.csv")
    definitions, _ = load_definitions(workspace.catalog / "definitions.csv", indicators)
    return lambda code: definition_remark(indicators, definitions, code, days)


def _all_codes(indicators: Mapping[str, Indicator], code: str) -> frozenset[str]:
    """The code and all that its formula rests on."""
    found, to_visit = set[str](), [code]
    while to_visit:
        current = to_visit.pop()
        indicator = indicators.get(current)
        if current not in found and indicator is not None:
            found.add(current)
            to_visit += indicator.formula.codes if indicator.formula else ()
    return frozenset(found)
