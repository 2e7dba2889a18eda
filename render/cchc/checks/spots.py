"""A spot in a passage that breaks a rule, and the names and quotations that no rule looks into."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Neither a letter nor a digit nor a mark: nothing matches it.
MASK = "\ue000"
DOCUMENT_NUMBER = re.compile(r"\d{1,5}[a-z]?(?:/(?:19|20)\d{2})?[/-][A-ZĐ][\wĐđ]*(?:[-/.][\wĐđ]+)*")
QUOTATION = re.compile(r"“[^“”]*”")


@dataclass(frozen=True)
class Spot:
    """Characters `start` to `end` of a passage; `expected` is the right form where there is one."""

    rule: str
    start: int
    end: int
    advice: str
    expected: str = ""


def masked(text: str, names: Sequence[str]) -> str:
    """The text, as long as before, without document numbers, proper names and what others are quoted with."""
    for pattern in (QUOTATION, DOCUMENT_NUMBER, any_name(tuple(names))):
        text = pattern.sub(lambda match: MASK * len(match.group()), text)
    return text


@lru_cache(maxsize=8)
def any_name(names: tuple[str, ...]) -> "re.Pattern[str]":
    """Any of the names, an earlier one where two begin alike; without names, what is nowhere."""
    choice = "|".join(map(re.escape, names)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{choice})(?!\w)", re.IGNORECASE)
