from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cchc.editions.diff.alignment import passage_matches

TEXTS = st.lists(st.sampled_from("abcd"), max_size=9)


def longest(old: list[str], new: list[str]) -> int:
    """How many pairs there can be at most."""
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + longest(old[1:], new[1:])
    return max(longest(old[1:], new), longest(old, new[1:]))


@given(TEXTS, TEXTS)
def test_equal_passages_are_paired_in_order_as_many_as_there_can_be(old: list[str], new: list[str]) -> None:
    pairs = passage_matches(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(pairs))
    assert len(pairs) == longest(old, new)
    assert passage_matches(new, old) == [(j, i) for i, j in pairs]
