"""The official layout as data: one file that the PDF and the DOCX are both set by."""

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import Field, PositiveFloat, field_validator, model_validator

from cchc.base.installation import FONTS, REPORT
from cchc.base.yaml_files import YamlModel, read_yaml

if TYPE_CHECKING:
    import typst

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
    chart_face: str
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


@cache
def known_fonts() -> "typst.Fonts":
    """The fonts of this machine, and before them those that come with the program."""
    import typst

    return typst.Fonts(font_paths=[FONTS])


@cache
def report_fonts() -> tuple[str, ...]:
    """Those of the layout's faces that are known: Typst warns of any other."""
    present = set(known_fonts().families())
    return tuple(name for name in official_layout().faces if name in present)
