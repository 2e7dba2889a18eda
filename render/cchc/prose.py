"""The prose of a period rendered block by block, as its sections print it, without any notebook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cchc.earlier import EarlierPeriods
from cchc.findings import InputError
from cchc.narrative import Block, load_narrative
from cchc.printing import Printer, Sources
from cchc.template import render, render_note
from cchc.values import Values
from cchc.workbook import Workbook


@dataclass(frozen=True)
class RenderedBlock:
    """One block of a section's prose: its Markdown, and the printer that knows its footnotes."""

    section: str
    block: Block
    markdown: str
    printer: Printer

    @property
    def notes(self) -> list[str]:
        """The definitions of the footnotes (Markdown)."""
        return [f"[^{identifier}]: {note}" for identifier, note in self.printer.notes.items()]


def open_sources(
    workbook: Workbook,
    values: Values,
    periods: EarlierPeriods | None = None,
    mentions: "Callable[[Workbook, Values], Mapping[str, tuple[str, str]]] | None" = None,
) -> Sources:
    """What the sections of this workbook print from; `periods` where they are loaded already."""
    periods = periods or EarlierPeriods(workbook)
    first: Mapping[str, tuple[str, str]] = {}
    if workbook.house_style.first_mention:
        first = (mentions or first_mentions)(workbook, values)
    return Sources(workbook, values, periods.default, first, periods.named)


def render_block(block: Block, printer: Printer) -> RenderedBlock:
    """Run the block's template, heading first (InputError)."""
    printer.in_title = True
    heading = render(block.heading(), printer, file=block.file, first_row=block.row)
    printer.in_title = False
    first_row = block.row + (1 if heading else 0)
    body = render(block.body, printer, file=block.file, first_row=first_row)
    return RenderedBlock(printer.section, block, f"{heading}\n{body}" if heading else body, printer)


def rendered_prose(sources: Sources, prose: Mapping[str, Mapping[str, Block]]) -> Iterator[RenderedBlock]:
    """Every block in the order of the report; a template with a mistake is left to its own check."""
    for section, blocks in prose.items():
        for block in blocks.values():
            try:
                yield render_block(block, Printer(sources, section, block.key, render_note))
            except InputError:
                continue


def first_mentions(workbook: Workbook, values: Values) -> dict[str, tuple[str, str]]:
    """Section and place that first name each document, in sentence or footnote.

    The order is the outline's and that of the narrative files, so that each notebook, which
    runs alone, decides alike.
    """
    first: dict[str, tuple[str, str]] = {}
    sources = Sources(workbook, values, lambda: None)
    for rendered in rendered_prose(sources, load_prose(workbook)):
        for identifier in rendered.printer.mentioned:
            first.setdefault(identifier, (rendered.section, rendered.block.key))
    return first


def load_prose(workbook: Workbook) -> dict[str, dict[str, Block]]:
    """The blocks of every section whose narrative can be read."""
    prose: dict[str, dict[str, Block]] = {}
    for entry in workbook.outline.sections:
        path = workbook.workspace.narrative(workbook.period, entry.code)
        if path.exists():
            try:
                prose[entry.code] = load_narrative(path, workbook.file(path))
            except InputError:
                continue
    return prose
