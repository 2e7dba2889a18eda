"""Square brackets inside square brackets: each layer doubles the time that reading the Markdown takes."""

import re
from collections.abc import Iterator
from contextlib import suppress

from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.context import CheckContext
from cchc.checks.notebooks import printed_markdown
from cchc.checks.registry import BLOCKING, Topic
from cchc.inputs.notebook_file import NotebookFileError, read_notebook
from cchc.prose.narratives import template_texts

NESTED = Rule(
    "loi_van.ngoac_long_nhau",
    Severity.ERROR,
    "Ngoặc vuông lồng nhau quá nhiều lớp",
    "Mỗi lớp làm bước đọc Markdown chậm gấp đôi, nhiều lớp thì không bao giờ xong. Bỏ bớt ngoặc.",
    acknowledgeable=False,
)
# A link in a marked sentence with a footnote has three; Pandoc takes a quarter of a second for eight.
MOST = 8
# What is escaped; a bracket; the end of a paragraph, and of all that was open in it.
SIGN = re.compile(r"\\.|[\[\]]|\n[ \t]*(?=\n)", re.DOTALL)


@BLOCKING.check(Topic.PROSE, NESTED)
def check_nested_brackets(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each text of the narrative, of notes and of notebooks' Markdown that would not end."""
    workbook = context.workbook
    for text in template_texts(workbook, context.prose):
        if row := _too_deep(text.text):
            yield NESTED.finding(_words(""), text.file, text.row_of(text.row + row - 1), text.section)
    for entry in workbook.outline.sections:
        path = workbook.workspace.notebook(entry.notebook)
        with suppress(FileNotFoundError, NotebookFileError):
            for number, cell in printed_markdown(read_notebook(path)):
                if row := _too_deep(cell):
                    place = f"Ô {number}, dòng {row}: "
                    yield NESTED.finding(_words(place), workbook.file(path), section=entry.code)


def _words(place: str) -> str:
    return f"{place}Ngoặc vuông lồng nhau quá {MOST} lớp, không dựng được. Bỏ bớt ngoặc."


def _too_deep(text: str) -> int:
    """The row, from 1, on which brackets stand too deep in brackets; 0 where none does."""
    depth = 0
    for sign in SIGN.finditer(text):
        match sign[0]:
            case "[":
                depth += 1
            case "]":
                depth = max(0, depth - 1)
            case other if other[0] == "\n":
                depth = 0
        if depth > MOST:
            return text.count("\n", 0, sign.start()) + 1
    return 0
