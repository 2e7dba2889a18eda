"""The head of page 1: its summary in the fewest lines, as even as the words allow."""

import random
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest

from cchc.publish import letterhead as module
from cchc.publish.layout import Style, official_layout
from cchc.publish.letterhead import letterhead

LETTER = 2.5


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters of one width, so that a line's width can be told from its text."""

    def widths(texts: Sequence[str], _style: Style, _fonts: Sequence[str]) -> list[float]:
        return [len(text) * LETTER for text in texts]

    monkeypatch.setattr(module, "text_widths", widths)


def lines_of(summary: str) -> tuple[str, ...]:
    return letterhead({"subtitle": summary}, official_layout(), ()).subtitle_lines


def narrowest(words: Sequence[str], room: float) -> tuple[int, float]:
    """By trying every way to break: the fewest lines, and then the least width of the longest."""
    best = (len(words) + 1, room)
    for ways in range(2 ** (len(words) - 1)):
        starts = [0, *(i for i in range(1, len(words)) if ways >> (i - 1) & 1), len(words)]
        longest = max(len(" ".join(words[first:last])) * LETTER for first, last in pairwise(starts))
        if longest <= room:
            best = min(best, (len(starts) - 1, longest))
    return best


def test_no_other_way_to_break_is_shorter_or_more_even() -> None:
    chance = random.Random(20)
    for _ in range(60):
        words = ["x" * chance.randint(1, 22) for _ in range(chance.randint(1, 11))]
        lines = lines_of(" ".join(words))
        assert " ".join(lines).split() == words
        longest = max(map(len, lines)) * LETTER
        assert (len(lines), longest) == narrowest(words, module.FULL_LINE * official_layout().page.text_width)


def test_a_summary_of_any_length_is_soon_broken() -> None:
    start = time.monotonic()
    lines = lines_of("phát triển " * 5_000)
    assert time.monotonic() - start < 5
    assert " ".join(lines).split() == ["phát", "triển"] * 5_000


def test_a_word_wider_than_the_page_leaves_the_breaking_to_the_engine() -> None:
    assert lines_of(f"Một {'x' * 200} hai") == (f"Một {'x' * 200} hai",)
    assert lines_of("") == ()
