"""Everything that changed between two editions: figures, passages, findings, documents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cchc.base.findings import Finding
from cchc.editions.diff.alignment import EditionChange, Mark, word_marks
from cchc.editions.diff.edition_text import EditionText
from cchc.editions.diff.figure_changes import FigureChange, figure_changes
from cchc.editions.diff.passage_changes import PassageChange, passage_changes
from cchc.inputs.documents import COLUMNS as DOCUMENT_COLUMNS
from cchc.inputs.workspace import Workspace
from cchc.values.definition_change import definition_remarks

FindingStatus = Literal["appeared", "went", "changed"]
DocumentStatus = Literal["added", "dropped", "changed"]
Cells = Mapping[str, str]

# A row that moved is no other finding.
ROW = re.compile(r"\bdòng \d+")
# Letters of a document's name that are shown.
LONGEST = 100


class FindingChange(EditionChange[FindingStatus, Finding]):
    """One finding that is not as it was."""

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Its explanation, the words that changed marked."""
        if self.old is None or self.new is None:
            return (Mark("kept", self.current.explanation),)
        return word_marks(self.old.explanation, self.new.explanation)


def finding_changes(old: Sequence[Finding], new: Sequence[Finding]) -> list[FindingChange]:
    """What appeared or changed in the order of the new edition, then what went.

    Findings are the same by rule and figures, or by what they found where they name no figure.
    """
    waiting: dict[tuple[str, ...], list[Finding]] = {}
    for finding in old:
        waiting.setdefault(_subject(finding), []).append(finding)
    unmatched = []
    for finding in new:
        before = waiting.get(_subject(finding), [])
        if same := next((other for other in before if _statement(other) == _statement(finding)), None):
            before.remove(same)
        else:
            unmatched.append(finding)
    changes = []
    for finding in unmatched:
        before = waiting.get(_subject(finding), [])
        earlier = before.pop(0) if before else None
        changes.append(FindingChange("changed" if earlier else "appeared", earlier, finding))
    order = {finding: n for n, finding in enumerate(old)}
    left = (finding for findings in waiting.values() for finding in findings)
    gone = sorted(left, key=order.__getitem__)
    return [*changes, *(FindingChange("went", finding, None) for finding in gone)]


def _subject(finding: Finding) -> tuple[str, ...]:
    return (finding.rule, *(finding.figures or (finding.found or finding.file, finding.section)))


def _statement(finding: Finding) -> tuple[str, ...]:
    return (finding.severity.value, finding.expected, finding.found, ROW.sub("dòng", finding.explanation))


class DocumentChange(EditionChange[DocumentStatus, Cells]):
    """One document, known by its id, that is not cited as it was."""

    @property
    def name(self) -> str:
        """`Quyết định số 5466/QĐ-UBND`, or the beginning of what else names it."""
        cells = self.current
        if cells["number"]:
            return f"{cells['kind']} số {cells['number']}"
        text = f"{cells['kind']}: {cells['title'] or cells['url'] or cells['note']}"
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"

    @property
    def cells(self) -> dict[str, tuple[str, str]]:
        """Old and new by column, where they differ; empty for a document that came or went."""
        old, new = self.old, self.new
        if old is None or new is None:
            return {}
        return {name: (old[name], new[name]) for name in DOCUMENT_COLUMNS if old[name] != new[name]}


def document_changes(old: Mapping[str, Cells], new: Mapping[str, Cells]) -> list[DocumentChange]:
    """What was added or changed in the order of the new edition, then what was dropped."""
    changes = []
    for identifier, cells in new.items():
        if identifier not in old:
            changes.append(DocumentChange("added", None, cells))
        elif dict(old[identifier]) != dict(cells):
            changes.append(DocumentChange("changed", old[identifier], cells))
    dropped = (cells for identifier, cells in old.items() if identifier not in new)
    return [*changes, *(DocumentChange("dropped", cells, None) for cells in dropped)]


@dataclass(frozen=True)
class Changes:
    """From `old` to `new`: each list in the reading order of the new edition."""

    old: EditionText
    new: EditionText
    figures: tuple[FigureChange, ...]
    passages: tuple[PassageChange, ...]
    findings: tuple[FindingChange, ...]
    documents: tuple[DocumentChange, ...]


def compare_editions(old: EditionText, new: EditionText, workspace: Workspace | None = None) -> Changes:
    """What changed from one edition to the other, of one period or of two.

    The catalogue of the `workspace` tells which indicators are counted in another way since.
    """
    same_period = old.period == new.period
    remark_of = definition_remarks(workspace, (old.last_day, new.last_day)) if workspace else lambda _: ""
    return Changes(
        old=old,
        new=new,
        figures=tuple(figure_changes(old.figures, new.figures, same_period=same_period, remark_of=remark_of)),
        passages=tuple(passage_changes(old.printed.passages, new.printed.passages)),
        findings=tuple(finding_changes(old.findings, new.findings)),
        documents=tuple(document_changes(old.documents, new.documents)),
    )
