"""Prose cut into sentences at their places in the file; list marks, headings and templates stay whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.markdown import HEADING
from cchc.base.typed_blocks import MARK

TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
LIST_MARK = re.compile(rf"\s*(?:{MARK.pattern})")
# What may stand between the full stop and the space: quotes, emphasis, a footnote.
END = re.compile(r"[.!?…](?:[”’\"')*\]]|\{\{.*?\}\})*(?=\s+(?:[A-ZÀ-Ỹ“‘(*]|\{\{))", re.DOTALL)
ABBREVIATION = re.compile(
    r"(?:^|[\s(“])(?:[A-ZĐ]{1,3}|[Đđ]/c|ThS)\.$|^\d+\.$|(?:Điều|Mục|Khoản|Phần|Chương|Hình|Bảng)\s\d+\.$"
)
# Not prose: fences, tables, rules, quoted blocks.
SHAPE = re.compile(r"[ \t]*(?::{3,}|```|\||<!--|---+[ \t]*$)")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a file: where it begins (character and row, from 0 and 1), and its text.

    `heading`: it is a heading's title. `shape`: it is a row of a table, which holds no sentence but may
    hold facts.
    """

    start: int
    row: int
    text: str
    heading: bool = False
    shape: bool = False

    @property
    def end(self) -> int:
        """The character after its last."""
        return self.start + len(self.text)


def sentences(text: str) -> Iterator[Sentence]:
    """Every sentence and heading of a Markdown text, in order."""
    for start, row, unit in _units(text):
        if match := HEADING.match(unit):
            yield Sentence(start + match.start(3), row, match[3], heading=True)
        elif SHAPE.match(unit):
            yield Sentence(start, row, unit, shape=True)
        else:
            yield from _cut(start, row, unit)


def cut_paragraph(text: str) -> list[str]:
    """The sentences of one paragraph of readable text, which has no marks of its own."""
    return [sentence.text for sentence in _cut(0, 1, text)]


def _units(text: str) -> Iterator[tuple[int, int, str]]:
    """Headings, table rows, and paragraphs or list items without their mark."""
    start, row, open_unit = 0, 1, ""
    open_start, open_row = 0, 1
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        mark = LIST_MARK.match(bare)
        alone = bool(HEADING.match(bare) or SHAPE.match(bare))
        # A template that runs over lines is one piece.
        inside = open_unit.count("{{") > open_unit.count("}}")
        if not inside and (not bare.strip() or mark or alone) and open_unit:
            yield open_start, open_row, open_unit.rstrip()
            open_unit = ""
        if alone and not inside:
            yield start, row, bare
        elif bare.strip() or inside:
            if not open_unit:
                indent = mark.end() if mark else len(bare) - len(bare.lstrip())
                open_start, open_row = start + indent, row
                open_unit = line[indent:]
            else:
                open_unit += line
        start, row = start + len(line), row + 1
    if open_unit.strip():
        yield open_start, open_row, open_unit.rstrip()


def _cut(start: int, row: int, unit: str) -> Iterator[Sentence]:
    hidden = TEMPLATE.sub(lambda match: "{{" + "x" * (len(match.group()) - 4) + "}}", unit)
    begin = 0
    for match in END.finditer(hidden):
        if not ABBREVIATION.search(hidden[begin : match.start() + 1]):
            yield _sentence(start, row, unit, begin, match.end())
            begin = match.end() + len(hidden[match.end() :]) - len(hidden[match.end() :].lstrip())
    if unit[begin:].strip():
        yield _sentence(start, row, unit, begin, len(unit))


def _sentence(start: int, row: int, unit: str, begin: int, end: int) -> Sentence:
    return Sentence(start + begin, row + unit.count("\n", 0, begin), unit[begin:end])
