"""Markdown read by Pandoc: each text once, and words that belong together joined."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.cache import FileCache
from cchc.editions.diff.printed_text import InlineReader
from cchc.notebook.chart_specs import without_specs
from cchc.publish import markdown_reader
from cchc.publish.formats import PublishError
from cchc.publish.markdown_reader import MarkdownReader, join_words

TEXT = (
    "# Phần một {#mot}\n\nTiếp nhận **3.133.520** hồ sơ.[^1]\n\n[^1]: Báo cáo.\n\n"
    "::::: {#hinh-x .chart}\n![Cột](charts/hinh-x.svg)\n\n::: chart-title\nHồ sơ\n:::\n\n{{spec}}:::::\n"
)
SPEC = '```{.chart-spec}\n{"mark":"bar"}\n```\n\n'
WITH_SPEC = TEXT.replace("{{spec}}", SPEC)
BARE = without_specs(WITH_SPEC)
OTHER = "# Phần hai {#hai}\n\nHết.\n"


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[MarkdownReader]:
    with closing(MarkdownReader(FileCache(tmp_path))) as reader:
        yield reader


class _NoPandoc:
    def __init__(self) -> None:
        raise AssertionError("read once more")


def test_what_was_asked_for_is_not_read_again(
    reader: MarkdownReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publishing, comparing = MarkdownReader().documents([OTHER, WITH_SPEC]), MarkdownReader().blocks([BARE])
    assert b"chart-spec" in publishing[1]
    # Sections come one by one, and not in the order of the report.
    reader.ask([WITH_SPEC])
    reader.ask([WITH_SPEC, OTHER])
    assert reader.documents([OTHER, WITH_SPEC]) == publishing
    monkeypatch.setattr(markdown_reader, "PandocReading", _NoPandoc)
    later = MarkdownReader(FileCache(tmp_path))
    assert later.documents([OTHER, WITH_SPEC]) == publishing
    # An edition is kept without its charts' specs.
    assert later.blocks([WITH_SPEC]) == later.blocks([BARE]) == comparing
    with pytest.raises(AssertionError, match="once more"):
        later.ask([WITH_SPEC.replace("3.133.520", "3.133.521")])


def test_what_was_damaged_is_read_again(reader: MarkdownReader, tmp_path: Path) -> None:
    first = reader.documents([BARE])
    (path,) = tmp_path.glob("read-*")
    path.write_bytes(path.read_bytes()[:-2] + b"[]")
    assert MarkdownReader(FileCache(tmp_path)).documents([BARE]) == first


def test_what_pandoc_warns_of_is_refused_with_its_section(reader: MarkdownReader, tmp_path: Path) -> None:
    twice = "# Phần ba {#ba}\n\na[^x\u2028y] b\n\n[^x\u2028y]: một\n[^x\u2028y]: hai\n"
    with pytest.raises(PublishError, match=r"phần “Phần ba”: Duplicate note reference 'x.y' at line"):
        reader.documents([OTHER, twice])
    assert not list(tmp_path.glob("read-*"))
    # It reads on.
    assert reader.documents([OTHER]) == MarkdownReader().documents([OTHER])


def test_a_reader_that_breaks_down_is_told(
    reader: MarkdownReader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "broken.lua"
    script.write_text("error('hỏng', 0)", encoding="utf-8")
    monkeypatch.setattr(markdown_reader, "SCRIPT", script)
    with pytest.raises(PublishError, match=r"Không đọc được lời văn của báo cáo: .*hỏng"):
        reader.documents([OTHER, BARE])


def test_whoever_wants_no_more_leaves_no_process(reader: MarkdownReader) -> None:
    before = psutil.Process().children(recursive=True)
    reader.ask([OTHER])
    assert len(psutil.Process().children(recursive=True)) == len(before) + 1
    reader.close()
    assert psutil.Process().children(recursive=True) == before


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
    assert InlineReader().line(para["c"]) == InlineReader().line(inlines)
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
