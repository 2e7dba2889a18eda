"""figures.csv of the next period: every code without a value, last period's beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cchc.base.csv_writing import FOR_EXCEL, CsvForm, csv_text
from cchc.base.numbers import rounded
from cchc.base.windows import Moment
from cchc.base.written_numbers import plain_text
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.figures import COLUMNS, PREVIOUS, Figure
from cchc.inputs.workbook import Workbook
from cchc.values.earlier import earlier_value, succession, successors
from cchc.values.values import Value, Values


@dataclass(frozen=True)
class EmptyRow:
    """One code (and unit) to fill; `previous` is plain text."""

    indicator: str
    agency: str
    window_from: Moment | None = None
    document: str = ""
    previous: str = ""


def empty_rows(base: Workbook, documents: set[str], then: date | None, now: date | None) -> list[EmptyRow]:
    """A row for each code and unit of `base` that is still there, for successors, and for unused codes.

    Asked for are indicators in force on the day `now`. A row names its document where that is one of
    `documents`.
    """
    values = Values(base)
    asked = {code: i for code, i in base.catalogued.items() if i.in_force(now)}
    rows: dict[tuple[str, str], EmptyRow] = {}
    for figure in base.figures:
        document = figure.document if figure.document in documents else ""
        start = cumulative_start(figure)
        units = [unit.code for unit in successors(base.agencies, figure.agency, now)]
        if figure.indicator not in asked:
            continue
        for agency in units if figure.agency else [""]:
            value = values.get(figure.indicator)
            if agency:
                made_of = succession(base.agencies, agency, then, now)
                value = earlier_value(values, figure.indicator, made_of, agency)
            row = EmptyRow(figure.indicator, agency, start, document, _plain(value))
            rows.setdefault((figure.indicator, agency), row)
    covered = {code for code, _ in rows}
    for code in unused(asked, covered):
        # Where all units of an indicator are gone, the locality's own figure remains to be asked for.
        previous = _plain(values.get(code)) if any(f.indicator == code for f in base.figures) else ""
        rows[code, ""] = EmptyRow(code, "", previous=previous)
    return list(rows.values())


def unused(indicators: Mapping[str, Indicator], covered: set[str]) -> list[str]:
    """Codes of the catalogue that have no row yet and are not computed."""
    return [
        code for code, indicator in indicators.items() if code not in covered and indicator.formula is None
    ]


def gone_units(base: Workbook, now: date) -> list[str]:
    """A sentence for each unit that had figures and is no longer in force (Vietnamese)."""
    codes = dict.fromkeys(figure.agency for figure in base.figures if figure.agency)
    lines = []
    for code in codes:
        agency = base.agencies[code]
        if not agency.in_force(now):
            names = ", ".join(unit.name for unit in successors(base.agencies, code, now))
            lines.append(f"{agency.name}: {names or 'chưa khai đơn vị thay thế (cột successor)'}")
    return lines


def write_rows(rows: list[EmptyRow], form: CsvForm = FOR_EXCEL) -> str:
    """The rows as the text of figures.csv."""
    cells = [
        (row.indicator, row.agency, "", row.window_from or "", "", row.document, "", row.previous)
        for row in rows
    ]
    return csv_text((*COLUMNS, PREVIOUS), cells, form)


def cumulative_start(figure: Figure) -> Moment | None:
    """A cumulative figure goes on counting from the same day; any other window is a new one."""
    return figure.window.start if figure.window.end is None else None


def _plain(value: Value) -> str:
    if value.value is None:
        return ""
    if value.origin == "computed":
        return plain_text(rounded(value.value, value.indicator.decimals))
    return plain_text(value.value)
