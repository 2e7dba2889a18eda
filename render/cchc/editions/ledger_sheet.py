"""The ledger as an Excel file for reviewers: figures.xlsx."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cchc.base.findings import Finding
from cchc.execution.section import AssembledSection, printed_figures
from cchc.inputs.workbook import Workbook
from cchc.publish.page.cards import touches
from cchc.values.explanation import ORIGINS, arithmetic, formula_in_words, stated_otherwise, window_in_words
from cchc.values.printed_figure import PrintedFigure

# Text stays text, whatever it begins with.
OPTIONS = {
    # A run that is killed leaves no temporary files behind.
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
LINE = "#D6DBE1"


@dataclass(frozen=True)
class FigureRow:
    """A figure of the report, counted from 1, and what the sheet says of it."""

    order: int
    figure: PrintedFigure
    workbook: Workbook
    findings: Sequence[Finding]

    @property
    def section(self) -> str:
        """`II.2`, or that it is in the appendix."""
        entry = self.workbook.outline.section(self.figure.section)
        if entry is None:
            return self.figure.section
        part = self.workbook.outline.part_of(entry.code)
        return ".".join(filter(None, [part.number, entry.number])) or "Phụ lục"

    @property
    def agency(self) -> str:
        """The reporting unit's name; its code where the catalog does not know it."""
        agency = self.workbook.agencies.get(self.figure.agency)
        return agency.name if agency else self.figure.agency

    @property
    def remarks(self) -> str:
        """What was found of it, a line each."""
        touching = (finding for finding in self.findings if touches(finding, self.figure))
        return "\n".join(f"{finding.severity}: {finding.explanation}" for finding in touching)


Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a sheet: its heading, how wide it is, in letters, and its cell in a row."""

    title: str
    width: int
    cell: Callable[[Row], object]
    wrapped: bool = True


FIGURES: tuple[Column[FigureRow], ...] = (
    Column("STT", 5, lambda row: row.order, wrapped=False),
    Column("Phần", 8, lambda row: row.section, wrapped=False),
    Column("Mục", 22, lambda row: row.figure.place),
    Column("In trong báo cáo", 14, lambda row: row.figure.text, wrapped=False),
    Column("Giá trị", 14, lambda row: Decimal(row.figure.value) if row.figure.value else "", wrapped=False),
    Column("Đơn vị tính", 11, lambda row: row.figure.unit, wrapped=False),
    Column("Chỉ tiêu", 34, lambda row: row.figure.name),
    Column("Mã chỉ tiêu", 34, lambda row: row.figure.indicator),
    Column("Đơn vị báo cáo", 16, lambda row: row.agency),
    Column("Cách có số liệu", 16, lambda row: ORIGINS.get(row.figure.origin, row.figure.origin)),
    Column("Công thức", 38, lambda row: formula_in_words(row.workbook, row.figure)),
    Column("Thay số", 34, lambda row: arithmetic(row.workbook, row.figure)),
    Column("Văn bản ghi khác", 24, lambda row: stated_otherwise(row.figure)),
    Column("Kỳ số liệu", 24, lambda row: window_in_words(row.workbook, row.figure.window)),
    Column("Nơi cung cấp", 22, lambda row: row.figure.source),
    Column("Văn bản, ghi chú", 22, lambda row: row.figure.document),
    Column("Tệp", 26, lambda row: row.figure.file),
    Column("Dòng", 6, lambda row: row.figure.row or "", wrapped=False),
    Column("Ô trong tệp đơn vị gửi", 34, lambda row: "\n".join(row.figure.source_cells)),
    Column("Điều cần xem lại", 50, lambda row: row.remarks),
)
FINDINGS: tuple[Column[tuple[int, Finding]], ...] = (
    Column("STT", 5, lambda row: row[0], wrapped=False),
    Column("Mức", 11, lambda row: row[1].severity.value, wrapped=False),
    Column("Phần", 18, lambda row: row[1].section),
    Column("Nội dung", 80, lambda row: row[1].explanation),
    Column("Văn bản ghi", 16, lambda row: row[1].found),
    Column("Tính lại", 16, lambda row: row[1].expected),
    Column("Mã chỉ tiêu", 38, lambda row: "\n".join(row[1].figures)),
    Column("Quy tắc", 22, lambda row: row[1].rule),
    Column("Tệp", 26, lambda row: row[1].file),
    Column("Dòng", 6, lambda row: row[1].row or "", wrapped=False),
)


def write_ledger_sheet(
    workbook: Workbook,
    sections: Sequence[AssembledSection],
    findings: Sequence[Finding],
    path: Path,
    epoch: int,
) -> None:
    """Write figures.xlsx: the figures as printed, in reading order, and the findings."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, OPTIONS)
    book.set_properties(
        {
            "title": f"Số liệu đã in trong báo cáo {workbook.period_label}",
            "created": datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None),
        }
    )
    figures = enumerate(printed_figures(sections), start=1)
    _sheet(book, "Số liệu", FIGURES, [FigureRow(n, figure, workbook, findings) for n, figure in figures])
    _sheet(book, "Điều cần xem lại", FINDINGS, list(enumerate(findings, start=1)))
    book.close()
    path.write_bytes(content.getvalue())


def _sheet(book: xlsxwriter.Workbook, name: str, columns: Sequence[Column[Row]], rows: Sequence[Row]) -> None:
    sheet = book.add_worksheet(name)
    _write_rows(book, sheet, columns, rows)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&P/&N")


def _write_rows(
    book: xlsxwriter.Workbook, sheet: Worksheet, columns: Sequence[Column[Row]], rows: Sequence[Row]
) -> None:
    """The headings, then the rows below them: numbers as numbers, text as text."""
    border = {"bottom": 1, "bottom_color": LINE}
    heading = book.add_format(
        {**FONT, "bold": True, "text_wrap": True, "bg_color": "#E8EDF2", "bottom": 1, "valign": "vcenter"}
    )
    plain = book.add_format({**FONT, **border})
    wrapped = book.add_format({**FONT, **border, "text_wrap": True})
    whole = book.add_format({**FONT, **border, "num_format": "#,##0"})
    exact = book.add_format({**FONT, **border, "num_format": "#,##0.00##"})
    for n, column in enumerate(columns):
        sheet.set_column(n, n, column.width)
        sheet.write_string(0, n, column.title, heading)
    for number, row in enumerate(rows, start=1):
        for n, column in enumerate(columns):
            cell = column.cell(row)
            if isinstance(cell, int | Decimal):
                sheet.write_number(number, n, cell, whole if cell % 1 == 0 else exact)
            else:
                sheet.write_string(number, n, str(cell), wrapped if column.wrapped else plain)
