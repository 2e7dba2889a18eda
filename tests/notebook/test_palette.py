"""The charts' colours can be told apart by every reader, on paper and in the dark."""

import re
from collections.abc import Mapping
from itertools import combinations

import pytest
from tests.colours import VISIONS, ciede2000, contrast, distance

from cchc.base.installation import EXTENSION
from cchc.notebook.palette import (
    ACCENT,
    ACCENT_SOFT,
    BAD,
    BAD_SOFT,
    CATEGORIES,
    DARK,
    GOOD,
    INK,
    INK_SOFT,
    MUTED,
    ON_BAR,
    ON_MUTED,
    in_the_dark,
)

# Two colours less than some 10 apart are one to a hurried eye.
APART = 15
LIGHT: Mapping[str, str] = {colour: colour for colour in DARK}
SCHEMES = pytest.mark.parametrize(("scheme", "style"), [(LIGHT, "report.css"), (DARK, "dark.css")])
MARKS = (*CATEGORIES, MUTED, ACCENT_SOFT, BAD_SOFT)


def page_colour(style: str, name: str) -> str:
    """One of the page's colours, as its style gives it."""
    text = (EXTENSION / "templates" / style).read_text(encoding="utf-8")
    found = re.search(rf"--{name}: (#[0-9a-f]{{6}});", text)
    assert found, (style, name)
    return found[1]


def test_the_measure_gives_the_published_differences() -> None:
    # Sharma, Wu and Dalal (2005), pairs 1, 7, 14, 17 and 25.
    for one, other, expected in (
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ):
        assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)


@SCHEMES
@pytest.mark.parametrize("vision", VISIONS)
def test_no_two_categories_look_alike(scheme: Mapping[str, str], style: str, vision: str) -> None:
    pairs = [*combinations(CATEGORIES, 2), (GOOD, BAD), (ACCENT, MUTED), (BAD, MUTED), (ACCENT, ACCENT_SOFT)]
    apart = {(a, b): distance(scheme[a], scheme[b], vision) for a, b in pairs}
    assert {pair: found for pair, found in apart.items() if found < APART} == {}, style


@SCHEMES
def test_marks_and_texts_stand_out_from_the_page(scheme: Mapping[str, str], style: str) -> None:
    paper = page_colour(style, "paper")
    assert {mark: found for mark in MARKS if (found := contrast(scheme[mark], paper)) < 3} == {}
    # Labels take the colours of the text, of the accent and of what is bad.
    texts = [(text, scheme[text], paper) for text in (INK, INK_SOFT, ACCENT, BAD)]
    texts += [(ON_BAR, scheme[ON_BAR], scheme[ACCENT]), (ON_MUTED, scheme[ON_MUTED], scheme[MUTED])]
    assert {text: found for text, front, back in texts if (found := contrast(front, back)) < 4.5} == {}


def test_each_colour_has_one_of_its_own_in_the_dark() -> None:
    assert set(CATEGORIES) <= DARK.keys()
    assert len(set(DARK.values())) == len(DARK)
    rules = in_the_dark(".x")
    for light, dark in DARK.items():
        assert f'.x [fill="{light}"] {{ fill: {dark}; }}' in rules
        assert f'.x [stroke="{light}"] {{ stroke: {dark}; }}' in rules
