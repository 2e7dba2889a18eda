"""Columns that set figures beside the period before, the year before, and the year's target."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from cchc.catalog.targets import target_of
from cchc.comparison import change, unequal_windows
from cchc.earlier import BASES, TARGET, EarlierPeriods, earlier_of, with_window
from cchc.findings import ReportError
from cchc.printing import MISSING, Printer
from cchc.tables import EarlierText, FigureText
from cchc.target_phrases import target_phrase, target_text
from cchc.workbook import Workbook

# The stem of each base's columns in a frame.
STEMS = {"ky_truoc": "previous", "cung_ky": "year_before", "muc_tieu": "target"}
NOTHING = "–"


def with_comparisons(
    frame: pd.DataFrame, bases: Sequence[str], workbook: Workbook, periods: EarlierPeriods, printer: Printer
) -> pd.DataFrame:
    """The frame of figures with columns for each base.

    `previous` or `year_before`: value (float, None when missing); `…_text` as printed; `…_change` the
    difference (float); `…_change_text` in words, unequal windows and definitions said.
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


def _cells(
    name: str, figure: FigureText, workbook: Workbook, periods: EarlierPeriods, printer: Printer
) -> dict[str, Any]:
    stem = STEMS[name]
    current = with_window(figure.value, workbook)
    if name == TARGET:
        target = target_of(workbook.targets, current.indicator.code, workbook.period.year)
        said = target is not None and current.value is not None
        return {
            stem: float(target.value) if target else None,
            f"{stem}_text": target_text(current, target) if target else NOTHING,
            f"{stem}_change_text": target_phrase(current, target, workbook.period.year).partition(" mục")[0]
            if said
            else NOTHING,
        }
    found = earlier_of(workbook, current, periods.named(name))
    earlier = found.value
    if earlier is None or earlier.value is None:
        text = f"{MISSING[1:-1]} ({found.remark})" if found.remark else NOTHING
        return {stem: None, f"{stem}_text": NOTHING, f"{stem}_change": None, f"{stem}_change_text": text}
    texts: dict[str, Any] = {
        stem: float(earlier.value),
        f"{stem}_text": EarlierText(printer.format(earlier, earlier.value), earlier),
        f"{stem}_change": None,
        f"{stem}_change_text": NOTHING,
    }
    if current.value is not None:
        padded = workbook.house_style.leading_zero
        said_too = [unequal_windows(current, earlier, leading_zero=padded), found.remark]
        remarks = "; ".join(filter(None, said_too))
        texts[f"{stem}_change"] = float(current.value - earlier.value)
        phrase = change(current, earlier, leading_zero=padded)
        texts[f"{stem}_change_text"] = f"{phrase} ({remarks})" if remarks else phrase
    return texts
