"""bao-cao.pdf, read back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from tests.end_to_end.reading import Block, Citation, Place, Reading, heading, line

# The sizes tell text and footnotes apart: body 14 pt, notes 11 pt, marks 60% of the text they stand in.
NOTE_SIZE = 11.0
BODY_MARK_SIZE = 8.4
NOTE_MARK_SIZE = 6.6
CHART_FONT = "Heros"  # the text of charts is no text of the report
PAGE_NUMBER_SIZE = 13.0
MARK = "\ue000{}\ue001"  # private characters: no text of a report holds them


@dataclass
class Streams:
    """The running text of all pages without page numbers, and the notes from the feet of the pages."""

    body: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def take_body(self, text: str, size: float) -> None:
        """The next piece of running text, or a mark in it."""
        self.body.append(MARK.format(int(text)) if size == BODY_MARK_SIZE else text)

    def take_note(self, text: str, size: float) -> None:
        """The number of the next note, or a piece of the one that runs (perhaps since the page before)."""
        if size == NOTE_MARK_SIZE:
            self.numbers.append(int(text))
            self.notes.append([])
        else:
            self.notes[-1].append(text)


def read_pdf(path: Path) -> Reading:
    """Headings (the outline), the text under each, and the footnotes; captions are part of the text."""
    reader = PdfReader(path)
    streams = Streams()
    for page in reader.pages:
        _read_page(page, streams)
    assert streams.numbers == list(range(1, len(streams.notes) + 1)), streams.numbers
    printed = tuple(_outline(reader.outline, 1))
    body = line("".join(streams.body))
    blocks, citations = _under_headings(body, printed)
    headings = tuple((level, heading(title)) for level, title in printed)
    notes = [line("".join(note)) for note in streams.notes]
    return Reading(
        "pdf",
        headings,
        tuple(blocks),
        tuple(citations),
        tuple(notes),
        (),
        line(" ".join([_plain(body), *notes])),
    )


def _read_page(page: Any, streams: Streams) -> None:
    pieces: list[tuple[str, float]] = []

    def visit(text: str, _cm: Any, _tm: Any, font: Any, size: float) -> None:
        if CHART_FONT not in str((font or {}).get("/BaseFont", "")):
            pieces.append((text, round(size, 1)))

    page.extract_text(visitor_text=visit)
    words = [place for place, (text, _) in enumerate(pieces) if text.strip()]
    # An appendix counts its pages anew; the first page of a count has no number.
    if words and pieces[words[0]][1] == PAGE_NUMBER_SIZE and pieces[words[0]][0].strip().isdecimal():
        del pieces[words.pop(0)]
        words = [place - 1 for place in words]
    foot = _foot(pieces, words)
    streams.body.append(" ")
    for text, size in pieces[:foot]:
        streams.take_body(text, size if text.strip() else 0.0)
    for text, size in pieces[foot:]:
        if streams.notes or text.strip():
            streams.take_note(text, size if text.strip() else 0.0)


def _foot(pieces: list[tuple[str, float]], words: list[int]) -> int:
    """Where the notes of a page start: the last thing on it.

    Source lines and the recipients' list are as small; text follows them, or a source line is the last.
    """
    running = [place for place in words if pieces[place][1] not in (NOTE_SIZE, NOTE_MARK_SIZE)]
    foot = running[-1] + 1 if running else 0
    marks = [place for place in words if place >= foot and pieces[place][1] == NOTE_MARK_SIZE]
    first = marks[0] if marks else len(pieces)
    before = "".join(text for text, _ in pieces[foot:first]).lstrip()
    return first if before.startswith("Nguồn:") else foot


def _outline(entries: Any, level: int) -> Iterator[tuple[int, str]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(entry, level + 1)
        else:
            yield level, line(str(entry.title))


def _under_headings(body: str, headings: tuple[tuple[int, str], ...]) -> tuple[list[Block], list[Citation]]:
    """Cut the running text at each heading of the outline, in order."""
    starts, ends = [], []
    position = 0
    for _, title in headings:
        pattern = r"\s*".join(re.escape(char) for char in title if not char.isspace())
        found = re.search(pattern, body[position:])
        assert found, f"the heading “{title}” of the outline is not printed after the one before"
        starts.append(position + found.start())
        position += found.end()
        ends.append(position)
    blocks, citations = [Block("", _plain(body[: starts[0]]))], []
    place = Place()
    for (_, title), start, end in zip(headings, ends, [*starts[1:], len(body)], strict=True):
        section = place.enter(heading(title))
        text = f"{heading(title)} {body[start:end]}"
        blocks.append(Block(section, _plain(text)))
        citations += [Citation(int(n), section) for n in re.findall("\ue000(\\d+)\ue001", text)]
    return blocks, citations


def _plain(text: str) -> str:
    return re.sub("\ue000\\d+\ue001", "", text)
