"""The findings as a list to work through: section by section, gravest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from cchc.findings import Severity
from cchc.narrative import ascii_slug
from cchc.review import ACKNOWLEDGED, section_name
from cchc.section import Section

GENERAL = "Chung"


@dataclass(frozen=True)
class SectionFindings:
    """One section's findings, as `table()` takes them."""

    id: str
    title: str
    findings: pd.DataFrame


def worklist(section: Section, findings: pd.DataFrame) -> Iterator[SectionFindings]:
    """Cut the frame of `findings_frame` by section, in the report's order; the general ones come first."""
    for name in _in_order(section, findings["Phần"].unique()):
        found = findings[findings["Phần"] == name]
        found = found.loc[found["Mức"].map(_rank).sort_values(kind="stable").index]
        title = f"{f'Phần {name}' if name else GENERAL}: điều cần xem lại, mức nặng xếp trước"
        yield SectionFindings(f"can-xem-{ascii_slug(name or GENERAL)}", title, found.drop(columns="Phần"))


def _in_order(section: Section, names: Iterable[str]) -> list[str]:
    order = [section_name(section, entry.code) for entry in section.workbook.outline.sections]
    return sorted(names, key=lambda name: order.index(name) if name in order else -1)


def _rank(label: str) -> tuple[bool, int]:
    """The acknowledged after the open, each gravest first."""
    return label.endswith(ACKNOWLEDGED), Severity(label.removesuffix(ACKNOWLEDGED)).rank
