"""The pages of a PDF as they lie on paper: lines of text, drawings, tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from tests.end_to_end.reading import squeezed

LEFT, BOTTOM_MARGIN = 85.0, 57.0  # 30 mm, 20 mm in points
NOTE_SIZE = 11.2
RULE_WIDTH = 300
WATERMARK_GREY = 0xE6 / 255


@dataclass(frozen=True)
class Line:
    """A line of text; `top` and `bottom` in points from the page's upper edge."""

    text: str
    top: float
    bottom: float
    emphasized: bool
    in_chart: bool


@dataclass(frozen=True)
class Page:
    """A page without its number and its footnotes; `floor` is where these, or the margin, begin."""

    number: int
    counted_as: int
    lines: tuple[Line, ...]
    drawings: tuple[tuple[float, float], ...]
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    floor: float
    height: float

    @property
    def last(self) -> float:
        """Where the text or drawing that stands lowest ends."""
        return max([line.bottom for line in self.lines] + [bottom for _, bottom in self.drawings])

    def between(self, top: float, bottom: float) -> list[tuple[float, float]]:
        """The drawings between two heights."""
        return [(a, b) for a, b in self.drawings if top <= a and b <= bottom]


def pages_of(path: Path) -> list[Page]:
    """Every page, in order; `counted_as` starts anew where the page has no number."""
    pages: list[Page] = []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            found = page.extract_text_lines(return_chars=True)
            shown = bool(found) and found[0]["text"].strip().isdecimal()
            counted = int(found.pop(0)["text"]) if shown else 1
            floor = _floor(page, found)
            drawings = tuple(_drawings(page, floor))
            tables = tuple(
                tuple(tuple(squeezed(cell or "") for cell in row) for row in table)
                for table in page.extract_tables()
            )
            lines = tuple(_line(line) for line in found if line["bottom"] <= floor)
            pages.append(Page(number, counted, lines, drawings, tables, floor, page.height))
    return pages


def _line(found: Any) -> Line:
    fonts = [char["fontname"] for char in found["chars"]]
    return Line(
        squeezed(found["text"]),
        found["top"],
        found["bottom"],
        all("Bold" in font or "Italic" in font for font in fonts),
        any("Heros" in font for font in fonts),
    )


def _floor(page: Any, lines: Any) -> float:
    """The rule over the footnotes: short, at the left margin, with small text alone below."""
    for shape in sorted([*page.lines, *page.rects], key=lambda shape: shape["top"]):
        flat = shape["bottom"] - shape["top"] < 3 and shape["x1"] - shape["x0"] < RULE_WIDTH
        below = [char["size"] for line in lines for char in line["chars"] if char["top"] > shape["top"]]
        if flat and abs(shape["x0"] - LEFT) < 2 and below and max(below) <= NOTE_SIZE:
            return float(shape["top"])
    return float(page.height - BOTTOM_MARGIN + 3)


def is_watermark(shape: Any) -> bool:
    """The word that lies behind a draft is in a grey of its own, and no drawing of the report."""
    colour = shape.get("non_stroking_color") or ()
    # One number for a grey, three for a colour.
    parts = colour if isinstance(colour, tuple | list) else (colour,)
    return bool(parts) and all(abs(part - WATERMARK_GREY) < 0.002 for part in parts)


def _drawings(page: Any, floor: float) -> Iterator[tuple[float, float]]:
    for shape in [*page.rects, *page.curves, *page.images, *page.lines]:
        if shape["bottom"] <= floor - 1 and not is_watermark(shape):
            yield shape["top"], shape["bottom"]
