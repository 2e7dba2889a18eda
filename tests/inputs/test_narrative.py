"""The prose of a section, cut at its headings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.findings import InputError
from cchc.base.markdown import ascii_slug
from cchc.inputs.narrative import heading_id, load_narrative, parse_narrative

TEXT = """\
Mở đầu giả định.

## 1. Một

Lời của một.
### 1.2. Hai  

### Không số
Lời cuối.
"""


def test_blocks_by_number_or_title() -> None:
    blocks = parse_narrative(TEXT, "thu.md")
    assert {key: (block.row, block.level) for key, block in blocks.items()} == {
        "": (1, 0),
        "1": (3, 2),
        "1.2": (6, 3),
        "Không số": (8, 3),
    }
    assert blocks["1"].body.strip() == "Lời của một."
    assert blocks["1.2"].heading() == "### 1.2. Hai"
    assert (blocks["Không số"].heading(), blocks["Không số"].body) == ("### Không số", "Lời cuối.")


def test_bullets_that_word_made_are_bullets() -> None:
    text = "Gồm:\n\n\uf0b7\tmột\n  \uf0a7 hai\n\uf0d8\u00a0ba\n\uf02dbốn\nchữ \uf0b7 giữa dòng"
    body = parse_narrative(text, "thu.md")[""].body
    assert body == "Gồm:\n\n- một\n  - hai\n- ba\n- bốn\nchữ \uf0b7 giữa dòng"


def test_rows_are_counted_as_an_editor_does() -> None:
    blocks = parse_narrative("a\x0bb\u2028c\n## 1. Một\n", "thu.md")
    assert {key: (block.row, block.body) for key, block in blocks.items()} == {
        "": (1, "a\x0bb\u2028c"),
        "1": (2, ""),
    }


def test_headings_carry_a_stable_anchor() -> None:
    blocks = parse_narrative(TEXT, "thu.md")
    assert blocks["1.2"].anchored("dao_tao", "### 1.2. Hai\nx") == "### 1.2. Hai {#dao-tao-1-2}\nx"
    assert blocks[""].anchored("dao_tao", "x") == "x"


@pytest.mark.parametrize("line", ["##1. Mục", "\t## 1. Mục", "\u00a0##  1. Mục", "## 1. Mục"])
def test_a_heading_needs_no_space_and_may_be_indented(line: str) -> None:
    (block,) = parse_narrative(f"{line}\nLời.", "thu.md").values()
    assert (block.key, block.title, block.row, block.heading()) == ("1", "Mục", 1, "## 1. Mục")


@given(
    st.lists(st.sampled_from(["", "chữ", "# 1. a", "## b", "### 2.1. c", "#không", "1. mục"]), max_size=12)
)
def test_no_line_is_lost_or_moved(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        blocks = list(parse_narrative(text, "thu.md").values())
    except InputError:
        return
    assert [line for b in blocks for line in [b.heading(), *b.body.split("\n")] if line] == [
        x for x in lines if x
    ]
    for block in blocks:
        assert lines[block.row - 1].endswith(block.title)


def test_two_headings_of_one_name_are_refused() -> None:
    with pytest.raises(InputError, match=r"thu\.md:3: LỖI: Đề mục “1” đã có ở dòng 1"):
        parse_narrative("# 1. a\nx\n# 1. b\n", "thu.md")


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "Không có tệp lời văn"), (b"\xff\xfe", "UTF-8"), ("thư mục", "Không đọc được")],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, content: bytes | str | None, words: str) -> None:
    path = tmp_path / "thu.md"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        path.mkdir()
    with pytest.raises(InputError, match=words):
        load_narrative(path, "thu.md")


def test_letters_written_apart_are_joined() -> None:
    assert "Mo\u0302\u0323t" not in parse_narrative("## Mo\u0302\u0323t\n", "thu.md")
    assert list(parse_narrative("## Mo\u0302\u0323t\n", "thu.md")) == ["Một"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Đào tạo, bồi dưỡng", "dao-tao-boi-duong"), ("2.5", "2-5"), ("the_che", "the-che"), ("ƯỚC", "uoc")],
)
def test_slugs(text: str, slug: str) -> None:
    assert ascii_slug(text) == slug
    assert heading_id("a_b", text) == f"a-b-{slug}"


def test_letters_are_composed_and_nothing_is_invisible(tmp_path: Path) -> None:
    path = tmp_path / "thu.md"
    path.write_text("## 1. Tie\u0302\u0301ng\u200b\n\n\tVie\u0323\u0302t\ufeff\u00ad", encoding="utf-8")
    (block,) = load_narrative(path, "thu.md").values()
    assert (block.title, block.body) == ("Tiếng", "\n\tViệt")
