"""Everything that changed between two editions."""

from dataclasses import dataclass

from cchc.diff.document_changes import DocumentChange, document_changes
from cchc.diff.edition import Edition
from cchc.diff.figure_changes import FigureChange, figure_changes
from cchc.diff.finding_changes import FindingChange, finding_changes
from cchc.diff.passage_changes import PassageChange, passage_changes
from cchc.diff.printed_figures import uses_leading_zero


@dataclass(frozen=True)
class Changes:
    """From `old` to `new`: each list in the reading order of the new edition."""

    old: Edition
    new: Edition
    figures: tuple[FigureChange, ...]
    passages: tuple[PassageChange, ...]
    findings: tuple[FindingChange, ...]
    documents: tuple[DocumentChange, ...]

    @property
    def none(self) -> bool:
        """Whether the two editions say the same."""
        return not (self.figures or self.passages or self.findings or self.documents)


def compare_editions(old: Edition, new: Edition) -> Changes:
    """What changed from one edition to the other, of one period or of two."""
    before, after = old.text, new.text
    return Changes(
        old=old,
        new=new,
        figures=tuple(
            figure_changes(
                old.figures,
                new.figures,
                same_period=old.period == new.period,
                leading_zero=uses_leading_zero(new.figures.values()),
            )
        ),
        passages=tuple(passage_changes(before.passages, after.passages)),
        findings=tuple(finding_changes(old.findings, new.findings)),
        documents=tuple(document_changes(old.documents, new.documents)),
    )
