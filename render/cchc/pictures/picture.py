"""A chart's pictures, kept under names that say what they are drawn from, and with what."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cchc.chart_drawing import draw_png, draw_svg, report_spec
from cchc.reuse.kept_files import KeptFiles
from cchc.reuse.making import libraries


@dataclass(frozen=True)
class Picture:
    """The drawing, and the same in pixels where a format needs them."""

    svg: str
    png: bytes | None = None


def drawn(spec: Mapping[str, Any], pixels: bool, before: Picture | None = None) -> Picture:
    """Draw what is not yet drawn in `before`."""
    svg = before.svg if before is not None else draw_svg(spec)
    return Picture(svg, draw_png(svg) if pixels else None)


def keep(spec: Mapping[str, Any], picture: Picture, kept: KeptFiles) -> None:
    """Put it where `find` will see it."""
    kept.put(picture_name(spec), picture.svg.encode("utf-8"))
    if picture.png is not None:
        kept.put(_pixels_name(picture.svg), picture.png)


def find(spec: Mapping[str, Any], kept: KeptFiles) -> Picture | None:
    """What has been kept of this chart."""
    svg = kept.get(picture_name(spec))
    if svg is None:
        return None
    text = svg.decode("utf-8")
    return Picture(text, kept.get(_pixels_name(text)))


def picture_name(spec: Mapping[str, Any]) -> str:
    """The name of the picture of this spec."""
    return f"svg-{_hash(json.dumps(report_spec(spec), sort_keys=True, ensure_ascii=False))}"


def _pixels_name(svg: str) -> str:
    return f"png-{_hash(svg)}"


def _hash(text: str) -> str:
    return hashlib.sha256(f"{libraries()}\0{text}".encode()).hexdigest()[:40]
