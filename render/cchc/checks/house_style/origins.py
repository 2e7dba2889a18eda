"""Where words of the produced text come from: file and row, found by the words around them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from cchc.checks.house_style.passages import NOTE_MARK, LintPassage
from cchc.checks.input_lines import InputLine, file_lines
from cchc.checks.usage import code_cells
from cchc.inputs.exhibits import exhibits_path
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import FUNCTIONS, prints_figure

# As far as words are compared to either side; fewer than this many in all prove nothing.
REACH, LEAST = 40, 8
# Less is enough in the narrative of the very section.
LEAST_AT_HOME = 5
NOTE_CALL = re.compile(r"\{\{\s*cc\([^}]*\}\}")
# Where a figure stands, in the inputs and in what is printed.
FIGURE = "\ue001"
FIGURE_CALL = re.compile(rf"\{{\{{\s*(?:{'|'.join(filter(prints_figure, FUNCTIONS))})\([^}}]*\}}\}}")


class Origins:
    """Finds the inputs of words; only what is written there literally can be found."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._narratives: dict[str, list[InputLine]] = {}

    def find(self, passage: LintPassage, start: int, end: int) -> tuple[str, int | None]:
        """File and row of the line that agrees longest with the words around; the section's file at least."""
        text, start, end = _with_figures_marked(passage, start, end)
        home = self._narrative(passage.section)
        found: tuple[str, int | None] = (home, None)
        best = 0
        for line in self._lines(passage.section):
            length = _agreement(line.text, text, start, end)
            if length > best and length >= (LEAST_AT_HOME if line.file == home else LEAST):
                best, found = length, (line.file, line.row)
        return found

    def _lines(self, section: str) -> Iterator[InputLine]:
        if section not in self._narratives:
            path = self._workbook.workspace.narrative(self._workbook.period, section)
            self._narratives[section] = list(_read(path, self._workbook.file(path)))
        yield from self._narratives[section]
        yield from self._notebook(section)
        yield from self._shared

    @cached_property
    def _shared(self) -> list[InputLine]:
        workspace, period = self._workbook.workspace, self._workbook.period
        data, catalog = workspace.data(period), workspace.catalog
        paths = [
            data / "documents.csv",
            workspace.params(period),
            exhibits_path(workspace, period),
            *sorted(catalog.glob("outline-*.yml")),
            catalog / "indicators.csv",
            catalog / "agencies.csv",
        ]
        return [line for path in paths for line in _read(path, self._workbook.file(path))]

    def _notebook(self, section: str) -> Iterator[InputLine]:
        entry = self._workbook.outline.section(section)
        if entry is not None:
            path = self._workbook.workspace.notebook(entry.notebook)
            for source in code_cells(path):
                for line in source.splitlines():
                    yield InputLine(_with_marks(line), self._workbook.file(path), None)

    def _narrative(self, section: str) -> str:
        path = self._workbook.workspace.narrative(self._workbook.period, section)
        return self._workbook.file(path) if path.exists() else ""


def _read(path: Path, file: str) -> Iterator[InputLine]:
    for line in file_lines(path, file):
        yield replace(line, text=_with_marks(line.text))


def _with_marks(line: str) -> str:
    return FIGURE_CALL.sub(FIGURE, NOTE_CALL.sub(NOTE_MARK, line))


def _with_figures_marked(passage: LintPassage, start: int, end: int) -> tuple[str, int, int]:
    """The passage with a mark for each figure, as the inputs are compared; and the spot in it."""
    text = passage.text
    for figure in reversed(passage.figures):
        text = text[: figure.start] + FIGURE + text[figure.end :]
        shorter = figure.end - figure.start - 1
        end = end - shorter if end >= figure.end else min(end, figure.start + 1)
        start = start - shorter if start >= figure.end else min(start, figure.start)
    return text, start, end


def _agreement(line: str, text: str, start: int, end: int) -> int:
    """The most characters around `start`–`end` of the text that stand in the line, or 0."""
    words = text[start:end]
    return max(
        (
            len(words)
            + _common(line[: match.start()][::-1], text[:start][::-1])
            + _common(line[match.end() :], text[end:])
            for match in re.finditer(re.escape(words), line)
        ),
        default=0,
    )


def _common(one: str, other: str) -> int:
    pairs = zip(one[:REACH], other[:REACH], strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other), REACH))
