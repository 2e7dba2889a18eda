"""One supplier's file as it is written: sheets under one heading, and the cells that all of them have."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cchc.base.numbers import decimals_of
from cchc.base.spreadsheets.escapes import safe_pieces
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.workbook import Workbook
from cchc.intake.assignment import FormItem
from cchc.intake.form import TITLE, asked_window
from cchc.intake.template.previous import LastValues
from cchc.intake.template.styles import Styles
from cchc.intake.value_rules import entry_rule


def write_code(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """A text that holds a code, in runs none of which a spreadsheet program takes for a character."""
    runs = [part for piece in safe_pieces(text) for part in (style, piece)]
    if len(runs) > 2:
        sheet.write_rich_string(row, column, *runs, style)
    else:
        sheet.write_string(row, column, text, style)


@dataclass(frozen=True)
class FormBook:
    """A file at work; `heading` is what each sheet states about itself, label by label."""

    file: xlsxwriter.Workbook
    heading: dict[str, str]
    workbook: Workbook
    last: LastValues

    @cached_property
    def styles(self) -> Styles:
        """The formats of this file."""
        return Styles(self.file)

    def add_sheet(self, name: str) -> Worksheet:
        """A new sheet that says whose form of which period this is."""
        sheet = self.file.add_worksheet(name)
        sheet.write_string(0, 0, TITLE, self.styles.make(bold=True, font_size=14))
        for row, (label, text) in enumerate(self.heading.items(), start=1):
            sheet.write_string(row, 0, label, self.styles.label())
            write_code(sheet, row, 1, text, self.styles.plain())
        return sheet

    def write_last_value(self, sheet: Worksheet, row: int, column: int, item: FormItem | None) -> None:
        """Last period's value, with the decimals it has."""
        value = self.last.of(item) if item else None
        if value is None:
            sheet.write_blank(row, column, None, self.styles.locked())
            return
        places = min(decimals_of(value), 2)
        form = "#,##0" + ("." + "0" * places if places else "")
        sheet.write_number(row, column, value, self.styles.locked(num_format=form, italic=True))

    def write_value_cell(self, sheet: Worksheet, row: int, column: int, indicator: Indicator) -> None:
        """An empty cell to fill, with what it takes."""
        hint, bounds, number_format = entry_rule(indicator)
        properties: dict[str, Any] = {"num_format": number_format} if number_format else {}
        sheet.write_blank(row, column, None, self.styles.open(align="right", **properties))
        validation = {
            **bounds,
            "ignore_blank": True,
            "input_title": indicator.unit[:32],
            "input_message": hint,
            "error_title": "Chưa đúng",
            "error_message": hint,
        }
        sheet.data_validation(row, column, row, column, validation)

    def write_window(self, sheet: Worksheet, row: int, column: int, item: FormItem) -> None:
        """Both ends of the item's window, to be changed: days as dates, months and years as text."""
        window, centred = asked_window(self.workbook, item), self.styles.open(align="center")
        for at, moment in enumerate((window.start, window.end), start=column):
            if moment is None:
                sheet.write_blank(row, at, None, centred)
            elif moment.day is not None:
                dated = self.styles.open(num_format="dd/mm/yyyy", align="center")
                sheet.write_datetime(row, at, datetime.combine(moment.first_day(), time()), dated)
            else:
                text = f"{moment.month:02d}/{moment.year}" if moment.month is not None else str(moment.year)
                sheet.write_string(row, at, text, centred)
