"""Characters that no face of the report has, wherever printed text comes from."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from cchc.base.characters import UNPRINTABLE, clean_text, no_glyph, unprintable, unprintable_markdown
from cchc.base.findings import Finding
from cchc.base.yaml_nodes import texts
from cchc.checks.context import CheckContext
from cchc.checks.input_lines import file_lines
from cchc.checks.registry import BLOCKING, Topic
from cchc.inputs.catalog.outline import SectionEntry
from cchc.inputs.notebook_file import CodeCell, NotebookFileError, TextCell, read_notebook
from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import template_texts

# Those of the catalogue of which a report prints words.
CATALOGUE = ("indicators", "agencies", "definitions", "targets", "checks", "forms")
DATA = ("documents", "acknowledged")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
REMOVED = "remove-cell"


@BLOCKING.check(Topic.FILES, UNPRINTABLE)
def check_characters(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each character that would be lost in print, once a line."""
    workbook = context.workbook
    yield from _narrative(context)
    for path in _tables(workbook):
        for printed in file_lines(path, workbook.file(path)):
            for _, char in unprintable_markdown(printed.text):
                yield _finding(char, printed.file, printed.row)
    for path in (workbook.workspace.params(workbook.period), *_outlines(workbook)):
        for row, text in texts(_read(path)):
            for line, char in unprintable(text):
                yield _finding(char, workbook.file(path), row + line)
    for section in workbook.outline.sections:
        yield from _notebook(workbook, section)


def _narrative(context: CheckContext) -> Iterator[Finding]:
    for text in template_texts(context.workbook, context.prose):
        # A document's note stands in its table, which is read as a file.
        if text.part != "note":
            printed = COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text.text)
            for line, char in unprintable_markdown(printed):
                yield _finding(char, text.file, text.row_of(text.row + line), text.section)


def _notebook(workbook: Workbook, section: SectionEntry) -> Iterator[Finding]:
    path = workbook.workspace.notebook(section.notebook)
    try:
        cells = read_notebook(path)
    except (FileNotFoundError, NotebookFileError):
        # Told by the check of notebooks.
        return
    for number, cell in enumerate(cells, start=1):
        for line, char in unprintable_markdown(_printed(cell)):
            place = f"Ô {number}, dòng {line + 1}: "
            yield _finding(char, workbook.file(path), section=section.code, place=place)


def _printed(cell: TextCell | CodeCell) -> str:
    """Of a cell, what can get into the report: no comment does."""
    if isinstance(cell, TextCell):
        return "" if REMOVED in cell.tags else cell.text
    lines = cell.text.split("\n")
    try:
        for token in tokenize.generate_tokens(io.StringIO(cell.text).readline):
            if token.type == tokenize.COMMENT:
                row, column = token.start
                lines[row - 1] = lines[row - 1][:column]
    except (tokenize.TokenError, SyntaxError):
        # The cell will not run: whatever stands in it is shown.
        return cell.text
    return "\n".join(lines)


def _tables(workbook: Workbook) -> Iterator[Path]:
    yield from (workbook.workspace.catalog / f"{name}.csv" for name in CATALOGUE)
    yield from (workbook.workspace.data(workbook.period) / f"{name}.csv" for name in DATA)


def _outlines(workbook: Workbook) -> list[Path]:
    return sorted(workbook.workspace.catalog.glob("outline-*.yml"))


def _read(path: Path) -> str:
    """The text; nothing where there is none, or where reading it as a table has been refused."""
    try:
        return clean_text(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return ""


def _finding(char: str, file: str, row: int | None = None, section: str = "", place: str = "") -> Finding:
    return UNPRINTABLE.finding(place + no_glyph(char), file, row, section, found=f"U+{ord(char):04X}")
