"""Data frames as report tables; figures in cells keep knowing where they come from."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pandas as pd

from cchc.markdown import div, escape, missing_span, number_span, pipe_table, plain
from cchc.values import Value

NUMERIC = set("0123456789.,%-–/ ")
# Millimetres: the text's width, a letter at 12 points, a cell's margins, the least for a column of text.
TEXT_WIDTH, LETTER, PADDING, TEXT_COLUMN = 160, 1.9, 5, 30
SHORT = 16


class FigureText(str):
    """The printed text of a figure that remembers its indicator and unit."""

    value: Value

    def __new__(cls, text: str, value: Value) -> "FigureText":
        """The text, knowing its value."""
        figure = super().__new__(cls, text)
        figure.value = value
        return figure


class EarlierText(FigureText):
    """A figure of another period, shown for comparison: the page's cards tell only of this one."""


class MarkdownText(str):
    """A cell that is Markdown already."""


def figure_frame(rows: Iterable[tuple[Value, str, FigureText, str]]) -> pd.DataFrame:
    """A tidy frame of figures from (value, label, printed text, printed window).

    Columns: code, name, value (float, None when missing), text, unit, window, source.
    """
    records = [
        {
            "code": value.indicator.code,
            "name": label,
            "value": None if value.value is None else float(value.value),
            "text": text,
            "unit": value.indicator.unit,
            "window": window,
            "source": value.indicator.source,
        }
        for value, label, text, window in rows
    ]
    frame = pd.DataFrame.from_records(records)
    # An object column keeps the cells what they are; a string column would forget the figures.
    frame["text"] = pd.Series([record["text"] for record in records], dtype=object, index=frame.index)
    return frame


def figures_in(frame: pd.DataFrame) -> list[FigureText]:
    """All figures in the cells, row by row."""
    return [cell for row in frame.itertuples(index=False) for cell in row if isinstance(cell, FigureText)]


def table_markdown(frame: pd.DataFrame) -> str:
    """A pipe table; columns of numbers are right-aligned."""
    columns = [list(frame[name]) for name in frame.columns]
    right = [all(_is_number(cell) for cell in column) for column in columns]
    rows = [[_cell(cell) for cell in row] for row in frame.itertuples(index=False)]
    return pipe_table([escape(str(name)) for name in frame.columns], rows, right)


def is_wide(frame: pd.DataFrame) -> bool:
    """Whether the columns ask for more room than an upright page has.

    A column of short texts (up to 16 letters) asks for the longest of them on one line, one of
    longer texts for 30 mm; a heading asks for its longest word.
    """
    return sum(_least_width(str(name), list(frame[name])) for name in frame.columns) > TEXT_WIDTH


def table_block(identifier: str, title: str, table: str, source: str, *, wide: bool = False) -> str:
    """A numbered table with its title above and its source below."""
    parts = [div(".table-title", title), table] + ([div(".source", source)] if source else [])
    return div(".table .wide" if wide else ".table", "\n\n".join(parts), identifier=identifier, colons=5)


def _least_width(name: str, cells: list[Any]) -> float:
    longest = max((len(plain(_cell(cell))) for cell in cells), default=0)
    word = max((len(word) for word in name.split()), default=0)
    room = TEXT_COLUMN if longest > SHORT else longest * LETTER + PADDING
    return max(room, word * LETTER + PADDING)


def _cell(cell: Any) -> str:
    if isinstance(cell, MarkdownText):
        return str(cell)
    if isinstance(cell, EarlierText):
        return escape(str(cell))
    if isinstance(cell, FigureText):
        if cell.value.value is None:
            return missing_span(str(cell))
        return number_span(str(cell), cell.value.indicator.code, cell.value.agency)
    if cell is None or (isinstance(cell, float) and pd.isna(cell)):
        return ""
    return escape(str(cell))


def _is_number(cell: Any) -> bool:
    text = str(cell)
    return isinstance(cell, (FigureText, int, float, Decimal)) or (bool(text) and set(text) <= NUMERIC)
