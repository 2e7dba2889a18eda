"""Sentences that changed: applied to the old text they give the new one, and back."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from cchc.editions.diff.passage_changes import PassageChange, passage_changes
from cchc.editions.diff.printed_text import PrintedPassage

WORDS = ("nhận", "hồ", "sơ", "năm", "quận", "lớp", "mới", "tăng")
PASSAGES = st.builds(
    PrintedPassage,
    section=st.just("ho_so"),
    kind=st.sampled_from(["sentence", "heading"]),
    text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
)
TEXTS = st.lists(PASSAGES, max_size=12)


def sentences(*texts: str) -> list[PrintedPassage]:
    return [PrintedPassage("ho_so", "sentence", text) for text in texts]


def applied(old: Sequence[PrintedPassage], changes: Sequence[PassageChange]) -> list[PrintedPassage]:
    """What the changes make of the old text: the rest keeps its order and fills the places left."""
    touched = {change.old_position for change in changes}
    placed = {change.new_position: change.new for change in changes if change.new_position is not None}
    rest = iter([passage for n, passage in enumerate(old) if n not in touched])
    size = len(old) - len(touched - {None}) + len(placed)
    made = [placed[n] if n in placed else next(rest) for n in range(size)]
    assert list(rest) == []
    return [passage for passage in made if passage is not None]


@given(TEXTS, TEXTS)
def test_the_changes_lead_from_the_old_text_to_the_new(
    old: list[PrintedPassage], new: list[PrintedPassage]
) -> None:
    assert applied(old, passage_changes(old, new)) == new


@given(TEXTS)
def test_a_text_differs_not_from_itself(text: list[PrintedPassage]) -> None:
    assert passage_changes(text, text) == []


@given(TEXTS, TEXTS)
def test_the_way_back_is_the_mirror(old: list[PrintedPassage], new: list[PrintedPassage]) -> None:
    swapped = {"added": "removed", "removed": "added", "changed": "changed", "moved": "moved"}
    there = {(swapped[c.status], c.new_position, c.old_position) for c in passage_changes(old, new)}
    assert there == {(c.status, c.old_position, c.new_position) for c in passage_changes(new, old)}


def test_each_kind_of_change_is_told_in_reading_order() -> None:
    old = sentences(
        "Câu đầu.", "Nhận 24 hồ sơ trong kỳ.", "Câu sẽ bỏ đi.", "Câu giữa giữ nguyên.", "Câu sẽ chuyển."
    )
    new = sentences(
        "Câu sẽ chuyển.", "Câu đầu.", "Nhận 25 hồ sơ trong kỳ.", "Câu giữa giữ nguyên.", "Hoàn toàn khác hẳn."
    )
    told = [(c.status, c.current.text) for c in passage_changes(old, new)]
    assert told == [
        ("moved", "Câu sẽ chuyển."),
        ("removed", "Câu sẽ bỏ đi."),
        ("changed", "Nhận 25 hồ sơ trong kỳ."),
        ("added", "Hoàn toàn khác hẳn."),
    ]


def test_a_heading_is_no_rewritten_sentence() -> None:
    old = [PrintedPassage("ho_so", "heading", "Kết quả tiếp nhận hồ sơ")]
    new = [PrintedPassage("ho_so", "sentence", "Kết quả tiếp nhận hồ sơ")]
    assert {change.status for change in passage_changes(old, new)} == {"added", "removed"}
