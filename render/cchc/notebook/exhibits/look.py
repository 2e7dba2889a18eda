"""What all kinds share: room, row labels, numbers beside bars, on a page and on a phone."""

import textwrap
from collections.abc import Iterable
from typing import Any, cast

import altair as alt
import pandas as pd

from cchc.notebook.palette import ACCENT, INK, INK_SOFT
from cchc.prose.printer import MISSING

# Pixels: a whole chart on the page, which paper prints as wide as its text (chart_room.lua); one on a phone.
PAGE, PHONE = 600, 345
LETTER, LINE = 6.9, 16
# The least and the most for the plot itself, and what stands between it and its labels.
LEAST, MOST, GAP = 150, 400, 16
# Letters of a label before its line breaks.
LABEL, PHONE_LABEL = 38, 46
# Rows are told apart by their place: two units may have one name.
SHOWN = "slice(split(datum.label, '\\n'), 1)"


def prepared(frame: pd.DataFrame, *, narrow: bool, letters: int = LABEL) -> pd.DataFrame:
    """The frame with `key`, the row's place and its broken label, `label`, `from` and `to` of its bar.

    Given columns stay: `label` (what stands beside the bar, else `text`), `start`, `whole`, `colour`.
    """
    most = PHONE_LABEL if narrow else letters
    keys = [f"{n:03}\n{broken(text, most)}" for n, text in enumerate(frame["name"])]
    starts = frame["start"] if "start" in frame else pd.Series(0.0, index=frame.index)
    start = starts.astype(float)
    length = frame["value"].astype(float).fillna(0)
    made: dict[str, Any] = {"key": keys, "from": start, "to": start + length}
    if "colour" not in frame:
        made["colour"] = ACCENT
    if "label" not in frame:
        made["label"] = [str(text) for text in frame["text"]]
    return frame.assign(**made)


def broken(text: str, letters: int) -> str:
    """The text in lines of about so many letters."""
    return "\n".join(textwrap.wrap(str(text), letters, break_long_words=False) or [""])


def rows(*, narrow: bool) -> alt.Y:
    """The axis of the rows: labels before them, or on a phone none (they stand above: `names`)."""
    axis = None if narrow else alt.Axis(labelPadding=8, labelExpr=SHOWN)
    return alt.Y("key:N", sort=None, title=None, axis=axis)


def step(keys: Iterable[str], *, narrow: bool, bar: int = 24) -> alt.Step:
    """The height of a row: the bar, and on a phone its label above."""
    lines = most_lines(keys)
    return alt.Step(bar + 14 + lines * LINE if narrow else max(bar + 12, lines * LINE + 8))


def most_lines(keys: Iterable[str]) -> int:
    """The lines of the longest label."""
    return max((key.count("\n") for key in keys), default=1)


def below(keys: Iterable[str], *, narrow: bool) -> float:
    """How far bars are moved down from the middle of their rows, where labels stand above them."""
    return (most_lines(keys) * LINE + 2) / 2 if narrow else 0


def width(labels: Iterable[str], beside: Iterable[str], *, narrow: bool) -> int:
    """The plot's width: what its row labels and the texts beside its bars leave of the whole."""
    taken = widest(beside) + GAP
    if narrow:
        return max(LEAST, int(PHONE - taken))
    return int(min(MOST, max(LEAST, PAGE - taken - widest(labels) - GAP)))


def widest(texts: Iterable[str]) -> float:
    """Pixels of the longest line."""
    return max((len(line) for text in texts for line in str(text).split("\n")), default=0) * LETTER


def layered(
    layers: Iterable[alt.Chart], keys: Iterable[str], texts: Iterable[str], *, narrow: bool, bar: int
) -> alt.LayerChart:
    """The layers as one chart of rows: its plot as wide as `texts` beside the bars allow."""
    keys = list(keys)
    room, height = width(keys, texts, narrow=narrow), step(keys, narrow=narrow, bar=bar)
    return cast("alt.LayerChart", alt.layer(*layers).properties(width=room, height=height))


def names(chart: alt.Chart, keys: Iterable[str]) -> alt.Chart:
    """The labels of the rows, each above its bar: for the phone."""
    keys = list(keys)
    lines = most_lines(keys)
    text = (
        chart.transform_calculate(_lines=SHOWN.replace("datum.label", "datum.key"))
        .mark_text(align="left", baseline="bottom", dy=below(keys, narrow=True) - 15 - (lines - 1) * LINE)
        .encode(x=alt.value(0), text=alt.Text("_lines:N"))
    )
    return cast("alt.Chart", text)


def beside(chart: alt.Chart, at: str, keys: Iterable[str], *, narrow: bool) -> alt.Chart:
    """The texts of the column `label` at the ends of their bars; a figure that is missing is paler."""
    missing = f"indexof(datum.label, '{MISSING}') >= 0"
    mark = chart.mark_text(align="left", dx=6, dy=below(keys, narrow=narrow), fontWeight="normal")
    colour = alt.condition(missing, alt.value(INK_SOFT), alt.value(INK))
    return cast(
        "alt.Chart", mark.encode(x=alt.X(f"{at}:Q", axis=None), text=alt.Text("label:N"), color=colour)
    )
