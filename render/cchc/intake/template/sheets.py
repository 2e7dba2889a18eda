"""The sheet of an official form: its own columns, its identities shown where they do not hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cchc.base.formulas import Comparison
from cchc.base.numbers import decimals_of
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.workbook import Workbook
from cchc.intake.assignment import Item
from cchc.intake.form import (
    DATA_SHEET,
    FORM_LABEL,
    FROM,
    GUIDE_SHEET,
    HEADINGS,
    LAST,
    LAST_ROW,
    NOTE,
    PERIOD_LABEL,
    ROW_CODE,
    SCOPE,
    TITLE,
    UNIT_LABEL,
    UNTIL,
    VALUE,
    VERSION_LABEL,
    FormColumn,
    FormLine,
    FormSheet,
)
from cchc.intake.template.previous import LastValues
from cchc.intake.template.styles import Styles, asked_window, set_up_page, write_window
from cchc.intake.value_rules import entry_rule

LINES = (
    (
        "Điền ở đâu",
        "Chỉ điền các ô nền vàng. Ô nền xám đã khóa (không có mật khẩu); không thêm, xóa hay gộp ô.",
    ),
    ("Số", "Gõ số, không gõ chữ, đơn vị tính hay “khoảng”. Số đếm viết liền: 3133520."),
    ("Tỷ lệ", "Gõ số phần trăm: 10,07 hoặc 10,07%. Từ 1% trở xuống phải kèm dấu %: 0,8%."),
    ("Để trống", "Ô để trống nghĩa là CHƯA có số liệu; đơn vị sẽ được nhắc."),
    ("Số 0", "Không phát sinh thì gõ 0. Không gõ “-”, “x” hay “không có”."),
    (
        "Kỳ số liệu",
        "“Từ ngày”, “Đến ngày” đã điền sẵn; chỉ sửa khi số liệu của đơn vị tính theo khoảng khác "
        "(ghi 15/03/2020; tháng 03/2020 hay năm 2020 cũng được).",
    ),
    ("Số kỳ trước", "Để tham khảo, không phải sửa. Thấy sai thì nêu ở cột Ghi chú."),
    ("Ghi chú", "Điều cần giải thích về con số: ước tính, thay đổi cách tính, chưa đủ đơn vị trực thuộc."),
    (
        "Ô nền đỏ",
        "Các cột của biểu không khớp nhau (xem các đẳng thức dưới biểu). Kiểm tra lại trước khi gửi.",
    ),
)


@dataclass(frozen=True)
class Heading:
    """What each sheet says of itself: period and supplier with their codes, the form's version."""

    period: str
    unit: str
    version: str
    last: str


def write_guide(book: xlsxwriter.Workbook, styles: Styles, heading: Heading, receiver: str) -> None:
    """Write the first sheet."""
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    write_heading(sheet, styles, heading)
    send = f"Lưu tệp (.xlsx) rồi gửi về cơ quan tổng hợp báo cáo của {receiver}. Đổi tên tệp cũng được."
    for row, (label, text) in enumerate((*LINES, ("Gửi", send)), start=5):
        sheet.set_row(row, 36)
        sheet.write_string(row, 0, label, styles.make(bold=True, valign="top"))
        sheet.write_string(row, 1, text, styles.prose())
    set_up_page(sheet, repeat=None)


def write_heading(sheet: xlsxwriter.worksheet.Worksheet, styles: Styles, heading: Heading) -> None:
    """The title, and whose form of which period this is."""
    sheet.write_string(0, 0, TITLE, styles.title())
    lines = ((PERIOD_LABEL, heading.period), (UNIT_LABEL, heading.unit), (VERSION_LABEL, heading.version))
    for row, (label, text) in enumerate(lines, start=1):
        sheet.write_string(row, 0, label, styles.label())
        sheet.write_string(row, 1, text, styles.plain())


HEADING_ROW = 5
WIDTHS = (17, 36, 31, 16, 12, 44, 12, 12, 16, 18, 30)
LINE_HEIGHT = 16
# Letters that fit into one line of the definition's column.
LINE_LETTERS = 46


def write_list(
    book: xlsxwriter.Workbook,
    styles: Styles,
    heading: Heading,
    items: Sequence[Item],
    workbook: Workbook,
    last: LastValues,
) -> None:
    """Write the sheet “Số liệu”."""
    sheet = book.add_worksheet(DATA_SHEET)
    write_heading(sheet, styles, heading)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(HEADING_ROW, 3 * LINE_HEIGHT)
    for column, title in enumerate(HEADINGS):
        sheet.write_string(HEADING_ROW, column, heading.last if title == LAST else title, styles.heading())
    for n, item in enumerate(items, start=1):
        _write_item(sheet, HEADING_ROW + n, n, item, styles, workbook, last)
    sheet.freeze_panes(HEADING_ROW + 1, 3)
    sheet.set_selection(HEADING_ROW + 1, HEADINGS.index(VALUE), HEADING_ROW + 1, HEADINGS.index(VALUE))
    set_up_page(sheet, repeat=(HEADING_ROW, HEADING_ROW))


def _write_item(
    sheet: Worksheet, row: int, order: int, item: Item, styles: Styles, workbook: Workbook, last: LastValues
) -> None:
    indicator = item.indicator
    lines = max(2, -(-len(indicator.definition) // LINE_LETTERS), -(-len(indicator.name) // 26))
    sheet.set_row(row, lines * LINE_HEIGHT)
    sheet.write_number(row, 0, order, styles.locked(align="center"))
    texts = (indicator.code, indicator.name, item.scope, indicator.unit, indicator.definition)
    for column, text in enumerate(texts, start=1):
        # Codes are for the computer: small, so that they fit.
        style = styles.locked(font_size=9) if column == 1 else styles.locked()
        sheet.write_string(row, column, text, style)
    write_window(sheet, row, 6, asked_window(workbook, item), styles)
    write_last_value(sheet, row, 8, last.of(item), styles)
    write_value_cell(sheet, row, 9, indicator, styles)
    sheet.write_blank(row, 10, None, styles.open(text_wrap=True))


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


GROUP_ROW, LABEL_ROW, NUMBER_ROW = 6, 7, 8
FIRST = 2
CODE_WORD = re.compile(r"c\d+(?:_\d+)*")
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
UNEQUAL = {"==": "<>", "<=": ">", ">=": "<", "<": ">=", ">": "<="}


def write_form_sheet(
    book: xlsxwriter.Workbook,
    styles: Styles,
    heading: Heading,
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
            sheet.write_string(NUMBER_ROW, column, member.number, style)
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
    heading: Heading,
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
            CODE_WORD.sub(lambda m: FormColumn(m[0], "").number, side.text)
            for side in (identity.left, identity.right)
        )
        text = f"{left} {signs.get(identity.operator, identity.operator)} {right}: {meaning}"
        sheet.write_string(row + n, 1, text, styles.plain())
