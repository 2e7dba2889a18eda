"""The findings as a list to work through: section by section, gravest first."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from cchc.findings import WORKLIST_ID, Severity
from cchc.narrative import ascii_slug
from cchc.review import ACKNOWLEDGED, section_name
from cchc.section import Section

GENERAL = "Chung cho cả báo cáo"


@dataclass(frozen=True)
class SectionFindings:
    """One section's findings, as `table()` takes them."""

    id: str
    title: str
    findings: pd.DataFrame


def worklist(section: Section, findings: pd.DataFrame) -> Iterator[SectionFindings]:
    """Cut the frame of `findings_frame` by section, in the report's order; the general ones come first."""
    titles = _titles(section)
    order = list(titles)
    for name in sorted(findings["Phần"].unique(), key=order.index):
        found = findings[findings["Phần"] == name]
        found = found.loc[found["Mức"].map(_rank).sort_values(kind="stable").index]
        identifier = f"{WORKLIST_ID}-{ascii_slug(name or GENERAL)}"
        yield SectionFindings(identifier, f"Cần xem lại: {titles[name]}", found.drop(columns="Phần"))


def _rank(label: str) -> tuple[bool, int]:
    """The acknowledged after the open, each gravest first."""
    return label.endswith(ACKNOWLEDGED), Severity(label.removesuffix(ACKNOWLEDGED)).rank


def _titles(section: Section) -> dict[str, str]:
    """What each section is called, by the name that findings have for it; a count would be hand-typed."""
    outline = section.workbook.outline
    titles = {"": GENERAL}
    for entry in outline.sections:
        # The appendix has no number: what has no section is not about it.
        titles.setdefault(section_name(section, entry.code), entry.title or outline.part_of(entry.code).title)
    return titles
