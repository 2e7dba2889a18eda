"""The sheet of indicators one below the other, with last period's values beside the cells to fill."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from cchc.intake.assignment import FormItem
from cchc.intake.form import DATA_SHEET, HEADINGS, LAST, VALUE
from cchc.intake.template.form_book import FormBook, write_code
from cchc.intake.template.styles import set_up_page

HEADING_ROW = 5
WIDTHS = (17, 36, 31, 16, 12, 44, 12, 12, 16, 18, 30)
LINE_HEIGHT = 16
# Letters that fit into one line of the definition's column.
LINE_LETTERS = 46


def write_list(book: FormBook, items: Sequence[FormItem]) -> None:
    """Write the sheet “Số liệu”."""
    sheet = book.add_sheet(DATA_SHEET)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(HEADING_ROW, 3 * LINE_HEIGHT)
    titles = [book.last.title if title == LAST else title for title in HEADINGS]
    sheet.write_row(HEADING_ROW, 0, titles, book.styles.heading())
    for n, item in enumerate(items, start=1):
        _write_item(book, sheet, HEADING_ROW + n, n, item)
    sheet.freeze_panes(HEADING_ROW + 1, 3)
    sheet.set_selection(HEADING_ROW + 1, HEADINGS.index(VALUE), HEADING_ROW + 1, HEADINGS.index(VALUE))
    set_up_page(sheet, repeat=(HEADING_ROW, HEADING_ROW))


def _write_item(book: FormBook, sheet: Worksheet, row: int, order: int, item: FormItem) -> None:
    indicator, styles = item.indicator, book.styles
    lines = max(2, -(-len(indicator.definition) // LINE_LETTERS), -(-len(indicator.name) // 26))
    sheet.set_row(row, lines * LINE_HEIGHT)
    sheet.write_number(row, 0, order, styles.locked(align="center"))
    texts = (indicator.code, indicator.name, item.scope, indicator.unit, indicator.definition)
    for column, text in enumerate(texts, start=1):
        # Codes are for the computer: small, so that they fit.
        style = styles.locked(font_size=9) if column == 1 else styles.locked()
        write_code(sheet, row, column, text, style)
    book.write_window(sheet, row, 6, item)
    book.write_last_value(sheet, row, 8, item)
    book.write_value_cell(sheet, row, 9, indicator)
    sheet.write_blank(row, 10, None, styles.open(text_wrap=True))
