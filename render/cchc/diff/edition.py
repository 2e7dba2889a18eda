"""An edition as it is compared: what it prints, what checks found, what it cites."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cchc import documents
from cchc.assembled import AssembledSection
from cchc.diff.passage import NamedText
from cchc.diff.printed_figures import EditionFigure, FigureKey, edition_figures
from cchc.diff.printed_text import PrintedText, read_printed_text
from cchc.findings import Finding, ReportError, Severity, stop_on
from cchc.inert_cells import original
from cchc.ledger import FINDING_COLUMNS, LEDGER_COLUMNS
from cchc.period import Period
from cchc.publish.markdown_reader import MarkdownReader
from cchc.system_errors import reason
from cchc.tabular import Row, read_table

MANIFEST, FIGURES, FINDINGS, DOCUMENTS, SECTIONS = (
    "manifest.json",
    "figures.csv",
    "findings.csv",
    "documents.csv",
    "sections",
)


@dataclass(frozen=True)
class Edition:
    """One edition of one period; `number` is None for the one that is being made."""

    period: Period
    number: int | None
    final: bool
    figures: Mapping[FigureKey, EditionFigure]
    findings: tuple[Finding, ...]
    documents: Mapping[str, Mapping[str, str]]
    sections: tuple[NamedText, ...]
    reader: MarkdownReader | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """`bản số 3`, `bản chính thức số 4`, `bản này`."""
        if self.number is None:
            return "bản này"
        return f"bản {'chính thức ' if self.final else ''}số {self.number}"

    @cached_property
    def text(self) -> PrintedText:
        """What it says, passage by passage."""
        return read_printed_text(self.sections, self.reader)


def read_edition(folder: Path, reader: MarkdownReader | None = None) -> Edition:
    """Read an edition's folder (ReportError, or InputError with every problem met)."""
    told = _manifest(folder)
    period = Period.parse(str(told.get("period", "")))
    problems: list[Finding] = []

    def rows(name: str, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
        table = read_table(folder / name, f"{folder.name}/{name}", columns, optional)
        problems.extend(table.findings)
        return table.rows

    ledger = [_cells(row) for row in rows(FIGURES, LEDGER_COLUMNS)]
    found = [_finding(row) for row in rows(FINDINGS, FINDING_COLUMNS)]
    cited = rows(DOCUMENTS, documents.COLUMNS)
    texts = _sections(folder)
    stop_on(problems)
    number = told.get("edition")
    try:
        figures = edition_figures(ledger, str(period))
    except (ValueError, ArithmeticError):
        raise ReportError(
            f"“{folder / FIGURES}” có giá trị hay kỳ số liệu không đọc được. "
            f"Tệp đã bị sửa tay; dựng lại bằng: cchc report {period}"
        ) from None
    return Edition(
        period=period,
        number=number if isinstance(number, int) else None,
        final=bool(told.get("final", False)),
        figures=figures,
        findings=tuple(found),
        documents={row["id"]: _cells(row) for row in cited},
        sections=texts,
        reader=reader,
    )


def edition_in_the_making(
    period: Period,
    sections: Sequence[AssembledSection],
    findings: Sequence[Finding],
    documents_file: Path,
    reader: MarkdownReader | None = None,
) -> Edition:
    """The draft that a report is about to publish, before it is an edition (InputError)."""
    figures = [figure.to_json() for section in sections for figure in section.figures]
    table = read_table(documents_file, documents_file.name, documents.COLUMNS)
    stop_on(table.findings)
    return Edition(
        period=period,
        number=None,
        final=False,
        figures=edition_figures(figures, str(period)),
        findings=tuple(findings),
        documents={row["id"]: _cells(row) for row in table.rows},
        sections=tuple(NamedText(section.section, section.markdown) for section in sections),
        reader=reader,
    )


def _manifest(folder: Path) -> dict[str, object]:
    path = folder / MANIFEST
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReportError(
            f"“{folder}” không phải thư mục của một bản báo cáo: không đọc được {MANIFEST} ({reason(error)})."
        ) from None
    except ValueError:
        raise ReportError(f"“{path}” không đúng dạng JSON: tệp bị hỏng hay bị sửa tay.") from None
    if not isinstance(told, dict) or "period" not in told:
        raise ReportError(f"“{path}” không nêu kỳ báo cáo (period), nên không biết đây là bản của kỳ nào.")
    return told


def _sections(folder: Path) -> tuple[NamedText, ...]:
    paths = sorted((folder / SECTIONS).glob("*.md"))
    if not paths:
        raise ReportError(f"“{folder / SECTIONS}” không có phần nào (tệp .md) để so sánh lời văn.")
    try:
        return tuple(NamedText(_code(path), path.read_text(encoding="utf-8")) for path in paths)
    except UnicodeDecodeError:
        raise ReportError(f"Có tệp trong “{folder / SECTIONS}” không ở dạng UTF-8.") from None
    except OSError as error:
        raise ReportError(f"Không đọc được “{folder / SECTIONS}”: {reason(error)}.") from None


def _code(path: Path) -> str:
    """A section's file is its notebook's name: `22_tthc`."""
    return path.stem.partition("_")[2] or path.stem


def _cells(row: Row) -> dict[str, str]:
    return {column: original(text) for column, text in row.cells.items()}


def _finding(row: Row) -> Finding:
    cells = _cells(row)
    known = {severity.value: severity for severity in Severity}
    return Finding(
        severity=known.get(cells["severity"], Severity.NOTE),
        rule=cells["rule"],
        explanation=cells["explanation"],
        file=cells["file"],
        row=int(cells["row"]) if cells["row"].isdigit() else None,
        section=cells["section"],
        figures=tuple(cells["figures"].split()),
        expected=cells["expected"],
        found=cells["found"],
    )
