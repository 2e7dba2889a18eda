"""Where a name stands in the files, and what is written there instead."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from cchc.base.csv_edits import CsvEdits
from cchc.base.csv_tables import CODES
from cchc.base.spreadsheets.csv_text import encoding_of
from cchc.base.spreadsheets.escapes import READ_AS, recognised
from cchc.inputs.catalog.indicators import FAMILY
from cchc.prose.language import TAG
from cchc.turnover.names.code_texts import Edit, in_literals

# Of the files that have a column of names; enough to know what stands between their cells.
COLUMNS = frozenset({*CODES, "name", "note", "value", "rule", "figures", "expected", "form", "kind"})
URL = r"https?://[^\s\"'<>)]+"
# What goes on after a code: `a.b` is neither `a.bc` nor `a.b.c`, the family `a.b.*` nor f"a.b.{x}".
FURTHER = r"(?!\w|\.[\w{*])"
WITHIN = r"(?!\w)"


class Mentions(Protocol):
    """One name and its successor; each method returns the text as it will be, and the places changed."""

    def table(self, path: Path, content: bytes, /) -> tuple[bytes, int]:
        """In a CSV file (UnreadableError)."""

    def text(self, path: Path, text: str, /) -> Edit:
        """In YAML and Markdown."""

    def code(self, path: Path, source: str, /) -> Edit:
        """In Python."""

    def output(self, text: str, /) -> Edit:
        """In a text that a notebook has printed."""


@dataclass(frozen=True)
class CodeMentions:
    """The code of an indicator, or the first parts of a family's: dotted, so that it is known anywhere.

    `codes` are all codes, old and new; `family` takes what goes on after the parts along.
    """

    old: str
    new: str
    codes: frozenset[str]
    family: bool = False

    def table(self, _: Path, content: bytes) -> tuple[bytes, int]:
        """Cells and formulas, whatever stands between them; and what a program has made of a code."""
        encoding = encoding_of(content)
        text, places = self.output(content.decode(encoding))
        edits = CsvEdits(text.encode(encoding), COLUMNS)
        damaged = self._damaged(edits) if READ_AS.search(self.old) else 0
        return (edits.content(), places + damaged) if places + damaged else (content, 0)

    def text(self, _: Path, text: str) -> Edit:
        """Templates, keys, lists, remarks."""
        return self.output(text)

    def code(self, _: Path, source: str) -> Edit:
        """Texts and remarks: outside of them `a.b` is Python's."""
        return in_literals(source, self.output)

    def output(self, text: str) -> Edit:
        """Anywhere but in addresses of the web."""
        places = 0

        def put(match: "re.Match[str]") -> str:
            nonlocal places
            if match["url"]:
                return match[0]
            places += 1
            return self.new

        return self._pattern.sub(put, text), places

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        after = FURTHER
        if self.family:
            # `a.b` alone is the family, unless an indicator is called so.
            after = r"(?=\.[\w{*])" if self.old in self.codes else WITHIN
        return re.compile(rf"(?P<url>{URL})|(?<![\w.]){re.escape(self.old)}{after}")

    def _damaged(self, edits: CsvEdits) -> int:
        places = 0
        for column in CODES & set(edits.columns):
            at = edits.columns.index(column)
            for row in edits.rows:
                cell = row.cells[at] if at < len(row.cells) else ""
                code = recognised(cell, self.codes)
                if code != cell and (code == self.old or (self.family and code.startswith(f"{self.old}."))):
                    edits.set(row, {column: self.new + code.removeprefix(self.old)})
                    places += 1
        return places


