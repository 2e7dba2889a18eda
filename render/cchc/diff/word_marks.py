"""The words that changed within a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from cchc.diff.alignment import word_matches

Fate = Literal["kept", "deleted", "inserted"]

# A figure is one word; what is no word stands for itself.
WORD = re.compile(r"\d+(?:[.,]\d+)*%?|\w+(?:[-/]\w+)*|\s+|[^\w\s]")
ORDER: tuple[Fate, ...] = ("kept", "deleted", "inserted")


@dataclass(frozen=True)
class Mark:
    """A stretch of text and what became of it."""

    fate: Fate
    text: str


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
    return tuple(_joined(_without_crumbs(_joined(marks))))


def _without_crumbs(marks: Sequence[Mark]) -> list[Mark]:
    """A space alone between two changed stretches changes with them: easier to read."""
    out = []
    for n, mark in enumerate(marks):
        inside = 0 < n < len(marks) - 1
        if mark.fate == "kept" and inside and mark.text.isspace():
            out += [Mark("deleted", mark.text), Mark("inserted", mark.text)]
        else:
            out.append(mark)
    return out


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """Neighbours of one fate as one; between two kept stretches, what goes stands before what comes."""
    out: list[Mark] = []
    for _, run in groupby(marks, key=lambda mark: mark.fate == "kept"):
        texts = dict.fromkeys(ORDER, "")
        for mark in run:
            texts[mark.fate] += mark.text
        out += [Mark(fate, text) for fate, text in texts.items() if text]
    return out
