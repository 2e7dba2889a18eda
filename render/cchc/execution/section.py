"""One section as the engines take it."""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.values.printed_figure import PrintedFigure

PART_HEADING = re.compile(r"^# ", re.MULTILINE)


@dataclass(frozen=True)
class Chart:
    """One chart of the report: its id and its Vega-Lite spec; `screen`: no paper has a use for it."""

    identifier: str
    spec: Mapping[str, Any]
    screen: bool = False


@dataclass(frozen=True)
class AssembledSection:
    """One section as the engines take it, and every figure it prints."""

    section: str
    name: str
    markdown: str
    charts: tuple[Chart, ...]
    figures: tuple[PrintedFigure, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain data, for the cache."""
        return vars(self) | {
            "charts": [[chart.identifier, dict(chart.spec), chart.screen] for chart in self.charts],
            "figures": [figure.to_json() for figure in self.figures],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "AssembledSection":
        """Back from plain data."""
        charts = tuple(Chart(*entry) for entry in data["charts"])
        figures = tuple(PrintedFigure.from_json(figure) for figure in data["figures"])
        return cls(**{**data, "charts": charts, "figures": figures})


def printed_figures(sections: Iterable[AssembledSection]) -> list[PrintedFigure]:
    """Every figure that these sections print, in their order."""
    return [figure for section in sections for figure in section.figures]


def led_by(section: AssembledSection, heading: str) -> AssembledSection:
    """The section under its part's heading, where an extract begins within the part."""
    if PART_HEADING.search(section.markdown):
        return section
    return dataclasses.replace(section, markdown=f"{heading}\n\n{section.markdown}")


def write_sections(sections: Iterable[AssembledSection], build: Path) -> None:
    """Write the sections' Markdown as publishing expects it."""
    folder = build / "sections"
    folder.mkdir(parents=True, exist_ok=True)
    for section in sections:
        (folder / f"{section.name}.md").write_text(section.markdown, encoding="utf-8", newline="\n")
