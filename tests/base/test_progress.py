"""One program tells another how far it is."""

import pytest

from cchc.base.progress import Advance


def test_a_line_tells_what_was_meant() -> None:
    told = Advance(3, 17, "Dựng HTML, PDF (bản in)")
    assert Advance.parse(f"{told}\n") == told


@pytest.mark.parametrize("line", ["", "  [3/10] ✓ 22_tthc (1,5 giây)", "@cchc 3/x Dựng", "xem @cchc 1/2 a"])
def test_other_lines_tell_nothing(line: str) -> None:
    assert Advance.parse(line) is None
