"""Figures as data frames, and data frames as report tables: each cell still knows where it comes from."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from cchc.base.findings import ReportError
from cchc.base.markdown import div, escape, missing_span, number_span, pipe_table, plain
from cchc.inputs.catalog.targets import target_of
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer
from cchc.values.comparison import change, remarked, target_phrase, target_text, unequal_windows
from cchc.values.earlier import BASES, TARGET, EarlierPeriods, earlier_of, with_window
from cchc.values.values import Value

# The stem of each base's columns in a frame.
STEMS = {"ky_truoc": "previous", "cung_ky": "year_before", "muc_tieu": "target"}
COLUMNS = ["code", "name", "value", "text", "unit", "window", "source"]
NOTHING = "–"
NUMERIC = set("0123456789.,%-–/ ")
# Millimetres: the text's width, a letter at 12 points, a cell's margins, the least for a column of text.
TEXT_WIDTH, LETTER, PADDING, TEXT_COLUMN = 160, 1.9, 5, 30
# The letters of a text that is better not broken.
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
    """A figure of another period, shown for comparison: the page's cards explain only those of this one.

    `remark` is what has to be said wherever it stands beside this period's.
    """

    remark = ""


class EarlierGap(FigureText):
    """The place of a figure that another period should have, in `file`, and has not."""

    file = ""


# What is of another period.
OF_ANOTHER = (EarlierText, EarlierGap)


class DataText(str):
    """A text made from the data, which is where its numbers come from."""


class MarkdownText(str):
    """A cell that is Markdown already."""


def figure_frame(figures: Iterable[tuple[str, FigureText]], workbook: Workbook) -> pd.DataFrame:
    """A tidy frame of figures, each under its label.

    Columns: code, name, value (float, None when missing), text, unit, window (as printed), source.
    """
    records = [
        {
            "code": figure.value.indicator.code,
            "name": label,
            "value": None if figure.value.value is None else float(figure.value.value),
            "text": figure,
            "unit": figure.value.indicator.unit,
            "window": DataText(window_text(figure.value, workbook)),
            "source": figure.value.indicator.source,
        }
        for label, figure in figures
    ]
    frame = pd.DataFrame.from_records(records, columns=COLUMNS)
    # An object column leaves the cells what they are; a string column would lose the figures.
    frame["text"] = pd.Series([record["text"] for record in records], dtype=object, index=frame.index)
    return frame


def with_comparisons(
    frame: pd.DataFrame, bases: Sequence[str], workbook: Workbook, periods: EarlierPeriods, printer: Printer
) -> pd.DataFrame:
    """The frame of figures with columns for each base.

    `previous` or `year_before`: value (float, None when missing); `…_text` as printed; `…_change` the
    difference (float); `…_change_text` in words, with unequal windows and definitions.
    `target`: the bound (float); `target_text` in words; `target_change_text` whether it is met.
    """
    if unknown := [name for name in bases if name not in BASES]:
        raise ReportError(f"So sánh với “{unknown[0]}” không có; dùng một trong: {', '.join(BASES)}.")
    result = frame.copy()
    for name in bases:
        cells = [_cells(name, figure, workbook, periods, printer) for figure in frame["text"]]
        for column in cells[0] if cells else {}:
            values = [cell[column] for cell in cells]
            result[column] = pd.Series(values, index=frame.index, dtype=object)
    return result


def column_titles(name: str, workbook: Workbook, periods: EarlierPeriods) -> dict[str, str]:
    """How a table calls the columns of one base."""
    stem = STEMS[name]
    if name == TARGET:
        title = f"Mục tiêu năm {workbook.period.year}"
        return {f"{stem}_text": title, f"{stem}_change_text": "So với mục tiêu"}
    label = periods.named(name).label
    return {f"{stem}_text": label[0].upper() + label[1:], f"{stem}_change_text": f"So với {label}"}


def figures_in(frame: pd.DataFrame) -> list[FigureText]:
    """All figures in the cells, row by row."""
    return [cell for row in frame.itertuples(index=False) for cell in row if isinstance(cell, FigureText)]


def table_markdown(frame: pd.DataFrame, typed: Callable[[str], bool] = lambda _: False) -> str:
    """A pipe table; columns of numbers are right-aligned, cells marked that `typed` says are typed."""
    columns = [list(frame[name]) for name in frame.columns]
    right = [all(_is_number(cell) for cell in column) for column in columns]
    rows = [[_cell(cell, typed) for cell in row] for row in frame.itertuples(index=False)]
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


def source_line(values: Sequence[Value], workbook: Workbook) -> str:
    """`Nguồn: Văn phòng UBND thành phố. Kỳ số liệu: 16/12/2019 – 15/3/2020.` (Markdown)."""
    sources = dict.fromkeys(value.indicator.source for value in values)
    windows = dict.fromkeys(window_text(value, workbook) for value in values)
    named = {"Nguồn": "; ".join(filter(None, sources)), "Kỳ số liệu": "; ".join(filter(None, windows))}
    return escape(" ".join(f"{title}: {texts}." for title, texts in named.items() if texts))


def unsaid_remarks(figures: Sequence[FigureText], shown: pd.DataFrame) -> str:
    """What has to be said of the comparisons and stands in no cell that is `shown` (Markdown)."""
    texts = [str(cell) for row in shown.itertuples(index=False) for cell in row]
    names: dict[str, list[str]] = {}
    for figure in figures:
        remark = figure.remark if isinstance(figure, EarlierText) else ""
        if remark and not any(remark in text for text in texts):
            names.setdefault(remark, []).append(figure.value.indicator.name)
    said = "; ".join(f"{', '.join(of)} ({remark})" for remark, of in names.items())
    return escape(f"Lưu ý khi so sánh: {said}.") if said else ""


def window_text(value: Value, workbook: Workbook) -> str:
    """The data window as printed beside a figure; the reporting period where its source names none."""
    return value.window.in_short(workbook.house_style.date_style) or workbook.period_label


def _cells(
    name: str, figure: FigureText, workbook: Workbook, periods: EarlierPeriods, printer: Printer
) -> dict[str, Any]:
    """One row of one base's columns."""
    current = with_window(figure.value, workbook)
    if name == TARGET:
        return _target_cells(current, workbook)
    stem = STEMS[name]
    base = periods.named(name)
    found = earlier_of(workbook, current, base)
    earlier = found.value
    if earlier.value is None:
        gap: str = NOTHING
        if found.missing_in(frame=True):
            gap = EarlierGap(NOTHING, earlier)
            gap.file = base.file
        change_text = DataText(remarked("không so sánh được", found.remark)) if found.remark else NOTHING
        return {stem: None, f"{stem}_text": gap, f"{stem}_change": None, f"{stem}_change_text": change_text}
    style = workbook.house_style
    windows = unequal_windows(current, earlier, leading_zero=style.leading_zero, dates=style.date_style)
    shown = EarlierText(printer.format(earlier, earlier.value), earlier)
    shown.remark = "; ".join(filter(None, [windows, found.remark]))
    cells: dict[str, Any] = {
        stem: float(earlier.value),
        f"{stem}_text": shown,
        f"{stem}_change": None,
        f"{stem}_change_text": NOTHING,
    }
    if current.value is not None:
        phrase = change(current, earlier, leading_zero=style.leading_zero)
        cells[f"{stem}_change"] = float(current.value - earlier.value)
        cells[f"{stem}_change_text"] = DataText(remarked(phrase, shown.remark))
    return cells


