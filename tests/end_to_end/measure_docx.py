"""The official layout of bao-cao.docx: what Word makes of its styles, tables and sections."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from tests.end_to_end.measure_pdf import CENTRED_UNDER
from tests.end_to_end.official_layout import Measured, Specimen, Value

FAR = 999.0
RULED = ("issuing_body", "motto", "summary")


@dataclass(frozen=True)
class Placed:
    """A paragraph and where it stands: a column of a layout table, or the text itself."""

    paragraph: Any
    width: float  # of its place, in millimetres
    column: int | None = None
    row: int | None = None
    follower: Any = None

    @property
    def side(self) -> str:
        """Left and right are the columns of a table."""
        return "middle" if self.column is None else ("left", "right")[self.column]

    def effective(self, part: str) -> Any:
        """A property of the paragraph: its own, or the nearest style's."""
        for holder in (self.paragraph, *_styles(self.paragraph.style)):
            value = getattr(holder.paragraph_format, part)
            if value is not None:
                return value
        return None

    @property
    def indents(self) -> tuple[float, float, float]:
        """Left, right and first line, in millimetres."""
        lengths = (self.effective(f"{name}_indent") for name in ("left", "right", "first_line"))
        left, right, first = (0.0 if length is None else length.mm for length in lengths)
        return left, right, first

    @property
    def centred(self) -> bool:
        """Whether its lines stand in the middle of its place."""
        left, right, first = self.indents
        return self.effective("alignment") == WD_ALIGN_PARAGRAPH.CENTER and left == right and first == 0

    @property
    def rule(self) -> float:
        """How long the border over the following paragraph is, in millimetres (0 without one)."""
        below = self.follower
        if below is None or not any(
            style.element.find(f".//{qn('w:pBdr')}/{qn('w:top')}") is not None
            for style in _styles(below.paragraph.style)
        ):
            return 0.0
        left, right, _ = below.indents
        return float(below.width - left - right)


def measure_docx(path: Path, specimen: Specimen, widths: Mapping[str, float]) -> Measured:
    """Every property that the table has a rule for; `widths` in millimetres of the lines that have rules."""
    document = docx.Document(str(path))
    values: dict[tuple[str, str], list[Value]] = defaultdict(list)
    _page(document, values)
    found = _found(list(_placed(document)), specimen)
    for name, places in found.items():
        for placed in places:
            _face(values, name, placed)
            values[name, "side"].append(placed.side)
            values[name, "lines"].append(float(placed.paragraph.text.count("\n") + 1))
            under = found[CENTRED_UNDER[name]][0].column if name in CENTRED_UNDER else None
            in_place = placed.centred and placed.column == under
            values[name, "off_centre"].append(0.0 if in_place else FAR)
    for name in RULED:
        values[name, "rule_share"].append(found[name][-1].rule / widths[name])
    same_row = found["number"][0].row == found["place_and_date"][0].row
    values["place_and_date", "level"].append(0.0 if same_row else FAR)
    for placed in found["body"]:
        alignment = placed.effective("alignment")
        values["body", "align"].append(
            "justify" if alignment == WD_ALIGN_PARAGRAPH.JUSTIFY else str(alignment)
        )
        values["body", "first_line"].append(placed.indents[2])
        values["body", "line_spacing"].append(placed.effective("line_spacing"))
        # Word takes the larger of the spaces of two neighbours.
        spaces = (placed.effective(f"space_{end}") for end in ("after", "before"))
        values["body", "paragraph_gap"].append(max(0.0 if space is None else space.pt for space in spaces))
    for level in dict(specimen.headings):
        for size in values[level, "size"]:
            values[level, "size_to_body"].append(float(size) - float(values["body", "size"][0]))
    return values


