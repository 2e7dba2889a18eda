"""The official layout as data: one file that the PDF and the DOCX are both set by."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal, Self

from pydantic import Field, PositiveFloat, field_validator, model_validator

from cchc.base.installation import REPORT
from cchc.base.yaml_files import YamlModel, read_yaml

LAYOUT_FILE = "layout.yml"
BASE = "Normal"

Align = Literal["left", "center", "right", "justify"]


class Margins(YamlModel):
    """Millimetres from the paper's edge to the text."""

    top: PositiveFloat
    bottom: PositiveFloat
    left: PositiveFloat
    right: PositiveFloat


class Page(YamlModel):
    """The paper, in millimetres."""

    width: PositiveFloat
    height: PositiveFloat
    margins: Margins
    header_distance: PositiveFloat

    @property
    def text_width(self) -> float:
        """What the margins leave."""
        return self.width - self.margins.left - self.margins.right

    @property
    def landscape_text_width(self) -> float:
        """What the same margins leave of a page that lies."""
        return self.height - self.margins.left - self.margins.right


class Style(YamlModel):
    """How one kind of paragraph looks: sizes and spaces in points, indents and widths in millimetres.

    `line` is a multiple of single spacing. A paragraph with `rule` is a drawn line, as long as that share of
    the line of text above it; one with `box_width` stands in a box.
    """

    size: PositiveFloat
    bold: bool
    italic: bool
    caps: bool
    align: Align
    before: float = Field(ge=0)
    after: float = Field(ge=0)
    line: float = Field(ge=1)
    first_line: float = Field(ge=0)
    left: float = Field(ge=0)
    keep_with_next: bool
    grey: bool
    rule: float | None = Field(gt=0, le=1)
    box_width: PositiveFloat | None


TwoColumns = tuple[PositiveFloat, PositiveFloat]


class Layout(YamlModel):
    """render/report/layout.yml.

    The model holds the file to its shape; that the looks keep to Nghị định 30/2020/NĐ-CP is measured on the
    finished files, so that a template which breaks the layout is found as surely as a number in this file.
    """

    page: Page
    faces: tuple[str, ...] = Field(min_length=1)
    columns: dict[str, TwoColumns]
    list_hanging: PositiveFloat
    rule_weight: PositiveFloat
    closing_space: PositiveFloat
    styles: dict[str, Style]

    @field_validator("styles", mode="before")
    @classmethod
    def _differ_from_normal(cls, styles: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {name: {**styles.get(BASE, {}), **look} for name, look in styles.items()}

    @model_validator(mode="after")
    def _columns_fill_the_text(self) -> Self:
        for widths in self.columns.values():
            if sum(widths) != self.page.text_width:
                raise ValueError(f"hai cột phải rộng bằng phần chữ ({self.page.text_width:g} mm)")
        return self


@cache
def official_layout() -> Layout:
    """The layout that the installed package comes with (InputError)."""
    return read_yaml(REPORT / LAYOUT_FILE, LAYOUT_FILE, Layout)


NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

# A title that nearly fills the text is better set on two lines.
FULL_LINE = 0.9

MEASURE = b"""
#let texts = json(bytes(sys.inputs.texts))
#context [#metadata(texts.map(((words, size, weight, fonts)) =>
  measure(text(size: size * 1pt, weight: weight, font: fonts, words)).width / 1mm
)) <widths>]
"""


@dataclass(frozen=True)
class Letterhead:
    """The lines of the summary, and how long each drawn rule is, in millimetres, by its Word style."""

    subtitle_lines: tuple[str, ...]
    rules: Mapping[str, float]


def letterhead(metadata: Mapping[str, Any], layout: Layout, fonts: Sequence[str]) -> Letterhead:
    """Set the head of page 1: a summary of several lines in lines alike, rules by the lines above them."""
    styles, (left, right), whole = layout.styles, layout.columns["LetterheadTable"], layout.page.text_width
    lines = _balanced(str(metadata.get("subtitle") or ""), styles["Subtitle"], FULL_LINE * whole, fonts)
    above = {
        "Issuing Rule": ("Issuing Body", list(metadata.get("issuing-body") or [])[-1:], left),
        "Motto Rule": ("Motto", [MOTTO], right),
        "Title Rule": ("Subtitle", lines, whole),
    }
    rules = {
        rule: (styles[rule].rule or 0) * min(room, max(text_widths(texts, styles[name], fonts), default=0.0))
        for rule, (name, texts, room) in above.items()
    }
    return Letterhead(tuple(lines), rules)


def text_widths(texts: Sequence[str], style: Style, fonts: Sequence[str]) -> list[float]:
    """How wide each text is on one line, in millimetres."""
    import typst

    weight = "bold" if style.bold else "regular"
    wanted = [(text.upper() if style.caps else text, style.size, weight, list(fonts)) for text in texts]
    inputs = {"texts": json.dumps(wanted, ensure_ascii=False)}
    found = typst.query(MEASURE, "<widths>", field="value", one=True, sys_inputs=inputs)
    return [float(width) for width in json.loads(found)]


def _balanced(text: str, style: Style, room: float, fonts: Sequence[str]) -> list[str]:
    """The fewest lines that fit, as even as the words allow."""
    words = text.split()
    widths = text_widths([*words, "a a", "aa"], style, fonts)
    space = widths.pop(-2) - widths.pop(-1)
    limits = sorted(
        sum(widths[first:last]) + space * (last - first - 1)
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    )
    fitting = [_wrapped(widths, space, limit) for limit in limits if max(widths) <= limit <= room]
    fewest = min(map(len, fitting), default=0)
    breaks = next((starts for starts in fitting if len(starts) == fewest), [0])
    return [" ".join(words[first:last]) for first, last in pairwise([*breaks, len(words)])] if words else []


def _wrapped(widths: Sequence[float], space: float, limit: float) -> list[int]:
    """At which words lines begin when none may be longer than `limit`."""
    starts, used = [0], 0.0
    for i, width in enumerate(widths):
        used += width + (space if i > starts[-1] else 0)
        if i > starts[-1] and used > limit + 1e-6:
            starts.append(i)
            used = width
    return starts


@cache
def report_fonts() -> tuple[str, ...]:
    """Those of the layout's faces that this machine has: Typst warns of any other."""
    import typst

    present = set(typst.Fonts().families())
    return tuple(name for name in official_layout().faces if name in present)
