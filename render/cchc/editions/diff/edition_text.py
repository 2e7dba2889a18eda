"""An edition as it is compared: what it prints, what checks found, what it cites."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from cchc.base.csv_tables import Row, read_table
from cchc.base.csv_writing import original
from cchc.base.findings import FINDING_COLUMNS, Finding, ReportError, stop_on
from cchc.base.period import Period
from cchc.base.system_errors import reason
from cchc.base.windows import UNSTATED, Window
from cchc.editions.diff.edition_figures import EditionFigure, FigureKey, edition_figures
from cchc.editions.diff.printed_text import PrintedText, read_printed_text
from cchc.editions.edition import open_edition
from cchc.editions.ledger import LEDGER_COLUMNS, read_finding
from cchc.execution.section import AssembledSection, printed_figures
from cchc.inputs.documents import COLUMNS as DOCUMENT_COLUMNS
from cchc.inputs.workbook import Workbook
from cchc.publish.markdown_reader import MarkdownReader

FIGURES, FINDINGS, DOCUMENTS, SECTIONS = "figures.csv", "findings.csv", "documents.csv", "sections"


@dataclass(frozen=True)
class EditionText:
    """One edition of one period; `number` is None for the one that is being made."""

    period: Period
    number: int | None
    final: bool
    figures: Mapping[FigureKey, EditionFigure]
    findings: tuple[Finding, ...]
    documents: Mapping[str, Mapping[str, str]]
    sections: tuple[AssembledSection, ...]
    # That of the period, where its figures have none of their own.
    window: Window = UNSTATED
    reader: MarkdownReader | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """`bản số 3`, `bản chính thức số 4`, `bản này`."""
        if self.number is None:
            return "bản này"
        return f"bản {'chính thức ' if self.final else ''}số {self.number}"

    @property
    def last_day(self) -> date:
        """The day with which its period's window ends; that of the year where nobody knows it."""
        end = self.window.end
        return end.last_day() if end else date(self.period.year, 12, 31)

    @cached_property
    def printed(self) -> PrintedText:
        """What it says, passage by passage."""
        return read_printed_text(self.sections, self.reader)


def read_edition_text(
    folder: Path,
    reader: MarkdownReader | None = None,
    window_of: Callable[[Period], Window] = lambda _: UNSTATED,
) -> EditionText:
    """Read an edition's folder (ReportError, or InputError with every problem met).

    `window_of` tells a period's default window, which the ledgers of earlier versions leave blank.
    """
    edition = open_edition(folder)
    period, number = Period.parse(str(edition.manifest["period"])), edition.manifest.get("edition")
    problems: list[Finding] = []

    def rows(name: str, columns: Sequence[str], *, verbatim: bool = True) -> list[dict[str, str]]:
        table = read_table(folder / name, f"{folder.name}/{name}", columns, verbatim=verbatim)
        problems.extend(table.findings)
        return [_cells(row) for row in table.rows]

    ledger, findings = rows(FIGURES, LEDGER_COLUMNS), rows(FINDINGS, FINDING_COLUMNS)
    # A copy of the analyst's own, which is compared with hers.
    documents = rows(DOCUMENTS, DOCUMENT_COLUMNS, verbatim=False)
    sections = _sections(folder)
    stop_on(problems)
    window = window_of(period)
    try:
        figures = edition_figures(ledger, str(period), window)
    except (ValueError, ArithmeticError):
        raise ReportError(
            f"“{folder / FIGURES}” có giá trị hay kỳ số liệu không đọc được. "
            f"Tệp đã bị sửa tay; dựng lại bằng: cchc report {period}"
        ) from None
    return EditionText(
        period=period,
        number=number if isinstance(number, int) else None,
        final=edition.final,
        figures=figures,
        findings=tuple(map(read_finding, findings)),
        documents={cells["id"]: cells for cells in documents},
        sections=sections,
        window=window,
        reader=reader,
    )


def draft_edition_text(
    workbook: Workbook,
    sections: Sequence[AssembledSection],
    findings: Sequence[Finding],
    reader: MarkdownReader | None = None,
) -> EditionText:
    """The draft that a report is about to publish, before it is an edition (InputError)."""
    figures = [figure.to_json() for figure in printed_figures(sections)]
    table = read_table(workbook.workspace.data(workbook.period) / DOCUMENTS, DOCUMENTS, DOCUMENT_COLUMNS)
    stop_on(table.findings)
    return EditionText(
        period=workbook.period,
        number=None,
        final=False,
        figures=edition_figures(figures, str(workbook.period), workbook.default_window),
        findings=tuple(findings),
        documents={row["id"]: _cells(row) for row in table.rows},
        sections=tuple(sections),
        window=workbook.default_window,
        reader=reader,
    )


def _sections(folder: Path) -> tuple[AssembledSection, ...]:
    paths = sorted((folder / SECTIONS).glob("*.md"))
    if not paths:
        raise ReportError(f"“{folder / SECTIONS}” không có phần nào (tệp .md) để so sánh lời văn.")
    try:
        return tuple(_section(path.stem, path.read_text(encoding="utf-8")) for path in paths)
    except UnicodeDecodeError:
        raise ReportError(f"Có tệp trong “{folder / SECTIONS}” không ở dạng UTF-8.") from None
    except OSError as error:
        raise ReportError(f"Không đọc được “{folder / SECTIONS}”: {reason(error)}.") from None


def _section(name: str, markdown: str) -> AssembledSection:
    # Named as its notebook: `22_tthc`.
    return AssembledSection(name.partition("_")[2] or name, name, markdown, (), ())


def _cells(row: Row) -> dict[str, str]:
    return {column: original(text) for column, text in row.cells.items()}
