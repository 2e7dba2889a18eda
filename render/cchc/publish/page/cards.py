"""What the page shows of each printed figure: meaning, arithmetic, source, and what checks found."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.base.findings import Finding, Severity
from cchc.base.markdown import plain
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import render_note
from cchc.values.explanation import (
    arithmetic,
    formula_in_words,
    source_cells_in_short,
    stated_otherwise,
    window_in_words,
)
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import Values

LABELS = (
    "Đơn vị báo cáo",
    "Định nghĩa",
    "Kỳ số liệu",
    "Công thức",
    "Thay số",
    "Văn bản ghi",
    "Nơi cung cấp",
    "Văn bản, ghi chú",
    "Dòng dữ liệu",
    "Ô trong tệp đơn vị gửi",
)
MARKS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
ADDRESS = re.compile(r"<(https?://[^>]*)>")


@dataclass(frozen=True)
class Cards:
    """One card a figure, by `code` or `code@agency`, and the findings that cards point to."""

    cards: Mapping[str, Mapping[str, Any]]
    findings: tuple[Finding, ...]

    def marks(self) -> dict[str, str]:
        """The gravest mark of each figure that an error or a warning touches."""
        found = {}
        for key, card in self.cards.items():
            severities = sorted((self.findings[n].severity for n in card["findings"]), key=lambda s: s.rank)
            if severities and severities[0] in MARKS:
                found[key] = MARKS[severities[0]]
        return found

    def to_json(self) -> dict[str, Any]:
        """As plain data: `page` goes into the page, `marks` into its text."""
        findings = [{"severity": f.severity.value, "text": f.explanation} for f in self.findings]
        page = {"labels": list(LABELS), "figures": dict(self.cards), "findings": findings}
        return {"page": page, "marks": self.marks()}


def figure_cards(workbook: Workbook, figures: Iterable[PrintedFigure], findings: Sequence[Finding]) -> Cards:
    """A card for each figure printed, in reading order; findings that touch none are left out."""
    known: dict[str, PrintedFigure] = {}
    for figure in figures:
        if figure.earlier:
            # Its place in the page is plain text: a card is of this period.
            continue
        known.setdefault(figure_key(figure), figure)
    touching = tuple(f for f in findings if any(touches(f, figure) for figure in known.values()))
    cited = _citations(workbook, {figure.document for figure in known.values()})
    cards = {key: _card(workbook, figure, cited, touching) for key, figure in known.items()}
    return Cards(cards, touching)


def write_cards(cards: Cards, path: Path) -> None:
    """Write the cards into the build folder."""
    path.write_text(json.dumps(cards.to_json(), ensure_ascii=False), encoding="utf-8", newline="\n")


def figure_key(figure: PrintedFigure) -> str:
    """What the page knows a figure by: its code, with its unit where it has one."""
    return f"{figure.indicator}@{figure.agency}" if figure.agency else figure.indicator


def touches(finding: Finding, figure: PrintedFigure) -> bool:
    """Whether the finding is about this figure."""
    return figure.indicator in finding.figures and figure.agency == finding.agency


def _card(
    workbook: Workbook, figure: PrintedFigure, cited: Mapping[str, str], findings: Sequence[Finding]
) -> dict[str, Any]:
    agency = workbook.agencies.get(figure.agency)
    texts = (
        agency.name if agency else figure.agency,
        figure.definition,
        window_in_words(workbook, figure.window),
        formula_in_words(workbook, figure),
        arithmetic(workbook, figure),
        stated_otherwise(figure),
        figure.source,
        cited.get(figure.document, ""),
        figure.file if figure.row is None else f"{figure.file}:{figure.row}",
        source_cells_in_short(figure),
    )
    return {
        "name": figure.name,
        "unit": figure.unit,
        # A row is known by the place of its label, so that no label is sent twice.
        "rows": {str(n): text for n, text in enumerate(texts) if text},
        "findings": [n for n, finding in enumerate(findings) if touches(finding, figure)],
    }


def _citations(workbook: Workbook, identifiers: Iterable[str]) -> dict[str, str]:
    """The documents as their footnotes cite them, without markup."""
    sources = Sources(workbook, Values(workbook), lambda: None)
    printer = Printer(sources, "", "", render_note, notes_allowed=False)
    dates = workbook.house_style.date_style
    found = {}
    for identifier in sorted(set(identifiers) & set(workbook.documents)):
        document = workbook.documents[identifier]
        text = plain(document.footnote(render_note(printer, document), dates))
        found[identifier] = ADDRESS.sub(r"\1", text)
    return found
