"""What a check of house style is given, and the spots that it finds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cchc.base.findings import Rule
from cchc.checks.house_style.passages import LintPassage, quoted
from cchc.checks.registry import Stage
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.params import HouseStyle
from cchc.inputs.workbook import Workbook

# Neither a letter nor a digit nor a mark: nothing matches it.
MASK = "\ue000"
DOCUMENT_NUMBER = re.compile(r"\d{1,5}[a-z]?(?:/(?:19|20)\d{2})?[/-][A-ZĐ][\wĐđ]*(?:[-/.][\wĐđ]+)*")
# Characters quoted to either side of a spot.
AROUND = 30
QUOTATION = re.compile(r"“[^“”]*”")


@dataclass(frozen=True)
class Spot:
    """Characters `start` to `end` of a passage; `expected` is the right form where there is one."""

    rule: Rule
    start: int
    end: int
    advice: str
    expected: str = ""


@dataclass(frozen=True)
class StyledPassage:
    """A passage with its masked text, and what decides how it should be written."""

    passage: LintPassage
    masked: str
    style: HouseStyle
    indicators: Mapping[str, Indicator]


# What a passage shows by itself, and what shows only beside the rest of the document.
PASSAGES = Stage[StyledPassage, Spot]()
WHOLE_TEXT = Stage[Sequence[LintPassage], tuple[LintPassage, Spot]]()


def words_around(text: str, spot: Spot) -> str:
    """The spot with the words around it, cut between words, as messages quote it."""
    left = max(0, spot.start - AROUND)
    while left and not text[left - 1].isspace():
        left -= 1
    right = min(len(text), spot.end + AROUND)
    while right < len(text) and not text[right].isspace():
        right += 1
    cut = quoted(text[left:right]).strip()
    return f"{'… ' if left else ''}{cut}{' …' if right < len(text) else ''}"


def masked(text: str, names: tuple[str, ...]) -> str:
    """The text, as long as before, without document numbers, proper names and what others are quoted with."""
    for pattern in (QUOTATION, DOCUMENT_NUMBER, with_digits(names)):
        text = pattern.sub(lambda match: MASK * len(match.group()), text)
    return text


def all_names(workbook: Workbook) -> tuple[str, ...]:
    """The proper names of the catalogue and the names of its units."""
    return (*workbook.proper_names, *(agency.name for agency in workbook.agencies.values()))


def names_in_data(workbook: Workbook) -> tuple[str, ...]:
    """What a cell may hold of the data besides figures: names, units, sources, the period."""
    own = {
        text
        for indicator in workbook.indicators.values()
        for text in (indicator.name, indicator.unit, indicator.source)
    }
    return (*all_names(workbook), *sorted(own), workbook.period_label, workbook.following_label)


@lru_cache(maxsize=8)
def with_digits(names: tuple[str, ...]) -> "re.Pattern[str]":
    """Any of the names that have digits, the longest first; a sentence may begin with one."""
    return any_name(tuple(name for name in names if re.search(r"\d", name)))


@lru_cache(maxsize=8)
def any_name(names: tuple[str, ...]) -> "re.Pattern[str]":
    """Any of the names, the longest first; without names, what is nowhere."""
    choice = "|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)
