"""The large numbers at the head of the page, each with what it is compared with.

They belong to the whole report and to no section, so no notebook prints them: they are made from
the workbook, as one more assembled section that hands on its figures like the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.markdown import div, escape, number_span, phrase_span
from cchc.execution.section import AssembledSection
from cchc.inputs.params import KeyFigure
from cchc.inputs.workbook import Workbook
from cchc.prose.printer import Printer, Sources
from cchc.prose.templates import render_note
from cchc.values.comparison import against_target
from cchc.values.earlier import Base, earlier_of, earlier_values
from cchc.values.values import Value, Values

# Before the first section's file.
NAME = "00_so_lieu_chinh"
PLACE = "Số liệu chính"


def key_figures(workbook: Workbook) -> AssembledSection | None:
    """The key figures that params names, in that order; None where it names none."""
    chosen = workbook.params.key_figures
    if not chosen:
        return None
    base = earlier_values(workbook)
    values = Values(workbook)
    printer = Printer(Sources(workbook, values, lambda: base), "", PLACE, render_note, notes_allowed=False)
    blocks = "\n\n".join(
        _KeyFigureBlock(key, values.get(key.indicator), printer, base).markdown() for key in chosen
    )
    markdown = div(".key-figures", blocks, colons=5)
    return AssembledSection("", NAME, f"{markdown}\n", (), tuple(printer.figures))


@dataclass(frozen=True)
class _KeyFigureBlock:
    key: KeyFigure
    value: Value
    printer: Printer
    base: Base | None

    def markdown(self) -> str:
        """Name, number, unit with window, comparison: each a paragraph that the page shapes."""
        parts = [
            div(".key-name", escape(self.key.label or self.value.indicator.name)),
            div(".key-value", self._number()),
            *(div(".key-unit", escape(line)) for line in self._unit_and_window()),
            *(div(".key-comparison", comparison) for comparison in self._comparisons()),
        ]
        return div(".key-figure", "\n\n".join(parts), colons=4)

    def _number(self) -> str:
        code = self.key.indicator
        return self.printer.ty_le(code) if self.value.indicator.kind == "rate" else self.printer.so(code)

    def _unit_and_window(self) -> Iterator[str]:
        # A rate's number carries its unit.
        if self.value.indicator.kind != "rate":
            yield self.value.indicator.unit
        window = self.value.window
        workbook = self.printer.sources.workbook
        stated = window if window.stated else workbook.default_window
        yield stated.in_short(workbook.house_style.date_style)

    def _comparisons(self) -> Iterator[str]:
        """With the earlier period, with the target: where there is one."""
        if self.value.value is None:
            return
        if earlier_of(self.printer.sources.workbook, self.value, self.base).known:
            yield self.printer.so_sanh(self.key.indicator)
        if self.key.target:
            target = self.printer.sources.values.get(self.key.target)
            if target.value is not None:
                yield self._with_target(target)

    def _with_target(self, target: Value) -> str:
        wanted = self.printer.text(target)
        padded = self.printer.sources.workbook.house_style.leading_zero
        phrase = against_target(self.value, target, leading_zero=padded)
        self.printer.record(target, wanted)
        self.printer.record(self.value, phrase)
        number = number_span(wanted, target.indicator.code)
        return f"mục tiêu {number}: {phrase_span(phrase, self.key.indicator)}"
