"""The head of page 1, measured: lines as even as the words allow, rules as long as the text above them."""

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cchc.publish.layout import Layout, Style, known_fonts

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

# A title that nearly fills the text is better set on two lines.
FULL_LINE = 0.9
# Millimetres: sums of the same widths differ by as little.
SLACK = 1e-6

MEASURE = b"""
#let texts = json(bytes(sys.inputs.texts))
#context [#metadata(texts.map(((words, size, weight, fonts)) =>
  measure(text(size: size * 1pt, weight: weight, font: fonts, words)).width / 1mm
)) <widths>]
"""


@dataclass(frozen=True)
class Letterhead:
    """The lines of the summary, and how long each drawn rule is, in millimetres, by its Word style."""

    subtitle_lines: tuple[str, ...]
    rules: Mapping[str, float]


def letterhead(metadata: Mapping[str, Any], layout: Layout, fonts: Sequence[str]) -> Letterhead:
    """Set the head of page 1: a summary of several lines in lines alike, rules by the lines above them."""
    styles, (left, right), whole = layout.styles, layout.columns["LetterheadTable"], layout.page.text_width
    lines = _balanced(str(metadata.get("subtitle") or ""), styles["Subtitle"], FULL_LINE * whole, fonts)
    above = {
        "Issuing Rule": ("Issuing Body", list(metadata.get("issuing-body") or [])[-1:], left),
        "Motto Rule": ("Motto", [MOTTO], right),
        "Title Rule": ("Subtitle", lines, whole),
    }
    rules = {
        rule: (styles[rule].rule or 0) * min(room, max(text_widths(texts, styles[name], fonts), default=0.0))
        for rule, (name, texts, room) in above.items()
    }
    return Letterhead(tuple(lines), rules)


def text_widths(texts: Sequence[str], style: Style, fonts: Sequence[str]) -> list[float]:
    """How wide each text is on one line, in millimetres."""
    import typst

    weight = "bold" if style.bold else "regular"
    wanted = [(text.upper() if style.caps else text, style.size, weight, list(fonts)) for text in texts]
    inputs = {"texts": json.dumps(wanted, ensure_ascii=False)}
    found = typst.query(
        MEASURE, "<widths>", field="value", one=True, sys_inputs=inputs, font_paths=known_fonts()
    )
    return [float(width) for width in json.loads(found)]


def _balanced(text: str, style: Style, room: float, fonts: Sequence[str]) -> list[str]:
    """The fewest lines that fit, as even as the words allow; one line where a word alone does not fit."""
    words = text.split()
    widths = text_widths([*words, "a a", "aa"], style, fonts)
    space = widths.pop(-2) - widths.pop(-1)
    widest = max(widths, default=0.0)
    if not words or widest > room:
        return [" ".join(words)] if words else []
    fewest = len(_line_starts(widths, space, room))
    # More room never takes more lines: halve the limits between those that do and those that do not.
    limits = [limit for limit in _limits(widths, space, room) if limit > widest - SLACK]
    fits = bisect_left(limits, True, key=lambda limit: len(_line_starts(widths, space, limit)) <= fewest)
    breaks = _line_starts(widths, space, limits[fits])
    return [" ".join(words[first:last]) for first, last in pairwise([*breaks, len(words)])]


def _limits(widths: Sequence[float], space: float, room: float) -> list[float]:
    """How wide each run of words is that fits on a line, from the narrowest on."""
    found = []
    for first in range(len(widths)):
        used = -space
        for width in widths[first:]:
            used += space + width
            if used > room + SLACK:
                break
            found.append(used)
    return sorted(found)


def _line_starts(widths: Sequence[float], space: float, limit: float) -> list[int]:
    """At which words lines begin when none may be longer than `limit`."""
    starts, used = [0], 0.0
    for i, width in enumerate(widths):
        used += width + (space if i > starts[-1] else 0)
        if i > starts[-1] and used > limit + SLACK:
            starts.append(i)
            used = width
    return starts
