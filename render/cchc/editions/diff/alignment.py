"""Which items of two sequences belong together, and which words of two texts changed.

The answer is the same whichever comes first.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal

Match = Callable[[Sequence[Any], Sequence[Any]], list[tuple[int, int]]]
Operation = Literal["kept", "deleted", "inserted"]

# A figure is one word; what is no word stands for itself.
WORD = re.compile(r"\d+(?:[.,]\d+)*%?|\w+(?:[-/]\w+)*|\s+|[^\w\s]")
OPERATIONS: tuple[Operation, ...] = ("kept", "deleted", "inserted")
# Beyond this, the table of all pairs would take seconds.
MOST_CELLS = 4_000_000


@dataclass(frozen=True)
class Mark:
    """A stretch of text, and whether it stays, goes or comes."""

    operation: Operation
    text: str


@dataclass(frozen=True)
class Gap:
    """A stretch between two matches, half-open: old[old_from:old_to] stands where new[…] does."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int


def word_matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions of equal words, growing on both sides; long runs are preferred."""
    return _mirrored(_longest_runs, old, new)


def passage_matches(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Pairs of positions of equal passages, growing on both sides: as many as there can be."""
    return _mirrored(_longest_common, old, new)


def gaps(pairs: Sequence[tuple[int, int]], old_size: int, new_size: int) -> list[Gap]:
    """What lies between the pairs, in order."""
    found = []
    before = (-1, -1)
    for pair in [*pairs, (old_size, new_size)]:
        gap = Gap(before[0] + 1, pair[0], before[1] + 1, pair[1])
        if gap.old_from < gap.old_to or gap.new_from < gap.new_to:
            found.append(gap)
        before = pair
    return found


def word_marks(old: str, new: str) -> tuple[Mark, ...]:
    """What is kept with what is deleted gives `old`; what is kept with what is inserted gives `new`."""
    before, after = WORD.findall(old), WORD.findall(new)
    marks: list[Mark] = []
    done_old = done_new = 0
    for i, j in [*word_matches(before, after), (len(before), len(after))]:
        marks += [Mark("deleted", word) for word in before[done_old:i]]
        marks += [Mark("inserted", word) for word in after[done_new:j]]
        if i < len(before):
            marks.append(Mark("kept", before[i]))
        done_old, done_new = i + 1, j + 1
    return tuple(_merged(_without_crumbs(_merged(marks))))


def _mirrored(match: Match, old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """A fixed side goes first: comparing B with A gives the mirror of comparing A with B."""
    if list(new) < list(old):
        return [(i, j) for j, i in match(new, old)]
    return match(old, new)


def _longest_runs(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(block.a + k, block.b + k) for block in blocks for k in range(block.size)]


def _longest_common(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[int, int]]:
    """The longest common subsequence: what both begin and end with belongs to it."""
    shortest = min(len(first), len(second))
    head = _alike(first, second, shortest)
    tail = _alike(first[::-1], second[::-1], shortest - head)
    between = first[head : len(first) - tail], second[head : len(second) - tail]
    small = len(between[0]) * len(between[1]) <= MOST_CELLS
    middle = _longest_between(*between) if small else _longest_runs(*between)
    return [
        *((i, i) for i in range(head)),
        *((head + i, head + j) for i, j in middle),
        *((len(first) - i, len(second) - i) for i in range(tail, 0, -1)),
    ]


def _alike(first: Sequence[Any], second: Sequence[Any], most: int) -> int:
    return next((i for i in range(most) if first[i] != second[i]), most)


def _longest_between(first: Sequence[Any], second: Sequence[Any]) -> list[tuple[int, int]]:
    """By the lengths that it has for what remains of both sides."""
    lengths = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i in range(len(first) - 1, -1, -1):
        row, below = lengths[i], lengths[i + 1]
        for j in range(len(second) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if first[i] == second[j] else max(below[j], row[j + 1])
    pairs, i, j = [], 0, 0
    while i < len(first) and j < len(second):
        if first[i] == second[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _without_crumbs(marks: Sequence[Mark]) -> list[Mark]:
    """A space alone between two changed stretches changes with them: easier to read."""
    out = []
    for n, mark in enumerate(marks):
        inside = 0 < n < len(marks) - 1
        if mark.operation == "kept" and inside and mark.text.isspace():
            out += [Mark("deleted", mark.text), Mark("inserted", mark.text)]
        else:
            out.append(mark)
    return out


def _merged(marks: Iterable[Mark]) -> list[Mark]:
    """Neighbours of one operation as one; between two kept stretches, what goes stands before what comes."""
    out: list[Mark] = []
    for _, run in groupby(marks, key=lambda mark: mark.operation == "kept"):
        texts = dict.fromkeys(OPERATIONS, "")
        for mark in run:
            texts[mark.operation] += mark.text
        out += [Mark(operation, text) for operation, text in texts.items() if text]
    return out
