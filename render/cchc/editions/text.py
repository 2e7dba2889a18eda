"""What an edition says and cites, in files that can be compared: its words without pictures and layout."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc.assembled import AssembledSection
from cchc.workbook import Workbook

# A chart's data for the page: its title, source and figures stand in the text and in the ledger.
CHART_SPEC = re.compile(r"^[ ]*```\{\.chart-spec\}\n.*?\n[ ]*```\n?", re.MULTILINE | re.DOTALL)


def write_text(sections: Sequence[AssembledSection], workbook: Workbook, folder: Path) -> Mapping[str, Path]:
    """Write sections/<name>.md and documents.csv; returns them by their path in `folder`."""
    (folder / "sections").mkdir()
    written = {}
    for section in sections:
        name = f"sections/{section.name}.md"
        (folder / name).write_text(without_specs(section.markdown), encoding="utf-8", newline="\n")
        written[name] = folder / name
    documents = workbook.workspace.data(workbook.period) / "documents.csv"
    (folder / "documents.csv").write_bytes(documents.read_bytes())
    return {**written, "documents.csv": folder / "documents.csv"}


def without_specs(markdown: str) -> str:
    """The Markdown without what draws its charts in the page."""
    return CHART_SPEC.sub("", markdown)
