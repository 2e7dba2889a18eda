"""What a cell hands on to the report, inside the executed notebook, and shows its reader meanwhile."""

from collections.abc import Sequence
from typing import Any

from IPython.display import display

from cchc.base.markdown import preview
from cchc.values.printed_figure import PrintedFigure

# What the report is assembled from.
PANDOC = "text/x-pandoc-markdown"
# JupyterLab draws this offline by itself.
VEGALITE = "application/vnd.vegalite.v5+json"
FIGURES = "application/vnd.cchc.figures+json"


def show(markdown: str, figures: Sequence[PrintedFigure], spec: dict[str, Any] | None = None) -> None:
    """Display a piece: Pandoc Markdown for the report, a preview (or the chart) for the reader."""
    bundle: dict[str, Any] = {PANDOC: markdown, FIGURES: [figure.to_json() for figure in figures]}
    if spec is None:
        bundle["text/markdown"] = preview(markdown)
    else:
        bundle[VEGALITE] = spec
        bundle["text/plain"] = spec["description"]
    display(bundle, raw=True)
