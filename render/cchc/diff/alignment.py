"""Which items of two sequences belong together: the same answer whichever comes first."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Gap:
    """A stretch between two matches, half-open: old[old_from:old_to] stands where new[…] does."""

    old_from: int
    old_to: int
    new_from: int
    new_to: int


def matches(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Pairs of positions of equal items, growing on both sides.

    difflib prefers the side named first where it has a choice; a fixed side is named first here,
    so that comparing B with A tells the mirror of comparing A with B.
    """
    swapped = list(new) < list(old)
    first, second = (new, old) if swapped else (old, new)
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    pairs = [(block.a + k, block.b + k) for block in blocks for k in range(block.size)]
    return [(b, a) for a, b in pairs] if swapped else pairs


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
