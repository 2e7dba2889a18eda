"""Which items of two sequences belong together, and which words of two texts changed.

The answer is the same whichever comes first.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Generic, Literal, TypeVar

S = TypeVar("S", bound=str)
T = TypeVar("T")
Pairs = list[tuple[int, int]]
Operation = Literal["kept", "deleted", "inserted"]

# A figure is one word; what is no word stands for itself.
WORD = re.compile(r"\d+(?:[.,]\d+)*%?|\w+(?:[-/]\w+)*|\s+|[^\w\s]")
# Beyond this, the table of all pairs would take seconds.
MOST_CELLS = 4_000_000


@dataclass(frozen=True)
class Mark:
    """A stretch of text, and whether it stays, goes or comes."""

    operation: Operation
    text: str


@dataclass(frozen=True)
class Gap:
    """The positions between two matches: those of `old` stand where those of `new` do."""

    old: range
    new: range


@dataclass(frozen=True)
class EditionChange(Generic[S, T]):
    """Something that is not as it was; a side that does not exist is None."""

    status: S
    old: T | None
    new: T | None

    @property
    def current(self) -> T:
        """As it is now, or as it was where it is no more."""
        side = self.old if self.new is None else self.new
        assert side is not None
        return side


def passage_matches(old: Sequence[Any], new: Sequence[Any]) -> Pairs:
    """Pairs of positions of equal passages, growing on both sides: as many as there can be."""
    return mirrored(_longest_common, old, new)


def gaps(pairs: Pairs, old_size: int, new_size: int) -> list[Gap]:
    """What lies between the pairs, in order."""
    found = []
    old, new = 0, 0
    for i, j in [*pairs, (old_size, new_size)]:
        if old < i or new < j:
            found.append(Gap(range(old, i), range(new, j)))
        old, new = i + 1, j + 1
    return found


def word_marks(old: str, new: str) -> tuple[Mark, ...]:
    """What is kept with what is deleted gives `old`; what is kept with what is inserted gives `new`."""
    before, after = WORD.findall(old), WORD.findall(new)
    pairs = _without_crumbs(mirrored(_longest_runs, before, after), before, after)
    marks = []
    done_old = done_new = 0
    for i, j in [*pairs, (len(before), len(after))]:
        marks.append(Mark("deleted", "".join(before[done_old:i])))
        marks.append(Mark("inserted", "".join(after[done_new:j])))
        marks.append(Mark("kept", "".join(before[i : i + 1])))
        done_old, done_new = i + 1, j + 1
    runs = groupby((mark for mark in marks if mark.text), key=lambda mark: mark.operation)
    return tuple(Mark(operation, "".join(mark.text for mark in run)) for operation, run in runs)


def _without_crumbs(pairs: Pairs, before: Sequence[str], after: Sequence[str]) -> Pairs:
    """A space alone between two changed stretches changes with them: easier to read."""
    # Either end of the text is as good as a word that stays.
    kept = {*pairs, (-1, -1), (len(before), len(after))}
    return [
        (i, j)
        for i, j in pairs
        if not before[i].isspace() or (i - 1, j - 1) in kept or (i + 1, j + 1) in kept
    ]


def mirrored(
    match: Callable[[Sequence[T], Sequence[T]], Pairs],
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Any] = lambda item: item,
) -> Pairs:
    """Pairs that `match` finds with a fixed side first: B compared with A is the mirror of A with B."""
    if [key(item) for item in new] < [key(item) for item in old]:
        return [(i, j) for j, i in match(new, old)]
    return match(old, new)


def best_pairs(weights: Sequence[Sequence[float]]) -> Pairs:
    """Pairs (row, column), growing on both sides, of the greatest weight in all; 0 makes no pair."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    # What the rest of both sides is worth, from each pair of positions on.
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        weight, row, below = weights[i], best[i], best[i + 1]
        for j in range(columns - 1, -1, -1):
            without = max(below[j], row[j + 1])
            row[j] = max(without, weight[j] + below[j + 1]) if weight[j] else without
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if weights[i][j] and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _longest_runs(first: Sequence[Any], second: Sequence[Any]) -> Pairs:
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(block.a + k, block.b + k) for block in blocks for k in range(block.size)]


def _longest_common(first: Sequence[Any], second: Sequence[Any]) -> Pairs:
    """The longest common subsequence: what both begin and end with belongs to it."""
    shortest = min(len(first), len(second))
    head = _alike(first, second, shortest)
    tail = _alike(first[::-1], second[::-1], shortest - head)
    between = first[head : len(first) - tail], second[head : len(second) - tail]
    if len(between[0]) * len(between[1]) <= MOST_CELLS:
        middle = best_pairs([[one == other for other in between[1]] for one in between[0]])
    else:
        middle = _longest_runs(*between)
    return [
        *((i, i) for i in range(head)),
        *((head + i, head + j) for i, j in middle),
        *((len(first) - i, len(second) - i) for i in range(tail, 0, -1)),
    ]


def _alike(first: Sequence[Any], second: Sequence[Any], most: int) -> int:
    return next((i for i in range(most) if first[i] != second[i]), most)