def _target_cells(current: Value, workbook: Workbook) -> dict[str, Any]:
    stem, year = STEMS[TARGET], workbook.period.year
    cells: dict[str, Any] = {stem: None, f"{stem}_text": NOTHING, f"{stem}_change_text": NOTHING}
    if target := target_of(workbook.targets, current.indicator.code, year):
        cells[stem] = float(target.value)
        cells[f"{stem}_text"] = DataText(target_text(current, target))
        if current.value is not None:
            cells[f"{stem}_change_text"] = target_phrase(current, target, year).partition(" mục")[0]
    return cells


def _least_width(name: str, cells: list[Any]) -> float:
    longest = max((len(plain(_cell(cell))) for cell in cells), default=0)
    word = max((len(word) for word in name.split()), default=0)
    room = TEXT_COLUMN if longest > SHORT else longest * LETTER + PADDING
    return max(room, word * LETTER + PADDING)


def _cell(cell: Any, typed: Callable[[str], bool] = lambda _: False) -> str:
    if isinstance(cell, MarkdownText):
        return str(cell)
    if isinstance(cell, EarlierText | DataText):
        return escape(str(cell))
    if isinstance(cell, FigureText):
        if cell.value.value is None:
            return missing_span(str(cell))
        return number_span(str(cell), cell.value.indicator.code, cell.value.agency)
    if cell is None or (isinstance(cell, float) and pd.isna(cell)):
        return ""
    text = escape(str(cell))
    return f"[{text}]{{.typed}}" if typed(str(cell)) else text


def _is_number(cell: Any) -> bool:
    text = str(cell)
    return isinstance(cell, (FigureText, int, float, Decimal)) or (bool(text) and set(text) <= NUMERIC)
