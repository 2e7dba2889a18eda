"""The text as it is printed, read back: whatever the inputs did not show, a notebook's cell has made."""

from collections.abc import Iterator, Sequence
from typing import Any

from cchc.base.findings import Finding, Severity
from cchc.checks.house_style.origins import Origins
from cchc.checks.house_style.passages import LintPassage, PassageKind
from cchc.checks.house_style.spots import Spot, words_around
from cchc.checks.readback.inputs import TYPEWRITER
from cchc.checks.readback.pandoc_text import ReadText, read_texts
from cchc.checks.readback.signs import signs
from cchc.checks.readback.typed_tables import ADVICE, TYPED_IN_TABLE
from cchc.inputs.workbook import Workbook

BLOCK, INLINE = "khối mã, in thành chữ máy", "in thành chữ máy, như mã chương trình"


def read_back(workbook: Workbook, sections: Sequence[tuple[str, list[Any]]]) -> list[Finding]:
    """LỖI for each text of the sections, in Pandoc's JSON, that no report says; each place once."""
    origins = Origins(workbook)
    found: dict[tuple[object, ...], Finding] = {}
    for section, blocks in sections:
        heading = ""
        for read in read_texts(blocks):
            heading = read.text if read.heading else heading
            passage = LintPassage(section, heading, PassageKind.LABEL, read.text, tuple(read.figures))
            for spot, severity in _spots(read, workbook.proper_names):
                finding = _finding(workbook, passage, spot, severity, origins)
                found.setdefault(place(finding), finding)
    return list(found.values())


def place(finding: Finding) -> tuple[object, ...]:
    """What makes two findings the same: rule and row, or the words where no row is known."""
    row = finding.row
    return finding.rule, finding.file, row, finding.found if row is None else ""


def _spots(read: ReadText, names: Sequence[str]) -> Iterator[tuple[Spot, Severity | None]]:
    yield from ((spot, None) for spot in signs(read.text, names))
    if read.code_block:
        yield Spot(TYPEWRITER, 0, len(read.text), BLOCK), None
    for code in read.code:
        start = read.text.index(code)
        yield Spot(TYPEWRITER, start, start + len(code), INLINE), Severity.WARNING
    for typed in read.typed:
        start = read.text.index(typed)
        yield Spot(TYPED_IN_TABLE, start, start + len(typed), ADVICE), None


def _finding(
    workbook: Workbook, passage: LintPassage, spot: Spot, severity: Severity | None, origins: Origins
) -> Finding:
    file, row = origins.find(passage, spot.start, spot.end)
    entry = workbook.outline.section(passage.section)
    if row is None and entry is not None:
        # Written in no input: a cell has made it.
        file = workbook.file(workbook.workspace.notebook(entry.notebook))
    where = f"Mục “{passage.heading}”: " if passage.heading else ""
    explanation = f"{where}“{words_around(passage.text, spot)}”: {spot.advice}."
    found = passage.text[spot.start : spot.end]
    return spot.rule.finding(explanation, file, row, passage.section, found=found, severity=severity)
