"""The official layout of bao-cao.pdf, measured letter by letter."""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pdfplumber
from tests.end_to_end.official_layout import Measured, Specimen, Value

MM = 72 / 25.4
SINGLE = 1.149  # a line of Times New Roman, in em
FACES = {"TimesNewRoman": "Times New Roman", "TeXGyreTermes": "TeX Gyre Termes"}
CHART_FACE = "Heros"
# Column in which each part of the head and the end is centred: by what stands above it.
CENTRED_UNDER = {
    "motto": "national_name",
    "number": "issuing_body",
    "place_and_date": "motto",
    "signer": "authority",
}


@dataclass(frozen=True)
class Letter:
    """One printed letter; lengths in points from the page's upper left corner."""

    text: str
    page: int
    face: str
    bold: bool
    italic: bool
    size: float
    x0: float
    x1: float
    top: float
    bottom: float
    black: bool


@dataclass(frozen=True)
class Found:
    """An element's letters."""

    letters: tuple[Letter, ...]

    @property
    def lines(self) -> list["Found"]:
        """Its lines of text."""
        groups = groupby(self.letters, key=lambda letter: (letter.page, round(letter.bottom)))
        return [Found(tuple(group)) for _, group in groups]

    @property
    def x0(self) -> float:
        """Left edge."""
        return min(letter.x0 for letter in self.letters)

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(letter.x1 for letter in self.letters)

    @property
    def centre(self) -> float:
        """Half-way between its edges."""
        return (self.x0 + self.x1) / 2

    @property
    def width(self) -> float:
        """Of its longest line."""
        return max(line.x1 - line.x0 for line in self.lines)


class Print:
    """All letters of the report's own text in order, and the drawn rules of page 1."""

    def __init__(self, path: Path) -> None:
        with pdfplumber.open(path) as pdf:
            self.width, self.height = float(pdf.pages[0].width), float(pdf.pages[0].height)
            self.pages = [
                [_letter(char, number) for char in page.chars if CHART_FACE not in char["fontname"]]
                for number, page in enumerate(pdf.pages, start=1)
                if page.width < page.height
            ]
            first = pdf.pages[0]
            self.rules = [(line["x0"], line["x1"], line["top"]) for line in [*first.lines, *first.rects]]
        letters = [letter for page in self.pages for letter in page if letter.text.strip()]
        pairs = [(sign, letter) for letter in letters for sign in _folded(letter.text)]
        self._text = "".join(sign for sign, _ in pairs)
        self._letters = [letter for _, letter in pairs]

    def find(self, text: str, after: int = 0) -> tuple[Found, int]:
        """The first place where `text` is printed, and where it ends."""
        wanted = _folded(text)
        start = self._text.find(wanted, after)
        assert start >= 0, f"“{text}” is not printed"
        return Found(tuple(self._letters[start : start + len(wanted)])), start + len(wanted)

    def rule_under(self, element: Found) -> float:
        """Length of the rule that is drawn below an element of page 1 (0 without one)."""
        bottom = max(letter.bottom for letter in element.letters)
        under = [x1 - x0 for x0, x1, top in self.rules if 0 < top - bottom < 12 and x0 < element.centre < x1]
        return min(under, default=0.0)


def measure_pdf(path: Path, specimen: Specimen) -> Measured:
    """Every property that the table has a rule for."""
    printed = Print(path)
    values: dict[tuple[str, str], list[Value]] = defaultdict(list)
    text = _page(printed, values)
    found = _found(printed, specimen)
    for name, places in found.items():
        for place in places:
            _face(values, name, place)
            values[name, "side"].append(_side(place, text))
            above = found[CENTRED_UNDER[name]][0].centre if name in CENTRED_UNDER else (text[0] + text[1]) / 2
            values[name, "off_centre"].append(abs(place.centre - above) / MM)
            values[name, "lines"].append(float(len(place.lines)))
    for name in ("issuing_body", "motto", "summary"):
        last = found[name][-1]
        values[name, "rule_share"].append(printed.rule_under(last) / last.width)
    number, date = (found[name][0].letters[0].bottom for name in ("number", "place_and_date"))
    values["place_and_date", "level"].append(abs(number - date) / MM)
    _body(values, [tuple(printed.find(words)[0] for words in pair) for pair in specimen.paragraphs], text)
    for level in dict(specimen.headings):
        for size in values[level, "size"]:
            values[level, "size_to_body"].append(float(size) - float(values["body", "size"][0]))
    return values


