"""bao-cao.docx, read back."""

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
from tests.end_to_end.reading import Block, Citation, Place, Reading, heading, line

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
APART = ("Caption", "Chart", "Source Note")


def read_docx(path: Path) -> Reading:
    """Headings, text, footnotes (in the order of their marks) and captions of the document."""
    document = docx.Document(str(path))
    stored = stored_notes(path)
    headings: list[tuple[int, str]] = []
    blocks: list[Block] = []
    citations: list[Citation] = []
    notes: list[str] = []
    captions: list[str] = []
    place = Place()
    names = {style.style_id: style.name for style in document.styles}
    for element in document.element.body.iterchildren(f"{W}p", f"{W}tbl"):
        style = _style(element, names)
        text = line(_text(element))
        if level := re.fullmatch(r"Heading (\d)", style):
            text = heading(text)
            headings.append((int(level[1]), text))
            place.enter(text)
        for mark in element.iter(f"{W}footnoteReference"):
            notes.append(stored[mark.get(f"{W}id")])
            citations.append(Citation(len(notes), place.section))
        if style == "Caption":
            captions.append(text)
        elif element.tag == f"{W}tbl":
            blocks.extend(Block(place.section, line(_text(row))) for row in element.iter(f"{W}tr"))
        elif text and style not in APART:
            blocks.append(Block(place.section, text))
    return Reading(
        "docx",
        tuple(headings),
        tuple(blocks),
        tuple(citations),
        tuple(notes),
        tuple(captions),
        everything_in(path),
    )


def stored_notes(path: Path) -> dict[str, str]:
    """The real footnotes of word/footnotes.xml by id, without the separators."""
    with zipfile.ZipFile(path) as archive:
        root = ElementTree.fromstring(archive.read("word/footnotes.xml"))
    return {
        note.get(f"{W}id", ""): line(_text(note))
        for note in root.iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    }


def everything_in(path: Path) -> str:
    """Every text of every part, alternative texts of pictures included."""
    texts: list[str] = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|header\d*|footer\d*|comments)\.xml", name):
                root = ElementTree.fromstring(archive.read(name))
                texts += [_text(paragraph) for paragraph in root.iter(f"{W}p")]
                texts += [str(part.get("descr", "")) for part in root.iter() if part.tag.endswith("}docPr")]
    return line(" ".join(texts))


def _style(element: Any, names: dict[str, str]) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else names[found.get(f"{W}val")]


def _text(element: Any) -> str:
    pieces: list[str] = []
    for part in element.iter():
        if part.tag == f"{W}t":
            pieces.append(part.text or "")
        elif part.tag in (f"{W}tab", f"{W}br", f"{W}tc", f"{W}p"):
            pieces.append(" ")
        elif part.tag == f"{W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)
