"""The ledger: every figure that the report prints, and the findings, as CSV files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cchc.base.csv_writing import write_csv_for_excel
from cchc.base.findings import FINDING_COLUMNS, Finding, Severity, finding_record
from cchc.base.windows import UNSTATED, Window
from cchc.execution.section import AssembledSection, printed_figures

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
    rows = []
    for order, figure in enumerate(printed_figures(sections), start=1):
        cells = figure.to_json() | {"order": order, "row": figure.row or ""}
        cells["inputs"] = "; ".join(f"{code} = {value}" for code, value in figure.inputs)
        cells["source_cells"] = "; ".join(figure.source_cells)
        cells["window_from"], cells["window_to"] = figure.window_used(default).texts
        rows.append([cells[column] for column in LEDGER_COLUMNS])
    write_csv_for_excel(path, LEDGER_COLUMNS, rows)


def write_findings(findings: Sequence[Finding], path: Path) -> None:
    """Write findings.csv, in the order given."""
    rows = [
        finding_record(finding) | {"figures": " ".join(finding.figures), "row": finding.row or ""}
        for finding in findings
    ]
    write_csv_for_excel(path, FINDING_COLUMNS, [list(cells.values()) for cells in rows])


def read_finding(cells: Mapping[str, str]) -> Finding:
    """The finding of a row of findings.csv; a severity or a row that nobody knows is none."""
    known = {severity.value: severity for severity in Severity}
    data: dict[str, Any] = {
        **cells,
        "severity": known.get(cells["severity"], Severity.NOTE),
        "row": int(cells["row"]) if cells["row"].isdigit() else None,
        "figures": tuple(cells["figures"].split()),
    }
    return Finding(**data)
