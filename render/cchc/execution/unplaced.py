"""Prose, charts and tables for which the notebook has no place: printed all the same, in file order."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode, v4

from cchc.base.findings import InputError
from cchc.execution.assemble import report_outputs
from cchc.inputs.narrative import OPENING, Block, heading_id
from cchc.notebook.cell_output import FIGURES, PANDOC, VEGALITE
from cchc.notebook.section import Section, printed_block, printed_declared
from cchc.values.printed_figure import PrintedFigure

ANCHOR = re.compile(r"^#{1,6} .*\{#(?P<id>[a-z0-9-]+)\}$", re.MULTILINE)
# A chart, a table, or the line in its place where it has no data.
EXHIBIT = re.compile(r":{3,} \{#(?P<id>(?:hinh|bang)-[A-Za-z0-9_-]+) ")
# Recipients and signature: the end of the report.
CLOSING = ":::::{.closing}"


@dataclass(frozen=True)
class _Shown:
    """An output of the report in its cell, and the block of prose that it is, if it is one."""

    cell: NotebookNode
    output: NotebookNode
    key: str | None


def add_unplaced(notebook: NotebookNode, section: Section) -> None:
    """Put into the executed notebook each block of the section's prose that none of its outputs is.

    It stands after all that belongs to the block before it in the file. So does each declared chart or table
    that none is, after all that belongs to its heading. What is read for that is read as cells read it, and
    so is recorded (InputError).
    """
    try:
        blocks = section.blocks
    except InputError:
        # Without a file there is nothing to print; what is wrong with one is told by its own check.
        return
    shown = _shown(notebook, section, blocks)
    before: str | None = None
    for key, block in blocks.items():
        if not any(each.key == key for each in shown):
            _insert(notebook, shown, before, _output(section, block), key)
        before = key
    _add_exhibits(notebook, section, shown)


def _shown(notebook: NotebookNode, section: Section, blocks: dict[str, Block]) -> list[_Shown]:
    keys = {heading_id(section.code, key): key for key in blocks if key != OPENING}
    # It has no address: it is known by its text.
    opening = str(_output(section, blocks[OPENING]).data[PANDOC]) if OPENING in blocks else None
    shown = []
    for cell, output in report_outputs(notebook):
        text = _text(output)
        match = ANCHOR.match(text)
        key = keys.get(match["id"]) if match else None
        if text.replace(" ", "").startswith(CLOSING):
            key = CLOSING
        shown.append(_Shown(cell, output, OPENING if text and text == opening else key))
    return shown


def _insert(
    notebook: NotebookNode, shown: list[_Shown], before: str | None, output: NotebookNode, key: str | None
) -> None:
    """Before the next block, or the closing, that follows the block `before`; else at the end."""
    last = (
        max((n for n, each in enumerate(shown) if each.key == before), default=-1)
        if before is not None
        else -1
    )
    at = next((n for n in range(last + 1, len(shown)) if shown[n].key is not None), len(shown))
    if at < len(shown):
        cell = shown[at].cell
        cell.outputs.insert(
            next(n for n, each in enumerate(cell.outputs) if each is shown[at].output), output
        )
    else:
        cell = v4.new_code_cell(outputs=[output])
        notebook.cells.append(cell)
    shown.insert(at, _Shown(cell, output, key))


def _add_exhibits(notebook: NotebookNode, section: Section, shown: list[_Shown]) -> None:
    printed = {match["id"] for each in shown if (match := EXHIBIT.match(_text(each.output)))}
    for exhibit in section.declared:
        if section.captions.identifier(exhibit.prefix, exhibit.id) not in printed:
            piece = printed_declared(section, exhibit)
            if piece.markdown:
                _insert(notebook, shown, exhibit.heading, _output_of(*piece), None)


def _text(output: NotebookNode) -> str:
    return str(output.get("data", {}).get(PANDOC, ""))


def _output(section: Section, block: Block) -> NotebookNode:
    return _output_of(*printed_block(section, block))


def _output_of(
    markdown: str, figures: Sequence[PrintedFigure], spec: dict[str, Any] | None = None
) -> NotebookNode:
    # Plain, as a kernel hands it on: the texts of figures are more than text.
    chart = {} if spec is None else {VEGALITE: json.loads(json.dumps(spec))}
    data = {PANDOC: markdown, FIGURES: [figure.to_json() for figure in figures], **chart}
    node: NotebookNode = v4.new_output("display_data", data)
    return node
