import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cchc.editions.diff.printed_text import line_of
from cchc.publish.markdown_reader import join_words

STR = st.text("aă Đ.“", min_size=1, max_size=3).map(lambda text: {"t": "Str", "c": text})
SPACE = st.just({"t": "Space"})
BREAK = st.just({"t": "LineBreak"})
INLINES = st.recursive(
    st.lists(STR | SPACE | BREAK, max_size=8),
    lambda inner: st.lists(
        STR
        | SPACE
        | inner.map(lambda content: {"t": "Strong", "c": content})
        | inner.map(lambda content: {"t": "Span", "c": [["", ["num"], []], content]}),
        max_size=6,
    ),
    max_leaves=20,
)


def _plain(inlines: list[Any]) -> str:
    """The exact text: spaces count."""
    out = ""
    for inline in inlines:
        match inline["t"]:
            case "Str":
                out += inline["c"]
            case "Space" | "LineBreak":
                out += " "
            case "Strong":
                out += f"<{_plain(inline['c'])}>"
            case "Span":
                out += f"[{_plain(inline['c'][1])}]"
    return out


@given(INLINES)
def test_the_text_stays_to_the_letter(inlines: list[Any]) -> None:
    blocks = [{"t": "Para", "c": json.loads(json.dumps(inlines))}]
    join_words(blocks)
    (para,) = blocks
    assert _plain(para["c"]) == _plain(inlines)
    assert line_of(para["c"], {}) == line_of(inlines, {})
    once = json.dumps(blocks)
    join_words(blocks)
    assert json.dumps(blocks) == once


def test_words_are_one_element_and_headings_stay() -> None:
    words = [{"t": "Str", "c": "Phụ"}, {"t": "Space"}, {"t": "Str", "c": "lục"}]
    cell = [["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": list(words)}]]
    blocks: list[Any] = [{"t": "Header", "c": [1, ["", [], []], list(words)]}, {"t": "Table", "c": [cell]}]
    join_words(blocks)
    assert blocks[0]["c"][2] == words
    assert blocks[1]["c"][0][4][0]["c"] == [{"t": "Str", "c": "Phụ lục"}]