def _page(document: Any, values: dict[tuple[str, str], list[Value]]) -> None:
    faces = {face for style in document.styles if style.type in (1, 2) for face in _faces(style.element)}
    values["page", "face"] += sorted(faces | set(_faces(document.element.body)))
    upright = [section for section in document.sections if section.page_width < section.page_height]
    for section in upright:
        values["page", "width"].append(section.page_width.mm)
        values["page", "height"].append(section.page_height.mm)
        for side in ("top", "bottom", "left", "right"):
            values["page", f"margin_{side}"].append(getattr(section, f"{side}_margin").mm)
    first = document.sections[0]
    number = next((p for p in first.header.paragraphs if _counts_pages(p)), None)
    if number is None:
        return
    placed = Placed(number, 0)
    _face(values, "page_number", placed)
    values["page_number", "off_centre"].append(0.0 if placed.centred else FAR)
    above_text = first.header_distance.mm + number.style.font.size.mm < first.top_margin.mm
    below_too = any(_counts_pages(p) for p in first.footer.paragraphs)
    values["page_number", "place"].append("top margin" if above_text and not below_too else "elsewhere")
    for section in document.sections:
        own_first = section.different_first_page_header_footer
        on_first = (*section.first_page_header.paragraphs, *section.first_page_footer.paragraphs)
        quiet = own_first and not any(_counts_pages(p) for p in on_first)
        values["page_number", "first_shown"].append(2.0 if quiet else 1.0)


def _counts_pages(paragraph: Any) -> bool:
    return any(
        "PAGE" in str(field.get(qn("w:instr"))) for field in paragraph._p.iter(qn("w:fldSimple"))
    ) or any("PAGE" in str(code.text) for code in paragraph._p.iter(qn("w:instrText")))


def _placed(document: Any) -> Iterator[Placed]:
    section = document.sections[0]
    room = section.page_width.mm - section.left_margin.mm - section.right_margin.mm
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            following = block._p.getnext()
            below = None
            if following is not None and following.tag == qn("w:p"):
                below = Placed(Paragraph(following, block._parent), room)
            yield Placed(block, room, follower=below)
        elif isinstance(block, Table) and len(block.columns) == 2:
            for row_number, row in enumerate(block.rows):
                for column, cell in enumerate(row.cells):
                    inside = [Placed(p, cell.width.mm, column, row_number) for p in cell.paragraphs]
                    for placed, below in zip(inside, [*inside[1:], None], strict=True):
                        yield Placed(placed.paragraph, placed.width, column, row_number, below)


def _found(paragraphs: list[Placed], specimen: Specimen) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = defaultdict(list)
    rest = iter(paragraphs)
    for name, texts in specimen.head.items():
        wanted = ("".join(texts),) if name == "summary" else texts
        found[name] = [_next(rest, text) for text in wanted]
    for name, text in specimen.headings:
        found[name].append(_next(iter(paragraphs), text))
    found["body"] = [_next(iter(paragraphs), text) for pair in specimen.paragraphs for text in pair]
    rest = iter(paragraphs)
    for name, texts in specimen.closing.items():
        found[name] = [_next(rest, text) for text in texts]
    return found


def _next(paragraphs: Iterator[Placed], text: str) -> Placed:
    wanted = _folded(text)
    for placed in paragraphs:
        if _folded(placed.paragraph.text) == wanted:
            return placed
    raise AssertionError(f"“{text}” is no paragraph of the document")


def _face(values: dict[tuple[str, str], list[Value]], name: str, placed: Placed) -> None:
    styles = _styles(placed.paragraph.style)
    runs = [run for run in placed.paragraph.runs if run.text.strip()] or [None]
    for run in runs:
        holders = [holder.font for holder in ([run, *styles] if run is not None else styles)]
        size, bold, italic, caps = (_first(holders, part) for part in ("size", "bold", "italic", "all_caps"))
        values[name, "size"].append(size.pt)
        values[name, "weight"].append("bold" if bold else "regular")
        values[name, "style"].append("italic" if italic else "upright")
        values[name, "face"].append(_first(holders, "name"))
        colours = [
            font.color.rgb for font in holders if font.color is not None and font.color.rgb is not None
        ]
        values[name, "colour"].append("black" if not colours or str(colours[0]) == "000000" else "coloured")
        text = "" if run is None else run.text
        values[name, "case"].append("upper" if caps or text == text.upper() else "mixed")


def _first(holders: list[Any], part: str) -> Any:
    return next((value for holder in holders if (value := getattr(holder, part)) is not None), None)


def _styles(style: Any) -> list[Any]:
    chain = []
    while style is not None:
        chain.append(style)
        style = style.base_style
    return chain


def _faces(element: Any) -> Iterator[str]:
    for fonts in element.iter(qn("w:rFonts")):
        for name, value in fonts.attrib.items():
            theme = name.endswith("Theme")
            yield f"{value} of the theme" if theme else value


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).lower().split())
