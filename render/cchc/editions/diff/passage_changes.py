"""Passages that changed, came, went or moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cchc.editions.diff.alignment import Gap, Mark, gaps, passage_matches, word_marks
from cchc.editions.diff.printed_text import PrintedPassage

PassageStatus = Literal["changed", "added", "removed", "moved"]

# Two passages are one that was rewritten when they share this part of their words.
LEAST_SHARED = 0.5


@dataclass(frozen=True)
class PassageChange:
    """One change; positions count passages from 0 in reading order."""

    status: PassageStatus
    old: PrintedPassage | None
    new: PrintedPassage | None
    old_position: int | None
    new_position: int | None

    @property
    def passage(self) -> PrintedPassage:
        """The passage as it is now, or as it was where it is no more."""
        there = self.new or self.old
        assert there is not None
        return there

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """The change within the text."""
        if self.status == "moved":
            return (Mark("kept", self.passage.text),)
        return word_marks(self.old.text if self.old else "", self.new.text if self.new else "")


def passage_changes(old: Sequence[PrintedPassage], new: Sequence[PrintedPassage]) -> list[PassageChange]:
    """All changes in the reading order of the new edition; what went stands where it was."""
    same = passage_matches([p.same_text for p in old], [p.same_text for p in new])
    between = gaps(same, len(old), len(new))
    moved = dict(_moved(old, new, between))
    rewritten = {i: j for gap in between for i, j in _rewritten(old, new, gap, moved)}
    targets = {*moved.values(), *rewritten.values()}
    changes = []
    for gap in between:
        # Within a gap: what is no more first, then what stands there now.
        for i in range(gap.old_from, gap.old_to):
            if i not in moved and i not in rewritten:
                changes.append(PassageChange("removed", old[i], None, i, None))
        arrived = {j: i for i, j in [*moved.items(), *rewritten.items()]}
        for j in range(gap.new_from, gap.new_to):
            if j not in targets:
                changes.append(PassageChange("added", None, new[j], None, j))
            else:
                i = arrived[j]
                changes.append(PassageChange("moved" if i in moved else "changed", old[i], new[j], i, j))
    return changes


def _moved(
    old: Sequence[PrintedPassage], new: Sequence[PrintedPassage], between: Sequence[Gap]
) -> Iterator[tuple[int, int]]:
    """Passages that stand, word for word, somewhere else."""
    gone: dict[tuple[str, str], list[int]] = {}
    for gap in between:
        for i in range(gap.old_from, gap.old_to):
            gone.setdefault(old[i].same_text, []).append(i)
    for gap in between:
        for j in range(gap.new_from, gap.new_to):
            if waiting := gone.get(new[j].same_text):
                yield waiting.pop(0), j


def _rewritten(
    old: Sequence[PrintedPassage], new: Sequence[PrintedPassage], gap: Gap, moved: dict[int, int]
) -> list[tuple[int, int]]:
    """Pairs of passages of the gap that are one and the same, rewritten; in order on both sides."""
    before = [i for i in range(gap.old_from, gap.old_to) if i not in moved]
    after = [j for j in range(gap.new_from, gap.new_to) if j not in set(moved.values())]
    if not before or not after:
        return []
    if [new[j].same_text for j in after] < [old[i].same_text for i in before]:
        # The same answer whichever comes first.
        pairs = _most_alike([new[j] for j in after], [old[i] for i in before])
        return [(before[b], after[a]) for a, b in pairs]
    return [(before[a], after[b]) for a, b in _most_alike([old[i] for i in before], [new[j] for j in after])]


def _most_alike(first: Sequence[PrintedPassage], second: Sequence[PrintedPassage]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, that share most in all."""
    words = [frozenset(p.text.lower().split()) for p in second]
    best = [[0.0] * (len(second) + 1) for _ in range(len(first) + 1)]
    alike = [[0.0] * len(second) for _ in first]
    for a in range(len(first) - 1, -1, -1):
        own = frozenset(first[a].text.lower().split())
        for b in range(len(second) - 1, -1, -1):
            if first[a].kind == second[b].kind:
                alike[a][b] = _shared(own, words[b])
            both = alike[a][b] + best[a + 1][b + 1] if alike[a][b] >= LEAST_SHARED else 0.0
            best[a][b] = max(both, best[a + 1][b], best[a][b + 1])
    pairs, a, b = [], 0, 0
    while a < len(first) and b < len(second):
        if alike[a][b] >= LEAST_SHARED and best[a][b] == alike[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Twice what they share, by all they have: 1 for the same words, 0 for none in common."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0
