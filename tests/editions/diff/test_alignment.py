"""Passages paired in order, and the words that changed: nothing is lost on either side."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cchc.editions.diff.alignment import Mark, passage_matches, word_marks

PASSAGES = st.lists(st.sampled_from("abcd"), max_size=9)


def longest(old: list[str], new: list[str]) -> int:
    """How many pairs there can be at most."""
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + longest(old[1:], new[1:])
    return max(longest(old[1:], new), longest(old, new[1:]))


@given(PASSAGES, PASSAGES)
def test_equal_passages_are_paired_in_order_as_many_as_there_can_be(old: list[str], new: list[str]) -> None:
    pairs = passage_matches(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    assert len(pairs) == longest(old, new)
    assert passage_matches(new, old) == [(j, i) for i, j in pairs]


TEXTS = st.lists(st.sampled_from(["hồ sơ", " ", "3.133.520", "10,07%", ", ", "(", "nhận", "."])).map("".join)


@given(TEXTS, TEXTS)
def test_either_side_can_be_read_back(old: str, new: str) -> None:
    marks = word_marks(old, new)
    assert "".join(mark.text for mark in marks if mark.operation != "inserted") == old
    assert "".join(mark.text for mark in marks if mark.operation != "deleted") == new
    assert all(mark.text for mark in marks)
    assert all(one.operation != other.operation for one, other in pairwise(marks))


@given(TEXTS, TEXTS)
def test_the_way_back_is_the_mirror(old: str, new: str) -> None:
    swapped = {"kept": "kept", "deleted": "inserted", "inserted": "deleted"}
    there = {(swapped[mark.operation], mark.text) for mark in word_marks(old, new)}
    assert there == {(mark.operation, mark.text) for mark in word_marks(new, old)}


def test_a_figure_changes_whole_and_a_space_makes_no_crumb() -> None:
    assert word_marks("nhận 3.133.520 hồ sơ", "nhận 3.133.620 hồ sơ") == (
        Mark("kept", "nhận "),
        Mark("deleted", "3.133.520"),
        Mark("inserted", "3.133.620"),
        Mark("kept", " hồ sơ"),
    )
    assert word_marks("một hai xong", "ba bốn xong") == (
        Mark("deleted", "một hai"),
        Mark("inserted", "ba bốn"),
        Mark("kept", " xong"),
    )
