"""The findings as a list to work through: section by section, gravest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from cchc.findings import Severity
from cchc.narrative import ascii_slug
from cchc.review import section_name
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
        ranks = found["Mức"].map(lambda severity: Severity(severity).rank)
        found = found.loc[ranks.sort_values(kind="stable").index]
        title = f"{f'Phần {name}' if name else GENERAL}: {_counted(list(found['Mức']))}"
        yield SectionFindings(f"can-xem-{ascii_slug(name or GENERAL)}", title, found.drop(columns="Phần"))


def _in_order(section: Section, names: Iterable[str]) -> list[str]:
    order = [section_name(section, entry.code) for entry in section.workbook.outline.sections]
    return sorted(names, key=lambda name: order.index(name) if name in order else -1)


def _counted(severities: list[str]) -> str:
    """`2 LỖI, 1 CẢNH BÁO`."""
    counts = {severity.value: severities.count(severity.value) for severity in Severity}
    return ", ".join(f"{count} {severity}" for severity, count in counts.items() if count)
