"""The data window in a form: filled in beforehand, written as people write dates."""

from datetime import datetime, time

from xlsxwriter.worksheet import Worksheet

from cchc.intake.assignment import Item
from cchc.intake.template_styles import Styles
from cchc.windows import Moment, Window
from cchc.workbook import Workbook


def asked_window(workbook: Workbook, item: Item) -> Window:
    """The window of the item's row in figures.csv, or the period's own."""
    for figure in workbook.figures:
        if (figure.indicator, figure.agency) == item.key and figure.window.stated:
            return figure.window
    return workbook.default_window


def write_window(sheet: Worksheet, row: int, column: int, window: Window, styles: Styles) -> None:
    """Write both ends into two cells: days as dates, months and years as text."""
    for n, moment in enumerate((window.start, window.end)):
        write_moment(sheet, row, column + n, moment, styles)


def write_moment(sheet: Worksheet, row: int, column: int, moment: Moment | None, styles: Styles) -> None:
    """Write one end of a window into a cell that may be changed."""
    if moment is None:
        sheet.write_blank(row, column, None, styles.open(align="center"))
    elif moment.day is not None:
        day = datetime.combine(moment.first_day(), time())
        sheet.write_datetime(row, column, day, styles.open(num_format="dd/mm/yyyy", align="center"))
    else:
        text = f"{moment.month:02d}/{moment.year}" if moment.month is not None else str(moment.year)
        sheet.write_string(row, column, text, styles.open(align="center"))
