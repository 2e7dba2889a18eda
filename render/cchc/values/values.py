"""From stated figures to the values that are printed: stated, summed or computed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cchc.base.formulas import FormulaError, NothingToDivideError
from cchc.base.windows import Window
from cchc.inputs.catalog.indicators import Indicator
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook

# `unchecked`: stated, and to be recomputed from figures that are not there.
Origin = Literal["stated", "unchecked", "summed", "computed", "missing"]


class UnknownCodeError(LookupError):
    """An indicator or agency code that the catalogue does not have; the text is Vietnamese."""


@dataclass(frozen=True)
class Value:
    """One value and all that is needed to explain it.

    `value` is in the indicator's unit (rates in per cent), None when missing.
    `stated` is the locality's own row in figures.csv, if any; `inputs` are what a formula
    or a sum used.
    """

    indicator: Indicator
    agency: str
    value: Decimal | None
    origin: Origin
    stated: Figure | None
    inputs: tuple["Value", ...]
    window: Window
    problem: str = ""

    @property
    def nothing_occurred(self) -> bool:
        """Whether it is a share of nothing: all that it is made from is known."""
        made_from = self.inputs if self.value is None and not self.problem else ()
        return bool(made_from) and all(each.value is not None for each in made_from)

    @property
    def file(self) -> str:
        """The file of the first row behind the value."""
        return self._row_figure.file if self._row_figure else ""

    @property
    def row(self) -> int | None:
        """The first row behind the value."""
        return self._row_figure.row if self._row_figure else None

    @property
    def document(self) -> str:
        """The document that states the value."""
        return self._row_figure.document if self._row_figure else ""

    @property
    def source_cells(self) -> tuple[str, ...]:
        """The cells of units' files that the value was imported from, or that its inputs were."""
        if self.origin in ("stated", "unchecked"):
            return (self.stated.source_cell,) if self.stated and self.stated.source_cell else ()
        return tuple(dict.fromkeys(cell for i in self.inputs for cell in i.source_cells))

    @property
    def _row_figure(self) -> Figure | None:
        if self.stated is not None:
            return self.stated
        return next((i._row_figure for i in self.inputs if i._row_figure), None)


class Values:
    """Looks values up by code, computing what has a formula."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._indicators = workbook.indicators
        self._agencies = workbook.agencies
        self._figures = workbook.figures_by_indicator
        # By indicator, then unit: a locality has as many rows of each indicator as it has communes.
        self._rows: dict[str, dict[str, Figure]] = {}

    def get(self, code: str, agency: str = "") -> Value:
        """The value of an indicator for a unit or (empty) the whole locality; UnknownCodeError."""
        indicator = self._indicator(code)
        if agency and agency not in self._agencies:
            raise UnknownCodeError(f"Đơn vị “{agency}” không có trong data/catalog/agencies.csv.")
        return self._resolve(indicator, agency)

    def recomputed(self, code: str, agency: str = "") -> Value | None:
        """The value by formula or sum of units alone, ignoring a stated total; None without either."""
        indicator = self._indicators[code]
        if indicator.formula is not None:
            return self._computed(indicator, agency)
        return self._summed(indicator) if not agency else None

    def agencies(self, code: str) -> tuple[str, ...]:
        """The units that have a row of the indicator, or of what its formula needs; UnknownCodeError."""
        indicator = self._indicator(code)
        own = (agency for agency in self._by_agency(code) if agency)
        needed = sorted(indicator.formula.codes) if indicator.formula else ()
        found = dict.fromkeys([*own, *(agency for each in needed for agency in self.agencies(each))])
        return tuple(agency for agency in self._agencies if agency in found)

    def _indicator(self, code: str) -> Indicator:
        indicator = self._indicators.get(code)
        if indicator is None:
            raise UnknownCodeError(self._workbook.without_indicator(code))
        return indicator

    def _stated(self, indicator: Indicator, agency: str) -> Figure | None:
        return self._by_agency(indicator.code).get(agency)

    def _by_agency(self, code: str) -> dict[str, Figure]:
        # Asked for each time: where a run is recorded, that is what it has read.
        figures = self._figures.get(code, ())
        if code not in self._rows:
            self._rows[code] = {figure.agency: figure for figure in figures}
        return self._rows[code]

    def _resolve(self, indicator: Indicator, agency: str) -> Value:
        stated = self._stated(indicator, agency)
        if indicator.formula is not None and (indicator.kind == "rate" or _empty(stated)):
            return self._computed(indicator, agency)
        if not agency and (summed := self._summed(indicator)) is not None:
            return summed
        if stated is None or stated.value is None:
            window = stated.window if stated else Window()
            return Value(indicator, agency, None, "missing", stated, (), window)
        return Value(indicator, agency, stated.value, "stated", stated, (), stated.window)

    def _summed(self, indicator: Indicator) -> Value | None:
        if indicator.kind == "rate":
            return None
        figures = [figure for figure in self._figures.get(indicator.code, ()) if figure.agency]
        if not figures:
            return None
        inputs = tuple(self._resolve(indicator, figure.agency) for figure in figures)
        values = [i.value for i in inputs if i.value is not None]
        stated = self._stated(indicator, "")
        # A sum that leaves a unit out would pass for the total.
        if len(values) < len(inputs):
            return Value(indicator, "", None, "missing", stated, inputs, _shared_window(inputs))
        total = sum(values, Decimal(0))
        return Value(indicator, "", total, "summed", stated, inputs, _shared_window(inputs))

    def _computed(self, indicator: Indicator, agency: str) -> Value:
        formula = indicator.formula
        assert formula is not None
        stated = self._stated(indicator, agency)
        inputs = tuple(self._resolve(self._indicators[code], agency) for code in sorted(formula.codes))
        known = {i.indicator.code: i.value for i in inputs if i.value is not None}
        window = stated.window if stated and stated.window.stated else _shared_window(inputs)
        if len(known) < len(formula.codes):
            # What the source states is a figure, though nothing proves it.
            number = stated.value if stated else None
            origin: Origin = "missing" if number is None else "unchecked"
            return Value(indicator, agency, number, origin, stated, inputs, window)
        try:
            value = formula.evaluate(known)
        except NothingToDivideError:
            # No unlawful document found, none dealt with: there is no rate, and nothing is wrong.
            return Value(indicator, agency, None, "missing", stated, inputs, window)
        except FormulaError as error:
            return Value(indicator, agency, None, "missing", stated, inputs, window, str(error))
        return Value(indicator, agency, value, "computed", stated, inputs, window)


def _empty(stated: Figure | None) -> bool:
    return stated is None or stated.value is None


def _shared_window(inputs: tuple[Value, ...]) -> Window:
    """The inputs' window where they agree, else none."""
    windows = {i.window for i in inputs}
    return windows.pop() if len(windows) == 1 else Window()
