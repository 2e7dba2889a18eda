# Made up for tests: no figure, document or name here is real.
"""Editions as a report leaves them, with as little in them as a test needs."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cchc.base.csv_writing import inert
from cchc.base.findings import FINDING_COLUMNS
from cchc.editions.ledger import LEDGER_COLUMNS
from cchc.inputs.documents import COLUMNS as DOCUMENT_COLUMNS

WINDOW = ("2019-12-16", "2020-06-15")


def figure(indicator: str, value: str, text: str, **cells: str) -> dict[str, str]:
    """A row of the ledger; a count of dossiers of the whole locality unless told otherwise."""
    row = dict.fromkeys(LEDGER_COLUMNS, "") | {
        "section": "ho_so",
        "place": "1",
        "name": f"Tên của {indicator}",
        "unit": "hồ sơ",
        "origin": "stated" if value else "missing",
        "window_from": WINDOW[0],
        "window_to": WINDOW[1],
        "file": "data/2020-H1/figures.csv",
        "row": "2",
    }
    return row | {"indicator": indicator, "value": value, "text": text} | cells


def finding(rule: str, figures: str = "", **cells: str) -> dict[str, str]:
    """A row of findings.csv."""
    row = dict.fromkeys(FINDING_COLUMNS, "") | {
        "severity": "CẢNH BÁO",
        "rule": rule,
        "figures": figures,
        "explanation": f"Giả định {rule}.",
    }
    return row | cells


def document(identifier: str, **cells: str) -> dict[str, str]:
    """A row of documents.csv."""
    row = dict.fromkeys(DOCUMENT_COLUMNS, "") | {"kind": "Quyết định", "number": "1/QĐ-TN"}
    return row | {"id": identifier} | cells


TEXT = """\
# I. HỒ SƠ {#phan-i}

## 1. Tiếp nhận {#ho-so-1}

Các phường thuộc TP. Mẫu nhận [2.400]{.num data-code="ho_so.tiep_nhan"} hồ sơ[^ho-so-1-qd].
Câu thứ hai giữ nguyên.

- Mục đầu của danh sách;
- mục sau của danh sách.

[^ho-so-1-qd]: Quyết định số 1/QĐ-TN.
"""


@dataclass(frozen=True)
class MadeUp:
    """What an edition holds."""

    period: str = "2020-H1"
    figures: Sequence[Mapping[str, str]] = field(
        default_factory=lambda: [figure("ho_so.tiep_nhan", "2400", "2.400")]
    )
    findings: Sequence[Mapping[str, str]] = ()
    documents: Sequence[Mapping[str, str]] = field(default_factory=lambda: [document("qd-1-2020")])
    sections: Mapping[str, str] = field(default_factory=lambda: {"10_ho_so": TEXT})


def write_edition(root: Path, number: int, made: MadeUp) -> Path:
    """Write output/<period>/editions/NNNN below `root` and return it."""
    folder = root / "output" / made.period / "editions" / f"{number:04d}"
    (folder / "sections").mkdir(parents=True)
    told = {"period": made.period, "edition": number, "final": False}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    _write(folder / "figures.csv", LEDGER_COLUMNS, made.figures)
    _write(folder / "findings.csv", FINDING_COLUMNS, made.findings)
    _write(folder / "documents.csv", DOCUMENT_COLUMNS, made.documents)
    for name, text in made.sections.items():
        (folder / "sections" / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def _write(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([[inert(row[column]) for column in columns] for row in rows])
