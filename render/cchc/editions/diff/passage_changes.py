"""Passages that changed, came, went or moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cchc.editions.diff.alignment import (
    EditionChange,
    Gap,
    Mark,
    Pairs,
    best_pairs,
    gaps,
    mirrored,
    passage_matches,
    word_marks,
)
from cchc.editions.diff.printed_text import PrintedPassage

PassageStatus = Literal["changed", "added", "removed", "moved"]

# Two passages are one that was rewritten when they share this part of their words.
LEAST_SHARED = 0.5


@dataclass(frozen=True)
class PassageChange(EditionChange[PassageStatus, PrintedPassage]):
    """One change; positions count passages from 0 in reading order."""

    old_position: int | None
    new_position: int | None

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The change within the text."""
        if self.status == "moved":
            return (Mark("kept", self.current.text),)
        return word_marks(self.old.text if self.old else "", self.new.text if self.new else "")


def passage_changes(old: Sequence[PrintedPassage], new: Sequence[PrintedPassage]) -> list[PassageChange]:
    """All changes in the reading order of the new edition; what went stands where it was."""
    same = passage_matches([p.same_text for p in old], [p.same_text for p in new])
    between = gaps(same, len(old), len(new))
    moved = dict(_moved(old, new, between))
    rewritten = {i: j for gap in between for i, j in _rewritten(old, new, gap, moved)}
    origins = {j: i for i, j in [*moved.items(), *rewritten.items()]}
    changes = []
    for gap in between:
        # Within a gap: what is no more first, then what stands there now.
        for i in gap.old:
            if i not in moved and i not in rewritten:
                changes.append(PassageChange("removed", old[i], None, i, None))
        for j in gap.new:
            if j not in origins:
                changes.append(PassageChange("added", None, new[j], None, j))
            else:
                i = origins[j]
                changes.append(PassageChange("moved" if i in moved else "changed", old[i], new[j], i, j))
    return changes


def _moved(
    old: Sequence[PrintedPassage], new: Sequence[PrintedPassage], between: Sequence[Gap]
) -> Iterator[tuple[int, int]]:
    """Passages that stand, word for word, somewhere else."""
    gone: dict[tuple[str, str], list[int]] = {}
    for i in (i for gap in between for i in gap.old):
        gone.setdefault(old[i].same_text, []).append(i)
    for j in (j for gap in between for j in gap.new):
        if waiting := gone.get(new[j].same_text):
            yield waiting.pop(0), j


def _rewritten(
    old: Sequence[PrintedPassage], new: Sequence[PrintedPassage], gap: Gap, moved: dict[int, int]
) -> Pairs:
    """Pairs of passages of the gap that are one and the same, rewritten; in order on both sides."""
    before = [i for i in gap.old if i not in moved]
    arrived = set(moved.values())
    after = [j for j in gap.new if j not in arrived]
    pairs = mirrored(
        _most_alike, [old[i] for i in before], [new[j] for j in after], key=lambda passage: passage.same_text
    )
    return [(before[a], after[b]) for a, b in pairs]


def _most_alike(first: Sequence[PrintedPassage], second: Sequence[PrintedPassage]) -> Pairs:
    """The pairs, in order on both sides, that share most in all."""
    return best_pairs([[_shared(one, other) for other in second] for one in first])


def _shared(one: PrintedPassage, other: PrintedPassage) -> float:
    """Twice the words they share, by all they have; 0 where neither is the other rewritten."""
    if one.kind != other.kind:
        return 0.0
    size = len(one.words) + len(other.words)
    share = 2 * len(one.words & other.words) / size if size else 1.0
    return share if share >= LEAST_SHARED else 0.0
