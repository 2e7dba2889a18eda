"""The sheet of an official form: its own columns, its identities shown where they do not hold."""

import re
from itertools import groupby

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cchc.base.formulas import Comparison
from cchc.inputs.catalog.forms import COLUMN
from cchc.intake.form import (
    FORM_LABEL,
    FROM,
    LAST_ROW,
    NOTE,
    ROW_CODE,
    SCOPE,
    UNTIL,
    FormLine,
    FormSheet,
    column_number,
)
from cchc.intake.template.form_book import FormBook, write_code
from cchc.intake.template.styles import Styles, set_up_page

GROUP_ROW, LABEL_ROW, NUMBER_ROW = 6, 7, 8
FIRST = 2
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
UNEQUAL = {"==": "<>", "<=": ">", ">=": "<", "<": ">=", ">": "<="}


def write_form_sheet(book: FormBook, form: FormSheet) -> None:
    """Write one official form."""
    styles, sheet = book.styles, book.add_sheet(NOT_IN_NAMES.sub("-", f"Biểu {form.form}")[:31])
    sheet.write_string(4, 0, FORM_LABEL, styles.label())
    sheet.write_string(4, 1, form.form, styles.plain())
    _write_columns(sheet, styles, form)
    row = NUMBER_ROW + 1
    for line in form.lines:
        _write_last(book, sheet, row, line, form)
        _write_line(book, sheet, row + 1, line, form)
        row += 2
    _write_identities(sheet, row + 1, form, styles)
    sheet.freeze_panes(NUMBER_ROW + 1, FIRST)
    sheet.set_selection(NUMBER_ROW + 2, FIRST, NUMBER_ROW + 2, FIRST)
    set_up_page(sheet, repeat=(GROUP_ROW, NUMBER_ROW))


def _write_columns(sheet: Worksheet, styles: Styles, form: FormSheet) -> None:
    style, column = styles.heading(), FIRST
    sheet.set_column(FIRST, FIRST + len(form.columns) - 1, 13)
    sheet.set_row(LABEL_ROW, 50)
    for group, members in groupby(form.columns, key=lambda c: c.group):
        labels = list(members)
        if len(labels) > 1:
            sheet.merge_range(GROUP_ROW, column, GROUP_ROW, column + len(labels) - 1, group, style)
        else:
            sheet.write_string(GROUP_ROW, column, group, style)
        for member in labels:
            sheet.write_string(LABEL_ROW, column, member.label, style)
            sheet.write_string(NUMBER_ROW, column, column_number(member.code), style)
            column += 1
    beside = [(0, ROW_CODE, 24), (1, SCOPE, 30)]
    beside += [(column, FROM, 12), (column + 1, UNTIL, 12), (column + 2, NOTE, 30)]
    for n, title, width in beside:
        sheet.set_column(n, n, width)
        sheet.write_blank(GROUP_ROW, n, None, style)
        sheet.write_blank(LABEL_ROW, n, None, style)
        sheet.write_string(NUMBER_ROW, n, title, style)


def _write_last(book: FormBook, sheet: Worksheet, row: int, line: FormLine, form: FormSheet) -> None:
    styles = book.styles
    sheet.write_string(row, 0, LAST_ROW, styles.locked(italic=True))
    sheet.write_string(row, 1, f"{line.scope} – {book.last.title.lower()}", styles.locked(italic=True))
    for n, column in enumerate(form.columns, start=FIRST):
        book.write_last_value(sheet, row, n, line.items.get(column.code))
    for n in range(FIRST + len(form.columns), FIRST + len(form.columns) + 3):
        sheet.write_blank(row, n, None, styles.locked())
    sheet.set_row(row, 34)


def _write_line(book: FormBook, sheet: Worksheet, row: int, line: FormLine, form: FormSheet) -> None:
    styles = book.styles
    sheet.set_row(row, 34)
    write_code(sheet, row, 0, line.code, styles.locked(font_size=9))
    sheet.write_string(row, 1, line.scope, styles.locked(bold=True))
    for n, column in enumerate(form.columns, start=FIRST):
        item = line.items.get(column.code)
        if item is None:
            sheet.write_blank(row, n, None, styles.locked())
        else:
            book.write_value_cell(sheet, row, n, item.indicator)
    after = FIRST + len(form.columns)
    book.write_window(sheet, row, after, next(iter(line.items.values())))
    sheet.write_blank(row, after + 2, None, styles.open(text_wrap=True))
    for identity, _ in form.identities:
        if all(code in line.items for code in identity.codes):
            _mark_where_broken(sheet, row, identity, form, styles)


def _mark_where_broken(
    sheet: Worksheet, row: int, identity: Comparison, form: FormSheet, styles: Styles
) -> None:
    """Red on the cells of an identity that are all filled and do not fit."""
    places = {column.code: FIRST + n for n, column in enumerate(form.columns)}

    def cell(match: "re.Match[str]") -> str:
        return str(xl_rowcol_to_cell(row, places[match[0]], row_abs=True, col_abs=True))

    left, right = (COLUMN.sub(cell, side.text) for side in (identity.left, identity.right))
    cells = [xl_rowcol_to_cell(row, places[code], row_abs=True, col_abs=True) for code in identity.codes]
    broken = f"=AND(COUNT({','.join(cells)})={len(cells)},({left}){UNEQUAL[identity.operator]}({right}))"
    for at in [places[code] for code in identity.codes]:
        mark = {"type": "formula", "criteria": broken, "format": styles.red()}
        sheet.conditional_format(row, at, row, at, mark)


def _write_identities(sheet: Worksheet, row: int, form: FormSheet, styles: Styles) -> None:
    if not form.identities:
        return
    sheet.write_string(row, 0, "Các cột phải khớp", styles.label())
    signs = {"==": "=", "<=": "≤", ">=": "≥"}
    for n, (identity, meaning) in enumerate(form.identities):
        left, right = (
            COLUMN.sub(lambda m: column_number(m[0]), side.text) for side in (identity.left, identity.right)
        )
        text = f"{left} {signs.get(identity.operator, identity.operator)} {right}: {meaning}"
        sheet.write_string(row + n, 1, text, styles.plain())
