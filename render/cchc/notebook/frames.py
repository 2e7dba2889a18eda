"""Figures as data frames, by indicator, by unit or by period: what charts and tables are made from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from cchc.base.findings import InputError, ReportError
from cchc.base.markdown import plain
from cchc.checks.notebook_mistakes import CALLED_WRONG
from cchc.inputs.catalog.indicators import FAMILY, in_family
from cchc.inputs.workbook import Workbook
from cchc.notebook.tables import NOTHING, EarlierGap, EarlierText, FigureText, figure_frame, with_comparisons
from cchc.prose.printer import Printer
from cchc.prose.templates import render
from cchc.values.earlier import MOST_PERIODS, EarlierPeriods, earlier_of, with_window
from cchc.values.units import by_unit
from cchc.values.values import UnknownCodeError, Value, Values

# What the rows of a frame are besides indicators.
Rows = Literal["don_vi", "ky"]
ROWS: tuple[Rows, ...] = get_args(Rows)

Codes = Mapping[str, str | None]


def named_codes(codes: Iterable[str | Mapping[str, str]]) -> dict[str, str | None]:
    """Codes as given one by one, or with names of their own."""
    labels: dict[str, str | None] = {}
    for item in codes:
        labels.update({item: None} if isinstance(item, str) else item)
    return labels


@dataclass(frozen=True)
class Frames:
    """Makes the frames of one section's figures."""

    workbook: Workbook
    values: Values
    periods: EarlierPeriods
    printer: Callable[[], Printer]

    def make(self, codes: Codes, so_sanh: Sequence[str] = (), theo: str = "") -> pd.DataFrame:
        """The frame with a row for each indicator, or for each of its units, or of its periods.

        InputError names a code that the catalogue does not have.
        """
        codes = self._asked(codes)
        if theo and theo not in ROWS:
            raise ReportError(f"Bảng theo “{theo}” không có; dùng một trong: {', '.join(ROWS)}.")
        if theo == "ky":
            if so_sanh:
                raise ReportError('Bảng theo "ky" đã đặt các kỳ cạnh nhau: bỏ so_sanh.')
            return self.by_period(codes)
        frame = self.by_unit(codes) if theo else self.by_code(codes)
        if not so_sanh:
            return frame
        return with_comparisons(frame, so_sanh, self.workbook, self.periods, self.printer())

    def _asked(self, codes: Codes) -> Codes:
        """Each code, `tthc.dvc.*` as those of the family that have a value; none out of its years."""
        asked: dict[str, str | None] = {}
        for name, label in codes.items():
            asked |= dict.fromkeys(self._family(name) if name.endswith(FAMILY) else [name], label)
        return {code: label for code, label in asked.items() if code not in self.workbook.dormant}

    def _family(self, name: str) -> list[str]:
        family = in_family(name, self.workbook.indicators)
        return [code for code in family if self.value(code).value is not None]

    def by_code(self, codes: Codes) -> pd.DataFrame:
        """A row for each indicator, of the whole locality."""
        return self._frame([(label, self.value(code)) for code, label in codes.items()])

    def by_unit(self, codes: Codes) -> pd.DataFrame:
        """A row for each indicator and unit with a row of it: the unit, and `indicator`, besides."""
        labels = {code: label or self.value(code).indicator.name for code, label in codes.items()}
        found = [(label, value) for code, label in labels.items() for value in self.units(code)]
        agencies = [self.workbook.agencies[value.agency] for _, value in found]
        alone = len(codes) == 1
        rows = [
            (agency.name if alone else f"{label}: {agency.name}", value)
            for (label, value), agency in zip(found, agencies, strict=True)
        ]
        more = {
            "agency": [agency.code for agency in agencies],
            "agency_name": [agency.name for agency in agencies],
            "agency_short": [agency.short or agency.name for agency in agencies],
            "indicator": [label for label, _ in found],
        }
        frame = self._frame(rows)
        return frame.assign(**{name: pd.Series(column, dtype=object) for name, column in more.items()})

    def by_period(self, codes: Codes, most: int = MOST_PERIODS) -> pd.DataFrame:
        """A row for each indicator and period of this length, oldest first; `period`, `indicator` besides."""
        records: list[tuple[str, FigureText, str, str]] = []
        printer, bases = self.printer(), self.periods.years(most)
        for code, given in codes.items():
            value = self.value(code)
            label, now = given or value.indicator.name, with_window(value, self.workbook)
            for base in bases:
                earlier = earlier_of(self.workbook, now, base).value
                shown: FigureText = EarlierText(printer.text(earlier), earlier)
                if earlier.value is None:
                    shown = EarlierGap(NOTHING, earlier)
                    shown.file = base.file
                records.append((base.label, shown, str(base.period), label))
            own = FigureText(printer.text(value), value)
            records.append((self.workbook.period_label, own, str(self.workbook.period), label))
        alone = len(codes) == 1
        names = [(at if alone else f"{label}, {at}", shown) for at, shown, _, label in records]
        frame = figure_frame(names, self.workbook)
        columns = {
            "period": [period for _, _, period, _ in records],
            "period_label": [at for at, _, _, _ in records],
            "indicator": [label for *_, label in records],
        }
        return frame.assign(**{name: pd.Series(column, dtype=object) for name, column in columns.items()})

    def plain_text(self, template: str) -> str:
        """A short template as text in a chart: what it prints is recorded where the chart's data are."""
        return plain(render(template, self.printer(), file="exhibits.yml"))

    def value(self, code: str) -> Value:
        """The locality's value (InputError)."""
        try:
            return self.values.get(code)
        except UnknownCodeError as error:
            raise InputError([CALLED_WRONG.finding(str(error))]) from None

    def units(self, code: str) -> tuple[Value, ...]:
        """The values of its units, in the order of the catalogue (InputError)."""
        self.value(code)
        return by_unit(self.values, code)

    def _frame(self, rows: Sequence[tuple[str | None, Value]]) -> pd.DataFrame:
        printer = self.printer()
        figures = [
            (label or value.indicator.name, FigureText(printer.text(value), value)) for label, value in rows
        ]
        return figure_frame(figures, self.workbook)
