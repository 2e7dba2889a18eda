"""What an edition says and cites, in files that can be compared: its words without pictures and layout."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc.assembled import AssembledSection
from cchc.chart_specs import without_specs
from cchc.workbook import Workbook


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
