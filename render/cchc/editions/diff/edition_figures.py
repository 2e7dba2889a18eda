"""The figures that an edition prints, each once, with the places where it is printed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cchc.base.windows import UNSTATED, Moment, Window
from cchc.inputs.catalog.indicators import IndicatorKind

# The file a figure comes from names its period: data/2019-H2/figures.csv.
DATA_FILE = re.compile(r"data/(20\d\d-\w+)/")
PLAIN_NUMBER = re.compile(r"-?\d[\d.,]*%?")
LEADING_ZERO = re.compile(r"0[1-9]")
SMALL_COUNT = re.compile(r"[1-9]")


@dataclass(frozen=True)
class PrintedPlace:
    """One place at which a figure is printed, and how."""

    section: str
    place: str
    text: str


@dataclass(frozen=True, order=True)
class FigureKey:
    """What makes two editions' figures the same figure.

    `base` is another period whose figure is shown for comparison; `nth` distinguishes values of one
    indicator that an edition prints for several windows.
    """

    indicator: str
    agency: str
    base: str
    nth: int = 0

    @property
    def code(self) -> str:
        """As the page's addresses name it: `a.b@quan_1`."""
        return f"{self.indicator}@{self.agency}" if self.agency else self.indicator


@dataclass(frozen=True)
class EditionFigure:
    """One figure; `value` is exact in `unit`, None where it is missing."""

    key: FigureKey
    name: str
    unit: str
    value: Decimal | None
    window: Window
    places: tuple[PrintedPlace, ...] = field(compare=False)

    @property
    def kind(self) -> IndicatorKind:
        """What it is, by the ledger's unit and value."""
        if self.unit == "%":
            return "rate"
        return "count" if self.value is None or self.value == self.value.to_integral_value() else "amount"

    @property
    def text(self) -> str:
        """The number as printed where it is printed alone; empty where it never is."""
        texts = (place.text for place in self.places)
        return next((text for text in texts if PLAIN_NUMBER.fullmatch(text)), "")


def edition_figures(
    rows: Iterable[Mapping[str, str]], period: str, default: Window = UNSTATED
) -> dict[FigureKey, EditionFigure]:
    """The ledger's figures in reading order, by key; a blank window is the period's `default`."""
    found: dict[FigureKey, dict[tuple[str, Window], list[Mapping[str, str]]]] = {}
    for row in rows:
        match = DATA_FILE.match(row["file"])
        base = match[1] if match and match[1] != period else ""
        values = found.setdefault(FigureKey(row["indicator"], row["agency"], base), {})
        window = _stated_window(row)
        if not (window.stated or base):
            window = default
        values.setdefault((row["value"], window), []).append(row)
    numbered = (
        (replace(key, nth=nth), same, window)
        for key, values in found.items()
        for nth, ((_, window), same) in enumerate(values.items())
    )
    return {key: _edition_figure(key, same, window) for key, same, window in numbered}


def uses_leading_zero(figures: Iterable[EditionFigure]) -> bool:
    """The house style, as the printed counts under ten show it."""
    texts = [place.text for figure in figures for place in figure.places]
    padded = sum(bool(LEADING_ZERO.fullmatch(text)) for text in texts)
    return padded >= sum(bool(SMALL_COUNT.fullmatch(text)) for text in texts)


def _stated_window(row: Mapping[str, str]) -> Window:
    return Window(*(Moment.parse(row[name]) if row[name] else None for name in ("window_from", "window_to")))


def _edition_figure(key: FigureKey, rows: list[Mapping[str, str]], window: Window) -> EditionFigure:
    first = rows[0]
    return EditionFigure(
        key=key,
        name=first["name"],
        unit=first["unit"],
        value=Decimal(first["value"]) if first["value"] else None,
        window=window,
        places=tuple(PrintedPlace(row["section"], row["place"], row["text"]) for row in rows),
    )
