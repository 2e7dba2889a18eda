"""The produced text as its reader sees it: headings, paragraphs, list items, titles, cells, footnotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from cchc.base.findings import WORKLIST_ID
from cchc.base.markdown import without_highlight

# In place of an address, and of the mark of a footnote.
ADDRESS = "\ufffc"
NOTE_MARK = "\u2060"

FENCE_OPEN = re.compile(r":{3,} \{(?P<attributes>.*)\}")
FENCE_CLOSE = re.compile(r":{3,}")
HEADING = re.compile(r"#{1,6} (?P<text>.*)")
NOTE = re.compile(r"\[\^[^\]\s]+\]: (?P<text>.*)")
ITEM = re.compile(r"(?P<indent> *)(?:[-*+]|\d+[.)]) +(?P<text>.*)")
IMAGE = re.compile(r"!\[(?P<text>.*)\]\([^()]*\)")
TABLE_RULE = re.compile(r"\|[-:|]+\|")
CELL_BREAK = re.compile(r"(?<!\\)\|")
LEAD = re.compile(r"\*\*[^*]+\*\*")
INLINE = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|\[\^(?P<note>[^\]\s]+)\]"
    r"|\[(?P<span>(?:[^\[\]\\]|\\.)*)\]\{(?P<attributes>[^}]*)\}"
    r"|\[(?P<link>(?:[^\[\]\\]|\\.)*)\]\([^)]*\)"
    r"|<(?P<address>https?://[^>]*)>|(?P<bare>https?://[^\s<>]*[^\s<>.,;:)])"
    r"|(?P<anchor> ?\{#[^}]*\})|(?P<emphasis>\*+)|(?P<space>&nbsp;)"
)
CODE = re.compile(r'\.num\b.*?data-code="(?P<code>[^"]+)"')


class PassageKind(Enum):
    """What a passage is; only sentences have to end like one."""

    SENTENCES = auto()
    ITEM = auto()
    LAST_ITEM = auto()
    NOTE = auto()
    LABEL = auto()


@dataclass(frozen=True)
class FigureSpan:
    """A figure within a passage: its indicator, and from where to where its text goes."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class LintPassage:
    """One piece of text of a section, under a heading; `figures` are those printed in it."""

    section: str
    heading: str
    kind: PassageKind
    text: str
    figures: tuple[FigureSpan, ...] = ()


# Kind, Markdown and whether it is a heading.
Piece = tuple[PassageKind, str, bool]


def passages(section: str, markdown: str) -> list[LintPassage]:
    """The passages of a section's Markdown, in reading order.

    Code and the tables of findings are left out: these quote what is wrong elsewhere.
    """
    found: list[LintPassage] = []
    heading = ""
    for kind, source, is_heading in _blocks(without_highlight(markdown)):
        text, figures = read_inline(source)
        if is_heading:
            heading = text
        if text.strip():
            found.append(LintPassage(section, heading, kind, text, figures))
    return found


def read_inline(markdown: str) -> tuple[str, tuple[FigureSpan, ...]]:
    """Text without its markup, and the figures in it."""
    text, figures, at = "", list[FigureSpan](), 0
    for match in INLINE.finditer(markdown):
        text += markdown[at : match.start()]
        at = match.end()
        if match["span"] is not None:
            inner, _ = read_inline(match["span"])
            if code := CODE.search(match["attributes"]):
                figures.append(FigureSpan(code["code"], len(text), len(text) + len(inner)))
            text += inner
        elif match["link"] is not None:
            text += read_inline(match["link"])[0]
        elif match["note"]:
            text += NOTE_MARK
        elif match["address"] or match["bare"]:
            text += ADDRESS
        elif match["space"]:
            text += "\u00a0"
        else:
            text += match["escaped"] or ""
    return text + markdown[at:], tuple(figures)


def _blocks(markdown: str) -> Iterator[Piece]:
    """PassageKind, Markdown and whether it is a heading, for each block and cell."""
    fences: list[str] = []
    lines = markdown.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("```"):
            at = next((i + 1 for i in range(at, len(lines)) if lines[i].startswith("```")), len(lines))
        elif opened := FENCE_OPEN.fullmatch(line):
            fences.append(opened["attributes"])
        elif FENCE_CLOSE.fullmatch(line):
            del fences[-1:]
        elif not line.strip() or any(f"-{WORKLIST_ID}-" in fence for fence in fences):
            continue
        elif line.startswith("|"):
            yield from _cells(line)
        elif ITEM.fullmatch(line):
            end = _list_end(lines, at)
            yield from _items(lines[at - 1 : end], in_div=bool(fences))
            at = end
        else:
            end = next((i for i in range(at, len(lines)) if _begins_block(lines[i])), len(lines))
            block = [line, *lines[at:end]] if not HEADING.fullmatch(line) else [line]
            at += len(block) - 1
            yield _block(" ".join(part.strip() for part in block), in_div=bool(fences))


def _block(text: str, *, in_div: bool) -> Piece:
    if heading := HEADING.fullmatch(text):
        return PassageKind.LABEL, heading["text"], True
    if note := NOTE.fullmatch(text):
        return PassageKind.NOTE, note["text"], False
    if image := IMAGE.fullmatch(text):
        return PassageKind.LABEL, image["text"], False
    # A line of bold alone leads into what follows.
    label = in_div or LEAD.fullmatch(text)
    return PassageKind.LABEL if label else PassageKind.SENTENCES, text, False


def _cells(line: str) -> Iterator[Piece]:
    if not TABLE_RULE.fullmatch(line):
        for cell in CELL_BREAK.split(line)[1:-1]:
            yield PassageKind.LABEL, cell.strip(), False


def _begins_block(line: str) -> bool:
    starts = (FENCE_OPEN, FENCE_CLOSE, HEADING, NOTE, ITEM)
    return not line.strip() or line.startswith(("|", "```")) or any(p.fullmatch(line) for p in starts)


def _list_end(lines: Sequence[str], at: int) -> int:
    """Where the list ends: at a line that is no item and not indented, after a blank one."""
    blank = False
    for i in range(at, len(lines)):
        line = lines[i]
        if not line.strip():
            blank = True
        elif ITEM.fullmatch(line) or (line.startswith(" ") and line.strip()):
            blank = False
        elif blank or _begins_block(line):
            return i
    return len(lines)


def _items(lines: Sequence[str], *, in_div: bool) -> Iterator[Piece]:
    items: list[tuple[int, str]] = []
    for line in lines:
        if match := ITEM.fullmatch(line):
            items.append((len(match["indent"]), match["text"].rstrip()))
        elif line.strip():
            indent, text = items[-1]
            items[-1] = (indent, f"{text} {line.strip()}")
    for n, (indent, text) in enumerate(items):
        after = [other for other, _ in items[n + 1 :]]
        # Another item of the same list, before any of an outer one.
        more = next((other for other in after if other <= indent), -1) == indent
        kind = PassageKind.LABEL if in_div else PassageKind.ITEM if more else PassageKind.LAST_ITEM
        yield kind, text, False


def quoted(text: str) -> str:
    """Text as a message quotes it: no mark of a footnote, addresses as an ellipsis."""
    return text.replace(NOTE_MARK, "").replace(ADDRESS, "…")
