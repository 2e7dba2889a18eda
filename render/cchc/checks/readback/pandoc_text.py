"""The text of Pandoc's JSON, paragraph by paragraph, with what in it is typewriter type or typed by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cchc.base.findings import WORKLIST_ID
from cchc.checks.house_style.passages import NOTE_MARK, FigureSpan

# A cell's number that comes from no figure.
TYPED = "typed"
# Quoting what is wrong elsewhere.
FINDING = "finding"
SPACES = frozenset({"Space", "SoftBreak", "LineBreak"})
LEAVES = frozenset({"Para", "Plain", "Header"})


@dataclass
class ReadText:
    """One paragraph, heading or cell as it is printed."""

    text: str = ""
    heading: bool = False
    code_block: bool = False
    code: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    figures: list[FigureSpan] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)


def read_texts(blocks: list[Any]) -> Iterator[ReadText]:
    """Every text of the blocks in their order, footnotes after the paragraph that bears them."""
    for element in blocks:
        if isinstance(element, list):
            yield from read_texts(element)
        elif isinstance(element, dict):
            yield from _of_element(element)


def _of_element(element: dict[str, Any]) -> Iterator[ReadText]:
    kind: str = element.get("t", "")
    content: Any = element.get("c")
    if kind in LEAVES:
        read = ReadText(heading=kind == "Header")
        _add(content[-1] if kind == "Header" else content, read)
        yield read
        for note in read.notes:
            yield from read_texts(note)
    elif kind in ("CodeBlock", "RawBlock"):
        yield ReadText(content[1], code_block=True)
    elif kind == "Div" and f"-{WORKLIST_ID}-" in content[0][0]:
        return
    elif isinstance(content, list):
        yield from read_texts(content)


def _add(inlines: Any, read: ReadText) -> None:
    """Put the text of the inlines to what has been read."""
    for inline in inlines:
        if isinstance(inline, list):
            _add(inline, read)
        elif isinstance(inline, dict):
            _add_inline(inline.get("t", ""), inline.get("c"), read)


def _add_inline(kind: str, content: Any, read: ReadText) -> None:
    start = len(read.text)
    if kind == "Str":
        read.text += content
    elif kind in SPACES:
        read.text += " "
    elif kind in ("Code", "RawInline", "Math"):
        read.text += content[1]
        read.code += [content[1]] if kind == "Code" else []
    elif kind == "Note":
        read.text += NOTE_MARK
        read.notes.append(content)
    elif kind == "Span":
        (_, classes, attributes), inner = content
        if FINDING not in classes:
            _add(inner, read)
        if TYPED in classes:
            read.typed.append(read.text[start:])
        if code := dict(attributes).get("data-code"):
            read.figures.append(FigureSpan(code, start, len(read.text)))
    elif kind in ("Link", "Image"):
        _add(content[1], read)
        read.text += f" {content[2][1]}" if content[2][1] else ""
    elif isinstance(content, list):
        _add(content, read)
