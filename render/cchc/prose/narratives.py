"""The prose of a period: the narrative of every section, loaded, and each text that has a template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cchc.base.findings import Finding, InputError
from cchc.inputs.narrative import Block, load_narrative
from cchc.inputs.workbook import Workbook

# Blocks by section and key, both in the order of the report.
Prose = Mapping[str, Mapping[str, Block]]


@dataclass(frozen=True)
class TemplateText:
    """A text with a template, and the row on which it begins; a note has a document and no section."""

    part: Literal["heading", "body", "note"]
    text: str
    file: str
    row: int
    section: str = ""
    document: str = ""

    def row_of(self, row: int) -> int:
        """The row that a finding names: a note is one row of its table, however many lines it has."""
        return self.row if self.part == "note" else row


def load_prose(
    workbook: Workbook, *, required: bool = False
) -> tuple[dict[str, dict[str, Block]], dict[str, Sequence[Finding]]]:
    """The blocks of each section whose narrative can be read, and what is wrong with the others.

    A section without a file is in neither, unless a file is `required`.
    """
    prose: dict[str, dict[str, Block]] = {}
    problems: dict[str, Sequence[Finding]] = {}
    for entry in workbook.outline.sections:
        path = workbook.workspace.narrative(workbook.period, entry.code)
        if required or path.exists():
            try:
                prose[entry.code] = load_narrative(path, workbook.file(path))
            except InputError as error:
                problems[entry.code] = error.findings
    return prose, problems


def narrative_texts(prose: Prose) -> Iterator[TemplateText]:
    """Headings and bodies, in the order of the report."""
    for section, blocks in prose.items():
        for block in blocks.values():
            yield TemplateText("heading", block.title, block.file, block.row, section)
            yield TemplateText("body", block.body, block.file, block.body_row, section)


def template_texts(workbook: Workbook, prose: Prose) -> Iterator[TemplateText]:
    """The narrative, then the notes of documents.csv."""
    yield from narrative_texts(prose)
    for document in workbook.documents.values():
        yield TemplateText("note", document.note, document.file, document.row, document=document.id)
