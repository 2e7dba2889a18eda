"""How forms look: Times New Roman, locked headings in grey, cells to fill in yellow."""

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
EDGE = {"border": 1, "border_color": "#8A94A0"}
LOCKED = "#EEF1F4"
OPEN = "#FFF9DB"
RED = "#F8C9C4"
PAPER_A4 = 9

PROTECTION = {
    "objects": True,
    "scenarios": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


class Styles:
    """The formats of one file, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def make(self, **properties: Any) -> Format:
        """A format over the common font."""
        wanted = tuple(sorted({**FONT, **properties}.items()))
        if wanted not in self._made:
            self._made[wanted] = self._book.add_format(dict(wanted))
        return self._made[wanted]

    def label(self) -> Format:
        """`Kỳ báo cáo:`."""
        return self.make(bold=True)

    def plain(self) -> Format:
        """Text outside the table."""
        return self.make()

    def heading(self) -> Format:
        """A column's heading."""
        return self.make(**EDGE, bold=True, text_wrap=True, align="center", bg_color="#DDE3EA")

    def locked(self, **properties: Any) -> Format:
        """A cell that the unit does not change."""
        return self.make(**EDGE, text_wrap=True, bg_color=LOCKED, **properties)

    def open(self, **properties: Any) -> Format:
        """A cell to fill."""
        return self.make(**EDGE, locked=False, bg_color=OPEN, **properties)

    def red(self) -> Format:
        """What an identity that does not hold turns its cells to."""
        return self._book.add_format({"bg_color": RED})


def set_up_page(sheet: Worksheet, *, repeat: tuple[int, int] | None) -> None:
    """A4 landscape, one page wide, headings on each page, no password on what is locked."""
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    if repeat:
        sheet.repeat_rows(*repeat)
    sheet.set_footer('&C&"Times New Roman"&P/&N')
    sheet.protect("", PROTECTION)
