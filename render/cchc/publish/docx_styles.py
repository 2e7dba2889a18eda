"""The styles of the Word file, one row each; sizes and spaces in points, indents in millimetres."""

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Style:
    """How one paragraph style looks; `rule` draws a line over it, inset by that many millimetres."""

    name: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: Align = "left"
    before: float = 0
    after: float = 0
    first_line: float = 0
    left: float = 0
    line: float = 1.0
    keep_with_next: bool = False
    level: int | None = None
    grey: bool = False
    rule: tuple[float, float] | None = None
    boxed: tuple[float, float] | None = None


BODY = Style("Body Text", align="justify", after=6, first_line=10, line=1.1)

PARAGRAPHS = (
    BODY,
    Style("First Paragraph", align="justify", after=6, first_line=10, line=1.1),
    Style("Compact", align="justify", after=4, line=1.1),
    Style("Heading 1", bold=True, caps=True, before=18, after=6, keep_with_next=True, level=0),
    Style("Heading 2", bold=True, before=10, after=6, first_line=10, keep_with_next=True, level=1),
    Style(
        "Heading 3", bold=True, italic=True, before=8, after=6, first_line=10, keep_with_next=True, level=2
    ),
    Style("Heading 4", italic=True, before=6, after=6, first_line=10, keep_with_next=True, level=3),
    Style("Title", bold=True, caps=True, align="center", before=18, after=2),
    Style("Subtitle", bold=True, align="center", after=0),
    Style("Title Rule", size=4, align="center", before=5, after=10, rule=(61, 61)),
    Style("Parent Body", size=12, caps=True, align="center"),
    Style("Issuing Body", size=12, bold=True, caps=True, align="center"),
    Style("Issuing Rule", size=4, align="center", before=3, after=4, rule=(17, 17)),
    Style("National Name", size=12, bold=True, align="center"),
    Style("Motto", size=13, bold=True, align="center"),
    Style("Motto Rule", size=4, align="center", before=3, after=4, rule=(23, 23)),
    Style("Document Number", size=13, align="center"),
    Style("Place and Date", size=13, italic=True, align="center"),
    Style("Draft Mark", size=11, bold=True, align="center", before=5, boxed=(17, 17)),
    Style("Caption", size=13, bold=True, before=12, after=6, keep_with_next=True),
    Style("Chart", align="center", keep_with_next=True),
    Style("Source Note", size=11, before=3, after=12, grey=True),
    Style("Table Text", size=12, before=2, after=2),
    Style("Table Heading", size=12, bold=True, align="center", before=2, after=2, keep_with_next=True),
    Style("Recipients Title", size=12, bold=True, italic=True),
    Style("Recipient", size=11),
    Style("Signature Authority", bold=True, caps=True, align="center"),
    Style("Signature Name", bold=True, align="center", before=80),
    Style("Footnote Text", size=11, align="justify"),
    Style("Page Number", size=13, align="center"),
    Style("Last Line", size=2),
)
