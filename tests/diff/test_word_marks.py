"""The words that changed: nothing is lost on either side, and figures stay whole."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cchc.editions.diff.alignment import Mark, word_marks

TEXTS = st.lists(st.sampled_from(["hồ sơ", " ", "3.133.520", "10,07%", ", ", "(", "nhận", "."])).map("".join)


@given(TEXTS, TEXTS)
def test_either_side_can_be_read_back(old: str, new: str) -> None:
    marks = word_marks(old, new)
    assert "".join(mark.text for mark in marks if mark.fate != "inserted") == old
    assert "".join(mark.text for mark in marks if mark.fate != "deleted") == new
    assert all(mark.text for mark in marks)
    assert all(one.fate != other.fate for one, other in pairwise(marks))


@given(TEXTS, TEXTS)
def test_the_way_back_is_the_mirror(old: str, new: str) -> None:
    swapped = {"kept": "kept", "deleted": "inserted", "inserted": "deleted"}
    there = {(swapped[mark.fate], mark.text) for mark in word_marks(old, new)}
    assert there == {(mark.fate, mark.text) for mark in word_marks(new, old)}


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