def _page(printed: Print, values: dict[tuple[str, str], list[Value]]) -> tuple[float, float]:
    """Paper, margins, page numbers; returns the text's left and right edge."""
    values["page", "width"].append(printed.width / MM)
    values["page", "height"].append(printed.height / MM)
    numbers, running, count = [], [], 0
    for page in printed.pages:
        # The top margin is 20 mm high at least.
        number = Found(tuple(letter for letter in page if letter.bottom < 20 * MM))
        text = [letter for letter in page if letter.text.strip() and letter.bottom >= 20 * MM]
        running += text
        # An appendix counts its own pages.
        opens = count == 0 or _folded("".join(letter.text for letter in text[:8])).startswith("phụlục")
        count = 1 if opens else count + 1
        shown = "".join(letter.text for letter in number.letters).strip()
        as_wanted = shown == ("" if count == 1 else str(count))
        values["page_number", "place"].append("top margin" if as_wanted else f"“{shown}” on page {count}")
        if number.letters:
            numbers.append(number)
            values["page_number", "first_shown"].append(float(count))
    left, right = min(letter.x0 for letter in running), max(letter.x1 for letter in running)
    values["page", "margin_left"].append(left / MM)
    values["page", "margin_right"].append((printed.width - right) / MM)
    values["page", "margin_top"].append(min(letter.top for letter in running) / MM)
    values["page", "margin_bottom"].append((printed.height - max(letter.bottom for letter in running)) / MM)
    values["page", "face"] += sorted({letter.face for letter in running})
    for number in numbers:
        _face(values, "page_number", number)
        values["page_number", "off_centre"].append(abs(number.centre - (left + right) / 2) / MM)
    return left, right


def _found(printed: Print, specimen: Specimen) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = defaultdict(list)
    place = 0
    for name, texts in specimen.head.items():
        # What runs over several lines is one element.
        element, place = printed.find("".join(texts), place)
        found[name] = [element]
    for name, text in specimen.headings:
        element, place = printed.find(text, place)
        found[name].append(element)
    for name, texts in specimen.closing.items():
        for text in texts:
            element, place = printed.find(text, place)
            found[name].append(element)
    return found


def _face(values: dict[tuple[str, str], list[Value]], name: str, element: Found) -> None:
    looks = {
        (letter.face, letter.bold, letter.italic, letter.size, letter.black) for letter in element.letters
    }
    for face, bold, italic, size, black in looks:
        values[name, "face"].append(face)
        values[name, "weight"].append("bold" if bold else "regular")
        values[name, "style"].append("italic" if italic else "upright")
        values[name, "size"].append(size)
        values[name, "colour"].append("black" if black else "coloured")
    text = "".join(letter.text for letter in element.letters)
    values[name, "case"].append("upper" if text == text.upper() else "mixed")


def _side(element: Found, text: tuple[float, float]) -> str:
    share = (element.centre - text[0]) / (text[1] - text[0])
    return "left" if share < 0.4 else "right" if share > 0.6 else "middle"


def _body(
    values: dict[tuple[str, str], list[Value]], pairs: Sequence[tuple[Found, ...]], text: tuple[float, float]
) -> None:
    for pair in pairs:
        for paragraph in pair:
            _face(values, "body", paragraph)
            lines = paragraph.lines
            values["body", "first_line"].append((lines[0].x0 - text[0]) / MM)
            for line in lines[:-1]:
                values["body", "align"].append("justify" if abs(line.x1 - text[1]) < 1 else "ragged")
            values["body", "line_spacing"] += [
                pitch / SINGLE / lines[0].letters[0].size for pitch in _pitches(lines)
            ]
        first, second = pair
        if first.letters[-1].page == second.letters[0].page:
            gap = second.letters[0].bottom - first.letters[-1].bottom
            values["body", "paragraph_gap"].append(gap - min(_pitches(first.lines), default=gap))


def _pitches(lines: Sequence[Found]) -> list[float]:
    return [
        lower.letters[0].bottom - upper.letters[0].bottom
        for upper, lower in pairwise(lines)
        if upper.letters[0].page == lower.letters[0].page
    ]


def _letter(char: dict[str, Any], page: int) -> Letter:
    font = char["fontname"].split("+")[-1]
    face = next((face for start, face in FACES.items() if font.startswith(start)), font)
    colour = char["non_stroking_color"] or (0,)
    black = all(part == 0 for part in colour) if len(colour) < 4 else colour[-1] == 1
    size = round(float(char["size"]), 2)
    place = (char["x0"], char["x1"], char["top"], char["bottom"])
    return Letter(char["text"], page, face, "Bold" in font, "Italic" in font, size, *place, black)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).lower().split())
