"""The ledger: every figure that the report prints, and the findings, as CSV files."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from cchc.base.csv_tables import inert
from cchc.base.findings import FINDING_COLUMNS, Finding, finding_record
from cchc.base.windows import UNSTATED, Window
from cchc.execution.section import AssembledSection

LEDGER_COLUMNS = (
    "order",
    "section",
    "place",
    "text",
    "indicator",
    "name",
    "agency",
    "value",
    "unit",
    "origin",
    "formula",
    "inputs",
    "stated",
    "window_from",
    "window_to",
    "source",
    "document",
    "file",
    "row",
    "source_cells",
)


def write_ledger(sections: Sequence[AssembledSection], path: Path, default: Window = UNSTATED) -> None:
    """Write figures.csv: one row a printed figure, in reading order; `default` is the period's window."""
    figures = [figure for section in sections for figure in section.figures]
    rows = []
    for order, figure in enumerate(figures, start=1):
        cells = figure.to_json() | {"order": order, "row": figure.row or ""}
        cells["inputs"] = "; ".join(f"{code} = {value}" for code, value in figure.inputs)
        cells["source_cells"] = "; ".join(figure.source_cells)
        cells["window_from"], cells["window_to"] = figure.window_used(default).texts
        rows.append([cells[column] for column in LEDGER_COLUMNS])
    _write(path, LEDGER_COLUMNS, rows)


def write_findings(findings: Sequence[Finding], path: Path) -> None:
    """Write findings.csv, in the order given."""
    rows = []
    for finding in findings:
        cells = finding_record(finding) | {"figures": " ".join(finding.figures), "row": finding.row or ""}
        rows.append([cells[column] for column in FINDING_COLUMNS])
    _write(path, FINDING_COLUMNS, rows)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    # The byte-order mark makes Excel read Vietnamese letters.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([[inert(cell) for cell in row] for row in rows])
