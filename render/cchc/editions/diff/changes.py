"""Everything that changed between two editions: figures, passages, findings, documents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cchc.base.findings import Finding
from cchc.editions.diff.alignment import Mark, word_marks
from cchc.editions.diff.edition_figures import uses_leading_zero
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


@dataclass(frozen=True)
class FindingChange:
    """One finding that is not as it was."""

    status: FindingStatus
    old: Finding | None
    new: Finding | None

    @property
    def finding(self) -> Finding:
        """The finding as it is now, or as it was where it went."""
        there = self.new or self.old
        assert there is not None
        return there

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Its explanation, the words that changed marked."""
        if self.old is None or self.new is None:
            return (Mark("kept", self.finding.explanation),)
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
        changes.append(
            FindingChange("changed", before.pop(0), finding)
            if before
            else FindingChange("appeared", None, finding)
        )
    left = (finding for findings in waiting.values() for finding in findings)
    order = {finding: n for n, finding in enumerate(old)}
    return [
        *changes,
        *(FindingChange("went", finding, None) for finding in sorted(left, key=order.__getitem__)),
    ]


def _subject(finding: Finding) -> tuple[str, ...]:
    return (finding.rule, *(finding.figures or (finding.found or finding.file, finding.section)))


def _statement(finding: Finding) -> tuple[str, ...]:
    return (finding.severity.value, finding.expected, finding.found, ROW.sub("dòng", finding.explanation))


@dataclass(frozen=True)
class CellChange:
    """One column of a document's row that reads otherwise."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class DocumentChange:
    """One document, by its id."""

    status: DocumentStatus
    id: str
    old: Cells | None
    new: Cells | None

    @property
    def name(self) -> str:
        """`Quyết định số 5466/QĐ-UBND`, or the beginning of what else names it."""
        cells = self.new or self.old or {}
        if cells.get("number"):
            return f"{cells['kind']} số {cells['number']}"
        words = cells.get("title") or cells.get("url") or cells.get("note", "")
        text = f"{cells.get('kind', '')}: {words}"
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"

    @property
    def cells(self) -> tuple[CellChange, ...]:
        """What changed within the row; empty for a document that came or went."""
        if self.old is None or self.new is None:
            return ()
        pairs = ((column, self.old[column], self.new[column]) for column in DOCUMENT_COLUMNS)
        return tuple(CellChange(column, old, new) for column, old, new in pairs if old != new)


def document_changes(old: Mapping[str, Cells], new: Mapping[str, Cells]) -> list[DocumentChange]:
    """What was added or changed in the order of the new edition, then what was dropped."""
    changes = []
    for identifier, cells in new.items():
        if identifier not in old:
            changes.append(DocumentChange("added", identifier, None, cells))
        elif dict(old[identifier]) != dict(cells):
            changes.append(DocumentChange("changed", identifier, old[identifier], cells))
    dropped = [DocumentChange("dropped", id_, cells, None) for id_, cells in old.items() if id_ not in new]
    return [*changes, *dropped]


@dataclass(frozen=True)
class Changes:
    """From `old` to `new`: each list in the reading order of the new edition."""

    old: EditionText
    new: EditionText
    figures: tuple[FigureChange, ...]
    passages: tuple[PassageChange, ...]
    findings: tuple[FindingChange, ...]
    documents: tuple[DocumentChange, ...]

    @property
    def none(self) -> bool:
        """Whether the two editions say the same."""
        return not (self.figures or self.passages or self.findings or self.documents)


def compare_editions(old: EditionText, new: EditionText, workspace: Workspace | None = None) -> Changes:
    """What changed from one edition to the other, of one period or of two.

    The catalogue of the `workspace` tells which indicators are counted in another way since.
    """
    remark_of = definition_remarks(workspace, (old.last_day, new.last_day)) if workspace else lambda _: ""
    before, after = old.printed, new.printed
    return Changes(
        old=old,
        new=new,
        figures=tuple(
            figure_changes(
                old.figures,
                new.figures,
                same_period=old.period == new.period,
                leading_zero=uses_leading_zero(new.figures.values()),
                remark_of=remark_of,
            )
        ),
        passages=tuple(passage_changes(before.passages, after.passages)),
        findings=tuple(finding_changes(old.findings, new.findings)),
        documents=tuple(document_changes(old.documents, new.documents)),
    )
