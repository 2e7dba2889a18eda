"""Where words of the produced text come from: file and row, found by the words around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cchc.checks.house_style.passages import NOTE_MARK, LintPassage
from cchc.checks.usage import code_cells
from cchc.inputs.workbook import Workbook

# As far as words are compared to either side; fewer than this many in all prove nothing.
REACH, LEAST = 40, 8
# Less is enough in the narrative of the very section.
LEAST_AT_HOME = 5
NOTE_CALL = re.compile(r"\{\{\s*cc\([^}]*\}\}")


@dataclass(frozen=True)
class InputLine:
    """A line of an input: its text, file and row (None where rows mean nothing to the user)."""

    text: str
    file: str
    row: int | None


class Origins:
    """Finds the inputs of words; only what is written there literally can be found."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._narratives: dict[str, list[InputLine]] = {}

    def find(self, passage: LintPassage, start: int, end: int) -> tuple[str, int | None]:
        """File and row of the line that agrees longest with the words around; the section's file at least."""
        home = self._narrative(passage.section)
        found: tuple[str, int | None] = (home, None)
        best = 0
        for line in self._lines(passage.section):
            length = _agreement(line.text, passage.text, start, end)
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
            *sorted(catalog.glob("outline-*.yml")),
            catalog / "indicators.csv",
            catalog / "agencies.csv",
        ]
        return [line for path in paths for line in _read(path, self._workbook.file(path))]

    def _notebook(self, section: str) -> Iterator[InputLine]:
        entry = self._workbook.outline.section(section)
        if entry is not None:
            path = self._workbook.workspace.notebooks / f"{entry.notebook}.ipynb"
            for source in code_cells(path):
                for line in source.splitlines():
                    yield InputLine(line, self._workbook.file(path), None)

    def _narrative(self, section: str) -> str:
        path = self._workbook.workspace.narrative(self._workbook.period, section)
        return self._workbook.file(path) if path.exists() else ""


def _read(path: Path, file: str) -> Iterator[InputLine]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return
    for row, line in enumerate(text.splitlines(), start=1):
        # A comment of a YAML file is not printed.
        if path.suffix != ".yml" or not line.lstrip().startswith("#"):
            yield InputLine(NOTE_CALL.sub(NOTE_MARK, line), file, row)


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
