"""Each kind of exhibit has a section in docs/hinh-va-bang.md, with an example that works and its picture."""

import pytest
from tests.exhibit_pictures import PAGE, PICTURES, examples, printed

from cchc.inputs.exhibit_kinds import KINDS
from cchc.inputs.exhibits import Exhibit

EXAMPLES = list(examples())


def test_every_kind_is_shown() -> None:
    assert [exhibit.kind for _, exhibit in EXAMPLES] == list(KINDS)
    headings = [line for line in PAGE.read_text(encoding="utf-8").split("\n") if line.startswith("## ")]
    assert [kind for kind in KINDS if not any(line.endswith(f": {kind}") for line in headings)] == []


@pytest.mark.parametrize(("section", "exhibit"), EXAMPLES, ids=[exhibit.id for _, exhibit in EXAMPLES])
def test_the_example_is_drawn_and_its_picture_is_there(section: str, exhibit: Exhibit) -> None:
    piece = printed(section, exhibit)
    assert ".left-out" not in piece.markdown
    assert (piece.spec is not None) is exhibit.is_chart
    assert (PICTURES / f"{exhibit.id}.png").stat().st_size < 60_000
