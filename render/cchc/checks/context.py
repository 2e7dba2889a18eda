"""What the checks look at, and a finding about one row of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cchc.base.findings import Finding, Rule
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook
from cchc.prose.front_matter import closing_block, part_heading, section_heading
from cchc.prose.narratives import Prose
from cchc.prose.templates import open_sources, rendered_prose
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

    def markdown(self) -> list[tuple[str, str]]:
        """Section and Markdown, as far as it can be known before any notebook has run."""
        workbook = self.workbook
        written: dict[str, list[str]] = {}
        for entry in workbook.outline.sections:
            part = workbook.outline.part_of(entry.code)
            opens = part.sections[0].code == entry.code
            written[entry.code] = [part_heading(workbook, part)] if opens else []
            written[entry.code].append(section_heading(entry))
        for rendered in rendered_prose(open_sources(workbook, self.values), self.prose):
            written[rendered.section] += [rendered.markdown, *rendered.notes]
        closing = ("", closing_block(workbook.params))
        return [*((code, "\n\n".join(pieces)) for code, pieces in written.items()), closing]


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
