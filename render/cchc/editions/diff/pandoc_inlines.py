"""The readable words of Pandoc's inline elements, as its JSON has them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

QUOTES = {"DoubleQuote": "“{}”", "SingleQuote": "‘{}’"}
# A figure where only the words beside it count.
FIGURE = "…"


def attributes(attr: Any) -> tuple[str, frozenset[str]]:
    """The id and the classes of an element, from Pandoc's triple."""
    identifier, classes, _ = attr
    return identifier, frozenset(classes)


def inline_text(
    inlines: Sequence[Any],
    names: Mapping[str, str],
    notes: list[Any] | None = None,
    *,
    figures: bool = True,
) -> str:
    """The text on one line; `names` are those of references, notes met are added to `notes`.

    Without `figures`, each leaves a mark in its place.
    """
    reader = _Words(names, [] if notes is None else notes, figures)
    return " ".join(reader.text(inlines).split())


@dataclass(frozen=True)
class _Words:
    names: Mapping[str, str]
    notes: list[Any]
    figures: bool

    def text(self, inlines: Sequence[Any]) -> str:
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
                return QUOTES[content[0]["t"]].format(self.text(content[1]))
            case "Link":
                return self.text(content[1]) or self.names.get(content[2][0].removeprefix("#"), "")
            case "Cite":
                return self.text(content[1])
            case "Span":
                return self._span(content)
            case "Note":
                self.notes.append(content)
                return ""
            case "Image":
                return ""
        # Emphasis of any kind.
        return self.text(content)

    def _span(self, content: Any) -> str:
        _, classes = attributes(content[0])
        # Where a figure is printed is compared with the figure.
        if "where" in classes:
            return ""
        if not self.figures and classes & {"num", "missing"}:
            return FIGURE
        return self.text(content[1])
