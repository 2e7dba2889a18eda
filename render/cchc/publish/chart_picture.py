"""The picture of one chart: drawn, or found in the cache."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import vl_convert

from cchc.base.cache import FileCache, cache_key
from cchc.base.characters import named, unprintable
from cchc.base.files import sha256_of_all
from cchc.base.installation import FONTS
from cchc.notebook.chart_specs import report_spec

Problem = str
# All that XML 1.0 has no room for, halves of a pair among it.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONGEST_EXCERPT = 60
NOT_DRAWN = frozenset({"$schema", "config"})


@dataclass(frozen=True)
class Picture:
    """The drawing, and the same in pixels where a format needs them."""

    svg: str
    png: bytes | None = None


def drawn_or_problem(
    spec: Mapping[str, Any], *, pixels: bool, before: Picture | None
) -> tuple[Picture | None, Problem]:
    """The picture, with what `before` has not yet; or why there is none."""
    if deadly := undrawable_text(spec):
        return None, deadly
    try:
        svg = before.svg if before is not None else draw_svg(spec)
        # A label that the chart itself put together.
        if lost := next((named(char) for _, char in unprintable(svg)), ""):
            return None, f"phông chữ của báo cáo không có ký tự {lost}"
        return Picture(svg, draw_png(svg) if pixels else None), ""
    except Exception as error:
        return None, str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def undrawable_text(spec: Any) -> Problem:
    """The text that would end the process that draws it: a picture is XML, which has no such character."""
    for text in _texts(spec):
        if lost := NOT_IN_XML.search(text):
            return f"chữ “{_excerpt(text)}” có ký tự U+{ord(lost[0]):04X}, không vẽ được; xóa ký tự ấy"
    return ""


def stopping(spec: Mapping[str, Any], *, late: bool) -> Problem:
    """That drawing took too long, or ended the process that drew, and what to look at first."""
    why = "vẽ mãi không xong nên bị dừng" if late else "bộ vẽ bị dừng đột ngột khi vẽ hình này"
    longest = max(_texts(spec), key=len, default="")
    advice = "trục có quá nhiều vạch (khoảng ngày quá dài, số quá lớn), quá nhiều dòng, hay chữ quá dài"
    return f"{why}. Thường do {advice}; chữ dài nhất có {len(longest)} ký tự: “{_excerpt(longest)}”"


def _texts(part: Any) -> Iterator[str]:
    match part:
        case str():
            yield part
        case Mapping():
            for key, value in part.items():
                if key not in NOT_DRAWN:
                    yield from _texts(value)
        case list() | tuple():
            for value in part:
                yield from _texts(value)


def _excerpt(text: str) -> str:
    """As much as helps to find it; what cannot be seen is written out."""
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text[:LONGEST_EXCERPT])
    return shown + ("…" if len(text) > LONGEST_EXCERPT else "")


def draw_svg(spec: Mapping[str, Any]) -> str:
    """The chart as an SVG text; nothing is fetched while drawing."""
    _register_faces()
    return vl_convert.vegalite_to_svg(report_spec(spec), allowed_base_urls=[])


def draw_png(svg: str) -> bytes:
    """The same picture in pixels: 200 an inch as drawn, more once Word has fitted it to the page."""
    _register_faces()
    return vl_convert.svg_to_png(svg, scale=1, ppi=200)


@cache
def _register_faces() -> None:
    # Text in a face that the machine has not would vanish.
    vl_convert.register_font_directory(str(FONTS))


def cached_picture(spec: Mapping[str, Any], cache: FileCache) -> Picture | None:
    """What the cache has of this chart; None where it has nothing."""
    svg = cache.get(picture_name(spec))
    if svg is None:
        return None
    text = svg.decode("utf-8")
    return Picture(text, cache.get(_pixels_name(text)))


def cache_picture(spec: Mapping[str, Any], picture: Picture, cache: FileCache) -> None:
    """Put it where `cached_picture` will find it."""
    cache.put(picture_name(spec), picture.svg.encode("utf-8"))
    if picture.png is not None:
        cache.put(_pixels_name(picture.svg), picture.png)


def picture_name(spec: Mapping[str, Any]) -> str:
    """The name of this spec's picture in the cache."""
    text = json.dumps(report_spec(spec), sort_keys=True, ensure_ascii=False)
    return cache_key("svg", text, _faces(), by_program=False)


def _pixels_name(svg: str) -> str:
    return cache_key("png", svg, _faces(), by_program=False)


@cache
def _faces() -> str:
    return sha256_of_all({path.name: path for path in FONTS.glob("*.otf")})
