"""The prose of a period: the narrative of every section, loaded, and each text that has a template."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cchc.base.findings import Finding, InputError
from cchc.inputs.exhibits import exhibit_rows, exhibits_path
from cchc.inputs.narrative import Block, load_narrative
from cchc.inputs.workbook import Workbook
from cchc.values.exhibit_data import out_of_years

# Blocks by section and key, both in the order of the report.
Prose = Mapping[str, Mapping[str, Block]]


@dataclass(frozen=True)
class TemplateText:
    """A text with a template, and the row on which it begins; a note has a document and no section.

    An `exhibit` text is the title, the description or the source of a declared chart or table.
    """

    part: Literal["heading", "body", "note", "exhibit"]
    text: str
    file: str
    row: int
    section: str = ""
    document: str = ""

    def row_of(self, row: int) -> int:
        """The row that a finding names: a note is one row of its table, however many lines it has.

        Those of YAML are folded: the text has not the lines of its file.
        """
        return self.row if self.part in ("note", "exhibit") else row

    @property
    def in_title(self) -> bool:
        """Whether it has no place for a footnote, and names documents shortly."""
        return self.part == "exhibit"


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


def exhibit_texts(workbook: Workbook) -> Iterator[TemplateText]:
    """Titles, descriptions and sources of the declared charts and tables."""
    if not workbook.exhibits:
        return
    path = exhibits_path(workbook.workspace, workbook.period)
    file, rows = workbook.file(path), exhibit_rows(path, workbook.exhibits)
    for section, exhibits in workbook.exhibits.items():
        for n, exhibit in enumerate(exhibits):
            # What belongs to other years is not printed.
            texts = {} if out_of_years(exhibit, workbook) else exhibit.templates
            for place, text in texts.items():
                row = rows.get((section, n, *place)) or rows[section, n]
                yield TemplateText("exhibit", text, file, row, section)


def template_texts(workbook: Workbook, prose: Prose) -> Iterator[TemplateText]:
    """The narrative, the texts of exhibits, then the notes of documents.csv."""
    yield from narrative_texts(prose)
    yield from exhibit_texts(workbook)
    for document in workbook.documents.values():
        yield TemplateText("note", document.note, document.file, document.row, document=document.id)
