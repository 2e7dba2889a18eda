"""Figures whose value or window changed, and figures that came or went."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cchc.base.numbers import format_count, format_number, format_rate, rounded
from cchc.editions.diff.alignment import EditionChange
from cchc.editions.diff.edition_figures import EditionFigure, FigureKey, uses_leading_zero
from cchc.inputs.catalog.indicators import IndicatorKind
from cchc.values.comparison import change_of, unequal_lengths
from cchc.values.definition_change import RemarkOf

FigureStatus = Literal["changed", "window", "added", "removed"]

MISSING = "chưa có số liệu"
# A change too small for the decimals that are printed is shown with more.
MOST_DECIMALS = 6


@dataclass(frozen=True)
class FigureChange(EditionChange[FigureStatus, EditionFigure]):
    """One figure that is not as it was; `leading_zero` is the house style.

    `definition` says from when on it is counted in another way, where that lies between the two.
    """

    leading_zero: bool
    definition: str = ""

    @property
    def kind(self) -> IndicatorKind:
        """A count only where both sides are whole."""
        kinds = {side.kind for side in (self.old, self.new) if side}
        return "amount" if kinds == {"amount", "count"} else self.current.kind

    @property
    def difference(self) -> Decimal | None:
        """New less old, exact; None where either is not known."""
        if self.old is None or self.new is None or self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value

    @property
    def old_text(self) -> str:
        """The old number as readers saw it; empty where there was none."""
        return self._text(self.old)

    @property
    def new_text(self) -> str:
        """The new number as readers see it; empty where there is none."""
        return self._text(self.new)

    @property
    def in_words(self) -> str:
        """`tăng 1.204 hồ sơ (5,10%)`, or what else became of it."""
        if self.old is None:
            return "mới in ở bản này"
        if self.new is None:
            return "không còn in"
        if self.old.value is None or self.new.value is None:
            return "đã có số liệu" if self.new.value is not None else "không còn số liệu"
        if not self.difference:
            return "kỳ số liệu thay đổi" if self.status == "window" else "không đổi"
        return change_of(
            self.new.value,
            self.old.value,
            self.kind,
            self.current.unit,
            self._decimals,
            leading_zero=self.leading_zero,
        )

    @property
    def windows(self) -> str:
        """What is to be said of the two windows; empty where nothing is."""
        if self.old is None or self.new is None:
            return ""
        if self.status == "window":
            return f"kỳ số liệu: {_named(self.old)} → {_named(self.new)}"
        return unequal_lengths(self.new.window, self.old.window, leading_zero=self.leading_zero)

    @property
    def _decimals(self) -> int:
        """As many as are printed, or as it takes to see the difference."""
        shown = max((_decimals_of(side) for side in (self.old, self.new) if side), default=0)
        difference = self.difference
        if not difference:
            return shown
        return next((n for n in range(shown, MOST_DECIMALS) if rounded(difference, n)), MOST_DECIMALS)

    def _text(self, side: EditionFigure | None) -> str:
        if side is None:
            return ""
        if side.value is None:
            return MISSING
        alike = self.old and self.new and self.difference and self.old.text == self.new.text
        if side.text and not alike:
            return side.text
        if self.kind == "rate":
            return format_rate(side.value, self._decimals)
        if self.kind == "count":
            return format_count(side.value, leading_zero=self.leading_zero)
        return format_number(side.value, self._decimals)


def figure_changes(
    old: Mapping[FigureKey, EditionFigure],
    new: Mapping[FigureKey, EditionFigure],
    *,
    same_period: bool,
    remark_of: RemarkOf = lambda _: "",
) -> list[FigureChange]:
    """In the reading order of the new edition; what is no more printed comes last.

    Between two periods only their own figures count, and windows are named but are no change.
    """
    leading_zero = uses_leading_zero(new.values())
    changes = []
    for key, now in new.items():
        if before := old.get(key):
            if status := _status(before, now, same_period):
                changes.append(FigureChange(status, before, now, leading_zero, remark_of(key.indicator)))
        elif same_period or not key.base:
            changes.append(FigureChange("added", None, now, leading_zero))
    for key, before in old.items():
        if key not in new and (same_period or not key.base):
            changes.append(FigureChange("removed", before, None, leading_zero))
    return changes


def _status(old: EditionFigure, new: EditionFigure, same_period: bool) -> FigureStatus | None:
    if not same_period and old.key.base:
        return None
    if old.value != new.value or old.unit != new.unit:
        return "changed"
    # One that an edition of an earlier version leaves blank may be any.
    told = old.window.stated and new.window.stated
    return "window" if same_period and told and old.window != new.window else None


def _named(figure: EditionFigure) -> str:
    return figure.window.in_short()


def _decimals_of(figure: EditionFigure) -> int:
    if figure.text:
        return len(figure.text.rstrip("%").partition(",")[2])
    if figure.value is None:
        return 0
    exponent = figure.value.normalize().as_tuple().exponent
    return min(max(0, -exponent), 2) if isinstance(exponent, int) else 0
