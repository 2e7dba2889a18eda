"""Fewer elements that say the same: Pandoc's reader makes one of every word and one of every space."""

from typing import Any

# A heading's words are told apart later on (appendix.lua); code has none.
LEFT_ALONE = frozenset({"Header", "Code", "CodeBlock"})


def join_words(elements: list[Any]) -> None:
    """Put words and the spaces between them into one element, in Pandoc's JSON as it is given.

    Every step that follows takes its time by the element.
    """
    for element in elements:
        content = element
        if isinstance(element, dict):
            content = element.get("c") if element.get("t") not in LEFT_ALONE else None
        if isinstance(content, list):
            join_words(content)
    if any(_is(element, "Space") for element in elements):
        elements[:] = _joined(elements)


def _joined(inlines: list[Any]) -> list[Any]:
    out: list[Any] = []
    for inline in inlines:
        if _is(inline, "Str") and len(out) > 1 and _is(out[-1], "Space") and _is(out[-2], "Str"):
            out.pop()
            out[-1] = {"t": "Str", "c": f"{out[-1]['c']} {inline['c']}"}
        else:
            out.append(inline)
    return out


def _is(element: Any, kind: str) -> bool:
    return isinstance(element, dict) and element.get("t") == kind
