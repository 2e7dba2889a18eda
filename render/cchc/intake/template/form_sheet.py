"""The sheet of an official form: its own columns, its identities shown where they do not hold."""

import re
from itertools import groupby

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cchc.base.formulas import Comparison
from cchc.inputs.workbook import Workbook
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
    asked_window,
    column_number,
)
from cchc.intake.template.cells import write_last_value, write_value_cell, write_window
from cchc.intake.template.guide_sheet import SheetHeading, write_heading
from cchc.intake.template.previous import LastValues
from cchc.intake.template.styles import Styles, set_up_page

GROUP_ROW, LABEL_ROW, NUMBER_ROW = 6, 7, 8
FIRST = 2
CODE_WORD = re.compile(r"c\d+(?:_\d+)*")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
UNEQUAL = {"==": "<>", "<=": ">", ">=": "<", "<": ">=", ">": "<="}


def write_form_sheet(
    book: xlsxwriter.Workbook,
    styles: Styles,
    heading: SheetHeading,
    form: FormSheet,
    workbook: Workbook,
    last: LastValues,
) -> None:
    """Write one official form."""
    sheet = book.add_worksheet(NOT_IN_NAMES.sub("-", f"Biểu {form.form}")[:31])
    write_heading(sheet, styles, heading)
    sheet.write_string(4, 0, FORM_LABEL, styles.label())
    sheet.write_string(4, 1, form.form, styles.plain())
    _write_columns(sheet, styles, form)
    row = NUMBER_ROW + 1
    for line in form.lines:
        _write_last(sheet, row, line, form, styles, last, heading)
        _write_line(sheet, row + 1, line, form, styles, workbook)
        row += 2
    _write_identities(sheet, row + 1, form, styles)
    sheet.freeze_panes(NUMBER_ROW + 1, FIRST)
    sheet.set_selection(NUMBER_ROW + 2, FIRST, NUMBER_ROW + 2, FIRST)
    set_up_page(sheet, repeat=(GROUP_ROW, NUMBER_ROW))


def _write_columns(sheet: Worksheet, styles: Styles, form: FormSheet) -> None:
    style, column = styles.heading(), FIRST
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 30)
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
    for n, title in enumerate((ROW_CODE, SCOPE)):
        sheet.write_blank(GROUP_ROW, n, None, style)
        sheet.write_blank(LABEL_ROW, n, None, style)
        sheet.write_string(NUMBER_ROW, n, title, style)
    for n, (title, width) in enumerate(((FROM, 12), (UNTIL, 12), (NOTE, 30)), start=column):
        sheet.set_column(n, n, width)
        sheet.write_blank(GROUP_ROW, n, None, style)
        sheet.write_blank(LABEL_ROW, n, None, style)
        sheet.write_string(NUMBER_ROW, n, title, style)


def _write_last(
    sheet: Worksheet,
    row: int,
    line: FormLine,
    form: FormSheet,
    styles: Styles,
    last: LastValues,
    heading: SheetHeading,
) -> None:
    sheet.write_string(row, 0, LAST_ROW, styles.locked(italic=True))
    sheet.write_string(row, 1, f"{line.scope} – {heading.last.lower()}", styles.locked(italic=True))
    for n, column in enumerate(form.columns, start=FIRST):
        item = line.items.get(column.code)
        write_last_value(sheet, row, n, last.of(item) if item else None, styles)
    for n in range(FIRST + len(form.columns), FIRST + len(form.columns) + 3):
        sheet.write_blank(row, n, None, styles.locked())
    sheet.set_row(row, 34)


def _write_line(
    sheet: Worksheet, row: int, line: FormLine, form: FormSheet, styles: Styles, workbook: Workbook
) -> None:
    sheet.set_row(row, 34)
    sheet.write_string(row, 0, line.code, styles.locked(font_size=9))
    sheet.write_string(row, 1, line.scope, styles.locked(bold=True))
    for n, column in enumerate(form.columns, start=FIRST):
        item = line.items.get(column.code)
        if item is None:
            sheet.write_blank(row, n, None, styles.locked())
        else:
            write_value_cell(sheet, row, n, item.indicator, styles)
    after = FIRST + len(form.columns)
    first_item = next(iter(line.items.values()))
    write_window(sheet, row, after, asked_window(workbook, first_item), styles)
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

    left, right = (CODE_WORD.sub(cell, side.text) for side in (identity.left, identity.right))
    cells = [xl_rowcol_to_cell(row, places[code], row_abs=True, col_abs=True) for code in identity.codes]
    broken = f"=AND(COUNT({','.join(cells)})={len(cells)},({left}){UNEQUAL[identity.operator]}({right}))"
    for code in identity.codes:
        sheet.conditional_format(
            row,
            places[code],
            row,
            places[code],
            {"type": "formula", "criteria": broken, "format": styles.red()},
        )


def _write_identities(sheet: Worksheet, row: int, form: FormSheet, styles: Styles) -> None:
    if not form.identities:
        return
    sheet.write_string(row, 0, "Các cột phải khớp", styles.label())
    signs = {"==": "=", "<=": "≤", ">=": "≥"}
    for n, (identity, meaning) in enumerate(form.identities):
        left, right = (
            CODE_WORD.sub(lambda m: column_number(m[0]), side.text)
            for side in (identity.left, identity.right)
        )
        text = f"{left} {signs.get(identity.operator, identity.operator)} {right}: {meaning}"
        sheet.write_string(row + n, 1, text, styles.plain())
