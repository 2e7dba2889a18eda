"""From a chart's spec to its pictures; needs no Altair."""

from collections.abc import Mapping
from typing import Any

import vl_convert


def report_spec(spec: Mapping[str, Any]) -> dict[str, Any]:
    """The spec as the report draws it: its title stands in the text, not in the picture."""
    return {key: value for key, value in spec.items() if key != "title"}


def draw_svg(spec: Mapping[str, Any]) -> str:
    """The chart as an SVG text; nothing is fetched while drawing."""
    return vl_convert.vegalite_to_svg(report_spec(spec), allowed_base_urls=[])


def draw_png(svg: str) -> bytes:
    """The same picture in pixels: 200 an inch as drawn, more once Word has fitted it to the page."""
    return vl_convert.svg_to_png(svg, scale=1, ppi=200)
