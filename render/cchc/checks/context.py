"""What the checks look at, and a finding about one row of it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

from cchc.base.findings import Finding, InputError, Rule
from cchc.checks.notebook_calls import NotebookCalls, notebook_calls
from cchc.inputs.catalog.outline import Part
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.figures import Figure
from cchc.inputs.notebook_file import NotebookFileError, read_notebook
from cchc.inputs.workbook import Workbook
from cchc.prose.front_matter import closing_block, part_heading, section_heading
from cchc.prose.narratives import Prose
from cchc.prose.printer import Sources
from cchc.prose.templates import RefusedBlock, RenderedBlock, open_sources, run_prose
from cchc.values.values import Values


@dataclass(frozen=True)
class CheckContext:
    """A period's inputs: its workbook, its prose, the relations that its figures must satisfy."""

    workbook: Workbook
    prose: Prose = field(default_factory=dict)
    relations: Sequence[Relation] = ()

    @cached_property
    def values(self) -> Values:
        """The values of its figures."""
        return Values(self.workbook)

    @cached_property
    def sources(self) -> Sources:
        """What its templates print from."""
        return open_sources(self.workbook, self.values)

    @cached_property
    def blocks(self) -> tuple[RenderedBlock | RefusedBlock, ...]:
        """Every block of the prose, rendered or refused."""
        return tuple(run_prose(self.sources, self.prose))

    @cached_property
    def notebooks(self) -> dict[str, NotebookCalls]:
        """What the notebook of each section calls; those that cannot be read are left to their own check."""
        read = {}
        for entry in self.workbook.outline.sections:
            with suppress(FileNotFoundError, NotebookFileError):
                path = self.workbook.workspace.notebook(entry.notebook)
                read[entry.code] = notebook_calls(read_notebook(path))
        return read

    def markdown(self) -> list[tuple[str, str]]:
        """Section and Markdown, as far as it can be known before any notebook has run."""
        workbook = self.workbook
        written: dict[str, list[str]] = {}
        for entry in workbook.outline.sections:
            part = workbook.outline.part_of(entry.code)
            opens = part.sections[0].code == entry.code
            written[entry.code] = [self._part_heading(part)] if opens else []
            written[entry.code].append(section_heading(entry))
        for rendered in self.blocks:
            if isinstance(rendered, RenderedBlock):
                written[rendered.section] += [rendered.markdown, *rendered.notes]
        closing = ("", closing_block(workbook.params))
        return [*((code, "\n\n".join(pieces)) for code, pieces in written.items()), closing]

    def _part_heading(self, part: Part) -> str:
        try:
            return part_heading(self.workbook, part)
        except InputError:
            # Named by the check of templates.
            return ""


def figure_finding(
    rule: Rule,
    explanation: str,
    figure: Figure,
    *,
    codes: tuple[str, ...] = (),
    expected: str = "",
    found: str = "",
) -> Finding:
    """A finding about a row of figures.csv; `codes` where it is about more than that indicator."""
    section = figure.indicator.partition(".")[0]
    codes = codes or (figure.indicator,)
    return rule.finding(
        explanation,
        figure.file,
        figure.row,
        section,
        codes,
        expected=expected,
        found=found,
        agency=figure.agency,
    )
