"""bao-cao.html, read back."""

import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from tests.end_to_end.reading import Block, Citation, Place, Reading, line

BLOCKS = ("h2", "h3", "h4", "h5", "p", "li", "tr")


def soup_of(path: Path) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def read_html(path: Path) -> Reading:
    """Headings, text, footnotes and captions of the page."""
    page = soup_of(path)
    for script in page(["script", "style"]):
        script.decompose()
    main = only(page, "main")
    everything = " ".join([page.get_text(" "), *(str(image.get("alt", "")) for image in main("img"))])
    citations: list[Citation] = []
    place = Place()
    for tag in main(["h2", "h3", "h4", "h5", "sup"]):
        if tag.name != "sup":
            place.enter(line(tag.get_text()))
        elif "note" in (tag.get("class") or []):
            citations.append(Citation(int(tag.get_text()), place.section))
    captions = [line(tag.get_text()) for tag in main(["figcaption", "caption"])]
    notes = _take_notes(main)
    for tag in main(["sup", "figcaption", "caption"]):
        tag.decompose()
    for tag in main.select("figure.chart, .source"):
        tag.decompose()
    headings, blocks = _blocks(main)
    return Reading(
        "html",
        tuple(headings),
        tuple(blocks),
        tuple(citations),
        tuple(notes),
        tuple(captions),
        line(everything),
    )


def only(tree: Tag, name: str) -> Tag:
    """The one element of this name."""
    found = tree.find_all(name)
    assert len(found) == 1, f"{len(found)} <{name}>"
    return found[0]


def _take_notes(main: Tag) -> list[str]:
    sections = main.select("section.notes")
    assert len(sections) == 1, "one list of footnotes"
    for back in sections[0].select("a.back"):
        back.decompose()
    notes = []
    for number, item in enumerate(sections[0].select("ol > li"), start=1):
        assert item.get("id") == f"chu-thich-{number}"
        notes.append(line(item.get_text()))
    sections[0].decompose()
    return notes


def _blocks(main: Tag) -> tuple[list[tuple[int, str]], list[Block]]:
    headings: list[tuple[int, str]] = []
    blocks: list[Block] = []
    place = Place()
    for tag in main(BLOCKS):
        if tag.find(BLOCKS):
            continue
        text = line(tag.get_text(" " if tag.name == "tr" else ""))
        if re.fullmatch("h[2-5]", tag.name):
            headings.append((int(tag.name[1]) - 1, text))
            place.enter(text)
        if text:
            blocks.append(Block(place.section, text))
    return headings, blocks
