"""What the report knows of each figure it prints; travels inside the executed notebook."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cchc.base.windows import Moment, Window
from cchc.values.values import Value


@dataclass(frozen=True)
class PrintedFigure:
    """One figure as printed at one place of one section.

    `text` is as printed, `value` exact in the indicator's unit (empty when missing),
    `inputs` are the formula's codes with their values, windows are ISO dates, months or years as stated,
    `source_cells` the cells of units' files that the value came from.
    """

    text: str
    section: str
    place: str
    indicator: str
    name: str
    agency: str
    value: str
    unit: str
    origin: str
    formula: str
    inputs: tuple[tuple[str, str], ...]
    stated: str
    window_from: str
    window_to: str
    definition: str
    source: str
    document: str
    file: str
    row: int | None
    # A figure of another period, shown for comparison.
    earlier: bool = False
    source_cells: tuple[str, ...] = ()
    # How many units, of which the figure is: the text is not its value.
    counts_units: bool = False

    @property
    def window(self) -> Window:
        """The window as the source states it."""
        ends = [Moment.parse(text) if text else None for text in (self.window_from, self.window_to)]
        return Window(*ends)

    def window_used(self, default: Window) -> Window:
        """Its own, else the reporting period's `default`; a figure of another period brings that one's."""
        return self.window if self.earlier or self.window.stated else default

    def to_json(self) -> dict[str, Any]:
        """As plain data for the notebook's output."""
        # Only texts and pairs of texts: asdict() would copy each of them.
        data = {name: getattr(self, name) for name in _FIELDS}
        if not self.earlier:
            # Nearly every figure is of this period, and few come from units' files: only the others say so.
            del data["earlier"]
        if not self.source_cells:
            del data["source_cells"]
        if not self.counts_units:
            del data["counts_units"]
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PrintedFigure":
        """From the data of a notebook's output."""
        inputs = tuple((str(code), str(value)) for code, value in data["inputs"])
        return cls(**{**data, "inputs": inputs, "source_cells": tuple(data.get("source_cells", ()))})


_FIELDS = tuple(field.name for field in dataclasses.fields(PrintedFigure))


def printed(
    value: Value,
    text: str,
    *,
    section: str,
    place: str,
    earlier: bool = False,
    file: str = "",
    counts_units: bool = False,
) -> PrintedFigure:
    """The record of `value` printed as `text`; `file` is where it should stand if it stands nowhere."""
    indicator = value.indicator
    window_from, window_to = value.window.texts
    return PrintedFigure(
        text=text,
        section=section,
        place=place,
        indicator=indicator.code,
        name=indicator.name,
        agency=value.agency,
        value=_written(value.value),
        unit=indicator.unit,
        origin=value.origin,
        formula=indicator.formula.text if indicator.formula and value.origin == "computed" else "",
        inputs=tuple((i.agency or i.indicator.code, _written(i.value)) for i in value.inputs),
        stated=str(value.stated.value) if value.stated and value.stated.value is not None else "",
        window_from=window_from,
        window_to=window_to,
        definition=indicator.definition,
        source=indicator.source,
        document=value.document,
        file=value.file or file,
        row=value.row,
        earlier=earlier,
        source_cells=value.source_cells,
        counts_units=counts_units,
    )


def _written(number: Decimal | None) -> str:
    return "" if number is None else str(number)
