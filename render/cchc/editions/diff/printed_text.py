"""The readable text of a report's Markdown, passage by passage, as Pandoc understands it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from cchc.base.findings import WORKLIST_ID
from cchc.base.sentences import cut_paragraph
from cchc.execution.section import AssembledSection
from cchc.publish.markdown_reader import MarkdownReader

PassageKind = Literal["heading", "sentence", "caption", "row", "note"]

# Figures are compared as figures; what this comparison itself wrote is no text of the report.
LEFT_OUT = frozenset({"key-figures", "chart-data", "edition-changes"})
CAPTIONS = frozenset({"chart-title", "table-title"})
LABELS = {"chart": "Hình", "table": "Bảng"}
QUOTES = {"DoubleQuote": "“{}”", "SingleQuote": "‘{}’"}
# A figure where only the words beside it count.
FIGURE = "…"


@dataclass(frozen=True)
class PrintedPassage:
    """A heading, a sentence, a caption, a table's row (without its figures) or a sentence of a note.

    `anchor` is the address in the page under which it stands.
    """

    section: str
    kind: PassageKind
    text: str
    anchor: str = ""

    @property
    def same_text(self) -> tuple[str, str]:
        """What two passages share when nothing about them changed."""
        return self.kind, self.text

    @cached_property
    def words(self) -> frozenset[str]:
        """Its different words."""
        return frozenset(self.text.lower().split())


@dataclass(frozen=True)
class PrintedText:
    """The passages in reading order, and what each address of the page is called."""

    passages: tuple[PrintedPassage, ...]
    names: dict[str, str]


def read_printed_text(
    sections: Sequence[AssembledSection], reader: MarkdownReader | None = None
) -> PrintedText:
    """Read the sections' Markdown with the report's own reader (PublishError)."""
    texts = (reader or MarkdownReader()).blocks([section.markdown for section in sections])
    read = [(section.section, blocks) for section, blocks in zip(sections, texts, strict=True)]
    counts = {"chart": 0, "table": 0}
    names = {name: called for _, blocks in read for name, called in _names(blocks, counts)}
    walk = _PassageReader(names)
    passages: list[PrintedPassage] = []
    for code, blocks in read:
        walk.code = code
        passages += walk.passages(blocks)
    return PrintedText(tuple(passages), names)


def _names(blocks: Sequence[Any], counts: dict[str, int]) -> Iterator[tuple[str, str]]:
    """What readers call each address: a heading by its text, a chart or table by its number."""
    for block in blocks:
        if block["t"] == "Header":
            identifier, _ = _attributes(block["c"][1])
            yield identifier, InlineReader().line(block["c"][2])
        elif block["t"] == "Div":
            identifier, classes = _attributes(block["c"][0])
            for name in classes & LABELS.keys():
                counts[name] += 1
                yield identifier, f"{LABELS[name]} {counts[name]}"
            yield from _names(block["c"][1], counts)


class _PassageReader:
    """Walks the blocks of all sections, knowing in which one and under which address it is."""

    def __init__(self, names: dict[str, str]) -> None:
        self.names = names
        # A section begins under the last address of the one before.
        self.code, self.anchor = "", ""

    def passages(self, blocks: Sequence[Any], kind: PassageKind = "sentence") -> Iterator[PrintedPassage]:
        """Every passage of the blocks, in order; notes follow the paragraph that cites them."""
        for block in blocks:
            match block["t"]:
                case "Div":
                    yield from self._division(block["c"], kind)
                case "Header":
                    identifier, _ = _attributes(block["c"][1])
                    self.anchor = identifier or self.anchor
                    yield from self._text(block["c"][2], "heading")
                case "Para" | "Plain":
                    yield from self._text(block["c"], kind)
                case "Table":
                    yield from self._table(block["c"])
                case _:
                    for inner in _nested(block):
                        yield from self.passages(inner, kind)

    def _division(self, content: Any, kind: PassageKind) -> Iterator[PrintedPassage]:
        identifier, classes = _attributes(content[0])
        # What checks found is compared as findings.
        if classes & LEFT_OUT or WORKLIST_ID in identifier:
            return
        outside = self.anchor
        if classes & LABELS.keys():
            self.anchor = identifier or self.anchor
        yield from self.passages(content[1], "caption" if classes & CAPTIONS else kind)
        if classes & LABELS.keys():
            self.anchor = outside

    def _text(self, inlines: Sequence[Any], kind: PassageKind) -> Iterator[PrintedPassage]:
        words = InlineReader(self.names)
        text = words.line(inlines)
        pieces = cut_paragraph(text) if kind in ("sentence", "note") else [text]
        for piece in filter(None, pieces):
            yield PrintedPassage(self.code, kind, piece, self.anchor)
        for note in words.notes:
            yield from self.passages(note, "note")

    def _table(self, content: Any) -> Iterator[PrintedPassage]:
        _, _, _, (_, head), bodies, (_, foot) = content
        rows = [*head, *(row for _, _, above, below in bodies for row in (*above, *below)), *foot]
        for _, cells in rows:
            yield from self._row([blocks for _, _, _, _, blocks in cells])

    def _row(self, cells: Sequence[Any]) -> Iterator[PrintedPassage]:
        """A row reads without its figures: these are compared as figures."""
        words = InlineReader(self.names, figures=False)
        texts = [
            " ".join(words.line(block["c"]) for block in cell if block["t"] in {"Para", "Plain"})
            for cell in cells
        ]
        if any(text.strip(FIGURE) for text in texts):
            yield PrintedPassage(self.code, "row", " | ".join(texts), self.anchor)
        for note in words.notes:
            yield from self.passages(note, "note")


def _nested(block: Any) -> Iterator[list[Any]]:
    """The blocks inside a list, a quotation or verses; none inside code or a rule."""
    match block["t"]:
        case "BulletList":
            yield from block["c"]
        case "OrderedList":
            yield from block["c"][1]
        case "BlockQuote":
            yield block["c"]
        case "LineBlock":
            yield [{"t": "Plain", "c": line} for line in block["c"]]
        case "DefinitionList":
            for term, meanings in block["c"]:
                yield [{"t": "Plain", "c": term}]
                yield from meanings


@dataclass(frozen=True)
class InlineReader:
    """The readable words of inline elements; `names` are those of references.

    Without `figures`, each leaves a mark in its place. Notes met are added to `notes`.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    figures: bool = True
    notes: list[Any] = field(default_factory=list)

    def line(self, inlines: Sequence[Any]) -> str:
        """The text on one line."""
        return " ".join(self._text(inlines).split())

    def _text(self, inlines: Sequence[Any]) -> str:
        return "".join(self._one(inline["t"], inline.get("c")) for inline in inlines)

    def _one(self, kind: str, content: Any) -> str:
        match kind:
            case "Str":
                return str(content)
            case "Space" | "SoftBreak" | "LineBreak":
                return " "
            case "Code" | "Math" | "RawInline":
                return str(content[1])
            case "Quoted":
                return QUOTES[content[0]["t"]].format(self._text(content[1]))
            case "Link":
                return self._text(content[1]) or self.names.get(content[2][0].removeprefix("#"), "")
            case "Cite":
                return self._text(content[1])
            case "Span":
                return self._span(content)
            case "Note":
                self.notes.append(content)
                return ""
            case "Image":
                return ""
        # Emphasis of any kind.
        return self._text(content)

    def _span(self, content: Any) -> str:
        _, classes = _attributes(content[0])
        # Where a figure is printed is compared with the figure.
        if "where" in classes:
            return ""
        if not self.figures and classes & {"num", "missing"}:
            return FIGURE
        return self._text(content[1])


def _attributes(attr: Any) -> tuple[str, frozenset[str]]:
    """The id and the classes of an element, from Pandoc's triple."""
    identifier, classes, _ = attr
    return identifier, frozenset(classes)