@dataclass(frozen=True)
class AgencyMentions:
    """The code of a unit: any word, so that only the places are looked at that name units."""

    old: str
    new: str

    def table(self, path: Path, content: bytes) -> tuple[bytes, int]:
        """The columns of units, and templates."""

        def cell(column: str, text: str) -> Edit:
            match path.name, column:
                case ("agencies.csv", "code") | (_, "agency" | "supplier"):
                    return (self.new, 1) if text.strip() == self.old else (text, 0)
                case ("agencies.csv", "successor"):
                    return _swap_words(text, self.old, self.new)
                case ("acknowledged.csv", "figures"):
                    return _subn(rf"@{re.escape(self.old)}(?!\w)", f"@{self.new}", text)
            return self.text(path, text)

        return _by_cell(content, cell)

    def text(self, _: Path, text: str) -> Edit:
        """`don_vi="…"` of a template."""
        return _in_tags(text, rf"(?P<before>don_vi\s*=\s*){_literal(self.old)}", self.new)

    def code(self, path: Path, source: str) -> Edit:
        """A text that is nothing but the code, and templates."""
        return in_literals(source, lambda piece: _piece(piece, self.old, self.new, self.text(path, piece)))

    def output(self, text: str) -> Edit:
        """Left for the next run of the notebook."""
        return text, 0


@dataclass(frozen=True)
class DocumentMentions:
    """The id of a document, which templates and figures cite."""

    old: str
    new: str

    def table(self, path: Path, content: bytes) -> tuple[bytes, int]:
        """The columns of documents, what was acknowledged of one, and templates."""

        def cell(column: str, text: str) -> Edit:
            match path.name, column:
                case ("documents.csv", "id") | (_, "document") | ("acknowledged.csv", "expected"):
                    return (self.new, 1) if text.strip() == self.old else (text, 0)
            return self.text(path, text)

        return _by_cell(content, cell)

    def text(self, _: Path, text: str) -> Edit:
        """`cc("…")` and its like; a word after `=` is something else."""
        return _in_tags(text, rf"(?P<before>[(,]\s*){_literal(self.old)}", self.new)

    def code(self, path: Path, source: str) -> Edit:
        """A text that is nothing but the id, and templates."""
        return in_literals(source, lambda piece: _piece(piece, self.old, self.new, self.text(path, piece)))

    def output(self, text: str) -> Edit:
        """Left for the next run of the notebook."""
        return text, 0


def _by_cell(content: bytes, edited: Callable[[str, str], Edit]) -> tuple[bytes, int]:
    edits, places = CsvEdits(content, COLUMNS), 0
    columns = edits.columns
    for row in edits.rows:
        values: dict[str, str] = {}
        for column, text in zip(columns, row.cells, strict=False):
            new, count = edited(column, text)
            places += count
            values |= {column: new} if count else {}
        if values:
            edits.set(row, values)
    return edits.content(), places


def _swap_words(text: str, old: str, new: str) -> Edit:
    words = text.split()
    return (" ".join(new if word == old else word for word in words), 1) if old in words else (text, 0)


def _subn(pattern: str, new: str, text: str) -> Edit:
    return re.subn(pattern, lambda _: new, text)


def _literal(name: str) -> str:
    r"""A name in quotes, which within the text of a cell may be written `\"`."""
    return rf"(?P<quote>\\?[\"']){re.escape(name)}(?P=quote)"


def _in_tags(text: str, pattern: str, new: str) -> Edit:
    places = 0

    def put(match: "re.Match[str]") -> str:
        return f"{match['before']}{match['quote']}{new}{match['quote']}"

    def tag(match: "re.Match[str]") -> str:
        nonlocal places
        inside, count = re.subn(pattern, put, match[0])
        places += count
        return inside

    return TAG.sub(tag, text), places


def _piece(piece: str, old: str, new: str, templates: Edit) -> Edit:
    """A literal of Python that is the name and nothing else, or else has templates."""
    whole: Iterable[str] = (f'"{old}"', f"'{old}'")
    return (piece[0] + new + piece[-1], 1) if piece in whole else templates


def family_of(name: str) -> str:
    """The first parts of the codes of a family, `tthc.dvc` of `tthc.dvc.*`; empty for any other name."""
    return name.removesuffix(FAMILY) if name.endswith(FAMILY) else ""
