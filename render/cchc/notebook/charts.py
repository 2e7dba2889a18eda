"""How charts look and speak Vietnamese; their grammar stays in the notebooks."""

from dataclasses import dataclass
from typing import Any, cast

import altair as alt
import vl_convert as vlc
from altair.vegalite.v6.api import TopLevelMixin

from cchc.base.markdown import div, escape, plain
from cchc.notebook.chart_specs import SPEC_PLACE
from cchc.notebook.palette import ACCENT, CATEGORIES, GRID, INK, INK_SOFT

# Liberation Sans is what vl-convert carries; Arial has the same widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
FONT_SIZE = 13

# vl-convert knows Vietnamese dates but no Vietnamese numbers.
NUMBERS = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["", " ₫"],
    "minus": "-",
}


@alt.theme.register("cchc", enable=True)
def theme() -> "alt.theme.ThemeConfig":
    """Light ink, direct labels, Vietnamese numbers and dates."""
    config: dict[str, Any] = {
        "font": FONT,
        "background": "transparent",
        "locale": {"number": NUMBERS, "time": vlc.get_time_format_locale("vi-VN")},
        "view": {"stroke": None},
        "range": {"category": list(CATEGORIES)},
        "bar": {"color": ACCENT},
        "line": {"color": ACCENT, "strokeWidth": 2.5},
        "point": {"color": ACCENT, "filled": True, "size": 70},
        "text": {"color": INK, "fontSize": FONT_SIZE},
        "title": {"color": INK, "fontSize": 15, "anchor": "start", "subtitleColor": INK_SOFT},
        "axis": {
            "labelColor": INK,
            "titleColor": INK_SOFT,
            "labelFontSize": FONT_SIZE,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 320,
            "gridColor": GRID,
            "domain": False,
            "ticks": False,
        },
        "header": {"labelColor": INK, "labelFontSize": FONT_SIZE, "title": None},
        "legend": {
            "labelColor": INK,
            "labelFontSize": FONT_SIZE,
            "title": None,
            "orient": "top",
            "labelLimit": 320,
        },
    }
    return {"config": cast("alt.theme.ConfigKwds", config)}


@dataclass(frozen=True)
class ReportChart:
    """A chart with all that goes with it in the report.

    `title` and `source` are Markdown, `alt` plain text, `table` a Markdown table of its data.
    """

    identifier: str
    title: str
    alt: str
    source: str
    table: str
    chart: "TopLevelMixin"

    def spec(self) -> dict[str, Any]:
        """The Vega-Lite spec, titled for those who see it outside the report."""
        spec: dict[str, Any] = self.chart.to_dict()
        spec["title"] = {"text": plain(self.title), "subtitle": plain(self.source)}
        spec["description"] = self.alt
        return spec

    def markdown(self) -> str:
        """The chart's block in the report; the spec's place is marked."""
        parts = [
            div(".chart-title", self.title),
            f"![{escape(self.alt)}](charts/{self.identifier}.svg)",
            div(".source", self.source),
            div(".chart-data", self.table),
            SPEC_PLACE,
        ]
        return div(".chart", "\n\n".join(parts), identifier=self.identifier, colons=5)
