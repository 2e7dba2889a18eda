"""How charts look and speak Vietnamese; their grammar stays in the notebooks."""

from typing import Any, cast

import altair as alt
import vl_convert as vlc
from altair.vegalite.v6.api import TopLevelMixin

from cchc.base.markdown import div, escape, plain
from cchc.notebook.chart_specs import SPEC_PLACE, numbers_alone, with_narrow_form
from cchc.notebook.palette import ACCENT, CATEGORIES, GRID, INK, INK_SOFT

# Liberation Sans is what vl-convert carries; Arial has the same widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
FONT_SIZE = 13

# vl-convert knows Vietnamese dates but no Vietnamese numbers.
NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"], "minus": "-"}


@alt.theme.register("cchc", enable=True)
def theme() -> "alt.theme.ThemeConfig":
    """Light ink, direct labels, Vietnamese numbers and dates."""
    untitled = {"labelColor": INK, "labelFontSize": FONT_SIZE, "title": None}
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
        "header": untitled,
        "legend": {**untitled, "orient": "top", "labelLimit": 320},
    }
    return {"config": cast("alt.theme.ConfigKwds", config)}


def titled_spec(
    chart: "TopLevelMixin", title: str, source: str, alt: str, narrow: "TopLevelMixin | None" = None
) -> dict[str, Any]:
    """The Vega-Lite spec, with its title and source (Markdown) for those who see it outside the report.

    Inside it is its form for the phone, where there is one (`narrow_form`).
    """
    spec: dict[str, Any] = numbers_alone(chart.to_dict())
    if narrow is not None:
        spec = with_narrow_form(spec, numbers_alone(narrow.to_dict()))
    spec["title"] = {"text": plain(title), "subtitle": plain(source)}
    spec["description"] = alt
    return spec


def chart_block(identifier: str, title: str, alt: str, source: str, table: str) -> str:
    """A numbered chart with its data as a table (Markdown); its spec's place is marked."""
    parts = [
        div(".chart-title", title),
        f"![{escape(alt)}](charts/{identifier}.svg)",
        div(".source", source),
        div(".chart-data", table),
        SPEC_PLACE,
    ]
    return div(".chart", "\n\n".join(parts), identifier=identifier, colons=5)
