"""Cells that both kinds of sheet have: a value to fill, last period's, the window of a row."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from cchc.base.numbers import decimals_of
from cchc.base.windows import Moment, Window
from cchc.inputs.catalog.indicators import Indicator
from cchc.intake.template.styles import Styles
from cchc.intake.value_rules import entry_rule


def write_last_value(sheet: Worksheet, row: int, column: int, value: Decimal | None, styles: Styles) -> None:
    """Last period's value, with the decimals it has."""
    if value is None:
        sheet.write_blank(row, column, None, styles.locked())
        return
    places = min(decimals_of(value), 2)
    form = "#,##0" + ("." + "0" * places if places else "")
    sheet.write_number(row, column, value, styles.locked(num_format=form, italic=True))


def write_value_cell(sheet: Worksheet, row: int, column: int, indicator: Indicator, styles: Styles) -> None:
    """An empty cell to fill, with what it takes."""
    rule = entry_rule(indicator)
    properties: dict[str, Any] = {"num_format": rule.number_format} if rule.number_format else {}
    sheet.write_blank(row, column, None, styles.open(align="right", **properties))
    sheet.data_validation(
        row,
        column,
        row,
        column,
        {
            **rule.excel,
            "ignore_blank": True,
            "input_title": indicator.unit[:32],
            "input_message": rule.hint,
            "error_title": "Chưa đúng",
            "error_message": rule.hint,
        },
    )


def write_window(sheet: Worksheet, row: int, column: int, window: Window, styles: Styles) -> None:
    """Write both ends into two cells: days as dates, months and years as text."""
    for n, moment in enumerate((window.start, window.end)):
        _write_moment(sheet, row, column + n, moment, styles)


def _write_moment(sheet: Worksheet, row: int, column: int, moment: Moment | None, styles: Styles) -> None:
    """Write one end of a window into a cell that may be changed."""
    if moment is None:
        sheet.write_blank(row, column, None, styles.open(align="center"))
    elif moment.day is not None:
        day = datetime.combine(moment.first_day(), time())
        sheet.write_datetime(row, column, day, styles.open(num_format="dd/mm/yyyy", align="center"))
    else:
        text = f"{moment.month:02d}/{moment.year}" if moment.month is not None else str(moment.year)
        sheet.write_string(row, column, text, styles.open(align="center"))
