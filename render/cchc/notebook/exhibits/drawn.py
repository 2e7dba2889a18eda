"""What a declared exhibit comes to: a chart in both its forms, or a table, and the figures behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
from altair.vegalite.v6.api import TopLevelMixin

from cchc.inputs.exhibits import Exhibit, Line
from cchc.notebook.frames import Frames
from cchc.notebook.palette import ACCENT, ACCENT_SOFT, BAD, BAD_SOFT, GOOD, MUTED
from cchc.notebook.tables import COLUMNS

TONES: Mapping[str, str] = {
    "chinh": ACCENT,
    "nen": MUTED,
    "nhat": ACCENT_SOFT,
    "tot": GOOD,
    "xau": BAD,
    "xau_nhat": BAD_SOFT,
}
ASCENDING: Mapping[str, bool] = {"tang": True, "giam": False}


@dataclass(frozen=True)
class Drawn:
    """The figures of an exhibit; `form` draws it, for the phone where it is told `narrow`.

    A table has no form: its rows are `table`.
    """

    data: pd.DataFrame
    form: Callable[[bool], TopLevelMixin] | None = None
    table: pd.DataFrame | None = None


def labels(lines: Mapping[str, Line]) -> dict[str, str | None]:
    """The names that an exhibit gives its codes."""
    return {code: line.label for code, line in lines.items()}


def colours(lines: Mapping[str, Line]) -> list[str]:
    """The colour of each code, by its tone."""
    return [TONES[line.tone or "chinh"] for line in lines.values()]


def ordered(frame: pd.DataFrame, order: str) -> pd.DataFrame:
    """The rows by their values, those without last; as they were for `nhu_ghi`."""
    if order not in ASCENDING:
        return frame
    ascending = ASCENDING[order]
    values = frame["value"].astype(float)
    places = values.sort_values(ascending=ascending, kind="stable", na_position="last").index
    return frame.loc[places].reset_index(drop=True)


def of_code(frames: Frames, code: str) -> tuple[float | None, str]:
    """A figure as a number and as printed."""
    row = frames.by_code({code: None}).iloc[0]
    return (None if pd.isna(row["value"]) else float(row["value"])), str(row["text"])


def with_behind(frame: pd.DataFrame, exhibit: Exhibit, frames: Frames) -> pd.DataFrame:
    """The figures drawn, then those that the exhibit names besides: the data behind the chart."""
    codes = [code for code in exhibit.named if code not in exhibit.lines and code not in set(frame["code"])]
    own = frame[COLUMNS]
    return pd.concat([own, frames.by_code(dict.fromkeys(codes))], ignore_index=True) if codes else own
