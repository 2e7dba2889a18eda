"""Fewer elements that say the same: Pandoc's reader makes one of every word and one of every space."""

from typing import Any

# A heading's words are told apart later on (appendix.lua); code has none.
LEFT_ALONE = frozenset({"Header", "Code", "CodeBlock"})


def join_words(elements: list[Any]) -> None:
    """Put words and the spaces between them into one element, in Pandoc's JSON as it is given.

    Every step that follows takes its time by the element.
    """
    spaces = False
    for element in elements:
        if isinstance(element, dict):
            kind, content = element.get("t"), element.get("c")
            spaces = spaces or kind == "Space"
            if isinstance(content, list) and kind not in LEFT_ALONE:
                join_words(content)
        elif isinstance(element, list):
            join_words(element)
    if spaces:
        elements[:] = _joined(elements)


def _joined(inlines: list[Any]) -> list[Any]:
    out: list[Any] = []
    kinds = ["", ""]
    for inline in inlines:
        kind = inline["t"]
        if kind == "Str" and kinds[-2:] == ["Str", "Space"]:
            del out[-1], kinds[-1]
            out[-1] = {"t": "Str", "c": f"{out[-1]['c']} {inline['c']}"}
        else:
            out.append(inline)
            kinds.append(kind)
    return out
