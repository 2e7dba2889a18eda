"""The ledger as an Excel file for reviewers: figures.xlsx."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cchc.base.findings import Finding, finding_record
from cchc.execution.section import AssembledSection
from cchc.inputs.workbook import Workbook
from cchc.publish.page.cards import touches
from cchc.values.explanation import ORIGINS, arithmetic, formula_in_words, stated_otherwise, window_in_words
from cchc.values.printed_figure import PrintedFigure

# Text stays text, whatever it begins with.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
LINE = "#D6DBE1"


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading and how wide it is, in letters."""

    title: str
    width: int
    wrapped: bool = False


FIGURES = (
    Column("STT", 5),
    Column("Phần", 8),
    Column("Mục", 22, True),
    Column("In trong báo cáo", 14),
    Column("Giá trị", 14),
    Column("Đơn vị tính", 11),
    Column("Chỉ tiêu", 34, True),
    Column("Mã chỉ tiêu", 34, True),
    Column("Đơn vị báo cáo", 16, True),
    Column("Cách có số liệu", 16, True),
    Column("Công thức", 38, True),
    Column("Thay số", 34, True),
    Column("Văn bản ghi khác", 24, True),
    Column("Kỳ số liệu", 24, True),
    Column("Nơi cung cấp", 22, True),
    Column("Văn bản, ghi chú", 22, True),
    Column("Tệp", 26, True),
    Column("Dòng", 6),
    Column("Ô trong tệp đơn vị gửi", 34, True),
    Column("Điều cần xem lại", 50, True),
)
FINDINGS = (
    Column("STT", 5),
    Column("Mức", 11),
    Column("Phần", 18, True),
    Column("Nội dung", 80, True),
    Column("Văn bản ghi", 16, True),
    Column("Tính lại", 16, True),
    Column("Mã chỉ tiêu", 38, True),
    Column("Quy tắc", 22, True),
    Column("Tệp", 26, True),
    Column("Dòng", 6),
)
# What stands in them, after the number.
FINDING_FIELDS = (
    "severity",
    "section",
    "explanation",
    "found",
    "expected",
    "figures",
    "rule",
    "file",
    "row",
)


def write_ledger_sheet(
    workbook: Workbook,
    sections: Sequence[AssembledSection],
    findings: Sequence[Finding],
    path: Path,
    epoch: int,
) -> None:
    """Write figures.xlsx: the figures as printed, in reading order, and the findings."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    book.set_properties(
        {
            "title": f"Số liệu đã in trong báo cáo {workbook.period_label}",
            "created": datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None),
        }
    )
    figures = [figure for section in sections for figure in section.figures]
    rows = [_figure_row(workbook, n, figure, findings) for n, figure in enumerate(figures, start=1)]
    _sheet(book, "Số liệu", FIGURES, rows)
    _sheet(book, "Điều cần xem lại", FINDINGS, [_finding_row(n, f) for n, f in enumerate(findings, start=1)])
    book.close()


def _figure_row(
    workbook: Workbook, order: int, figure: PrintedFigure, findings: Sequence[Finding]
) -> list[object]:
    agency = workbook.agencies.get(figure.agency)
    found = [f"{f.severity}: {f.explanation}" for f in findings if touches(f, figure)]
    return [
        order,
        _section_label(workbook, figure.section),
        figure.place,
        figure.text,
        Decimal(figure.value) if figure.value else "",
        figure.unit,
        figure.name,
        figure.indicator,
        agency.name if agency else figure.agency,
        ORIGINS.get(figure.origin, figure.origin),
        formula_in_words(workbook, figure),
        arithmetic(workbook, figure),
        stated_otherwise(figure),
        window_in_words(workbook, figure.window),
        figure.source,
        figure.document,
        figure.file,
        figure.row or "",
        "\n".join(figure.source_cells),
        "\n".join(found),
    ]


def _finding_row(order: int, finding: Finding) -> list[object]:
    cells = finding_record(finding) | {"figures": "\n".join(finding.figures), "row": finding.row or ""}
    return [order, *(cells[name] for name in FINDING_FIELDS)]


def _section_label(workbook: Workbook, code: str) -> str:
    entry = workbook.outline.section(code)
    if entry is None:
        return code
    part = workbook.outline.part_of(code)
    return ".".join(filter(None, [part.number, entry.number])) or "Phụ lục"


def _sheet(
    book: xlsxwriter.Workbook, name: str, columns: Sequence[Column], rows: Sequence[Sequence[object]]
) -> None:
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
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
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
    for row, cells in enumerate(rows, start=1):
        for n, cell in enumerate(cells):
            if isinstance(cell, int | Decimal):
                sheet.write_number(row, n, cell, whole if cell % 1 == 0 else exact)
            else:
                sheet.write_string(row, n, str(cell), wrapped if columns[n].wrapped else plain)
