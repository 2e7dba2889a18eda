"""Findings that appeared, went, or rest on other values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cchc.diff.word_marks import Mark, word_marks
from cchc.findings import Finding

FindingFate = Literal["appeared", "went", "changed"]

# A row that moved is no other finding.
ROW = re.compile(r"\bdòng \d+")


@dataclass(frozen=True)
class FindingChange:
    """One finding that is not as it was."""

    fate: FindingFate
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
        """What is said of it, the words that changed marked."""
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
        if same := next((other for other in before if _said(other) == _said(finding)), None):
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
    places = {finding: place for place, finding in enumerate(old)}
    return [
        *changes,
        *(FindingChange("went", finding, None) for finding in sorted(left, key=places.__getitem__)),
    ]


def _subject(finding: Finding) -> tuple[str, ...]:
    return (finding.rule, *(finding.figures or (finding.found or finding.file, finding.section)))


def _said(finding: Finding) -> tuple[str, ...]:
    return (finding.severity.value, finding.expected, finding.found, ROW.sub("dòng", finding.explanation))
