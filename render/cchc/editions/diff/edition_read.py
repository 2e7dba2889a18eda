"""An edition as it is compared: what it prints, what checks found, what it cites."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from cchc.base.csv_tables import Row, original, read_table
from cchc.base.findings import FINDING_COLUMNS, Finding, ReportError, Severity, reason, stop_on
from cchc.base.period import Period
from cchc.base.windows import Moment, Window
from cchc.editions.diff.printed_text import NamedText, PrintedText, read_printed_text
from cchc.editions.ledger import LEDGER_COLUMNS
from cchc.execution.section import AssembledSection
from cchc.inputs import documents
from cchc.inputs.catalog.indicators import Kind
from cchc.publish.markdown_reader import MarkdownReader

# Where a figure comes from tells its period: data/2019-H2/figures.csv.
DATA_FILE = re.compile(r"data/(20\d\d-\w+)/")
PLAIN_NUMBER = re.compile(r"-?\d[\d.,]*%?")
LEADING_ZERO = re.compile(r"0[1-9]")
SMALL_COUNT = re.compile(r"[1-9]")


@dataclass(frozen=True)
class Printed:
    """One place at which a figure is printed, and how."""

    section: str
    place: str
    text: str


@dataclass(frozen=True, order=True)
class FigureKey:
    """What makes two editions' figures the same figure.

    `base` is another period whose figure is shown for comparison; `nth` tells apart values of one
    indicator that an edition prints for several windows.
    """

    indicator: str
    agency: str
    base: str
    nth: int = 0

    @property
    def code(self) -> str:
        """As the page's addresses name it: `a.b@quan_1`."""
        return f"{self.indicator}@{self.agency}" if self.agency else self.indicator


@dataclass(frozen=True)
class EditionFigure:
    """One figure; `value` is exact in `unit`, None where it is missing."""

    key: FigureKey
    name: str
    unit: str
    value: Decimal | None
    window: Window
    places: tuple[Printed, ...] = field(compare=False)

    @property
    def kind(self) -> Kind:
        """What it is: the ledger's unit and value tell."""
        if self.unit == "%":
            return "rate"
        return "count" if self.value is None or self.value == self.value.to_integral_value() else "amount"

    @property
    def text(self) -> str:
        """The number as printed where it is printed alone; empty where it never is."""
        texts = (printed.text for printed in self.places)
        return next((text for text in texts if PLAIN_NUMBER.fullmatch(text)), "")


def edition_figures(rows: Iterable[Mapping[str, str]], period: str) -> dict[FigureKey, EditionFigure]:
    """The ledger's figures in reading order, by key."""
    found: dict[FigureKey, dict[tuple[str, str, str], list[Mapping[str, str]]]] = {}
    for row in rows:
        base = _base(row["file"], period)
        values = found.setdefault(FigureKey(row["indicator"], row["agency"], base), {})
        values.setdefault((row["value"], row["window_from"], row["window_to"]), []).append(row)
    return {
        figure.key: figure
        for key, values in found.items()
        for nth, same in enumerate(values.values())
        for figure in [_figure(FigureKey(key.indicator, key.agency, key.base, nth), same)]
    }


def uses_leading_zero(figures: Iterable[EditionFigure]) -> bool:
    """The house style, as the printed counts under ten show it."""
    texts = [printed.text for figure in figures for printed in figure.places]
    padded = sum(bool(LEADING_ZERO.fullmatch(text)) for text in texts)
    return padded >= sum(bool(SMALL_COUNT.fullmatch(text)) for text in texts)


def _base(file: str, period: str) -> str:
    match = DATA_FILE.match(file)
    return match[1] if match and match[1] != period else ""


def _figure(key: FigureKey, rows: list[Mapping[str, str]]) -> EditionFigure:
    first = rows[0]
    ends = [Moment.parse(first[name]) if first[name] else None for name in ("window_from", "window_to")]
    return EditionFigure(
        key=key,
        name=first["name"],
        unit=first["unit"],
        value=Decimal(first["value"]) if first["value"] else None,
        window=Window(*ends),
        places=tuple(Printed(row["section"], row["place"], row["text"]) for row in rows),
    )


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
