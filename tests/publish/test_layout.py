"""Which faces text is set in: the machine's Times New Roman, else the one that comes along."""

from types import SimpleNamespace

import pytest

from cchc.base.installation import FONTS
from cchc.publish import layout

OURS = "TeX Gyre Termes"


def test_the_faces_that_come_along_are_always_known() -> None:
    known = layout.known_fonts()
    assert {OURS, layout.official_layout().chart_face} <= set(known.families())
    # The first of equals is taken.
    first = {font.family: font.path or "" for font in reversed(known.fonts())}
    assert first[OURS].startswith(str(FONTS))


@pytest.mark.parametrize(
    ("installed", "faces"),
    [
        (["Tinos", "Liberation Serif", "Libertinus Serif"], (OURS,)),
        (["Times New Roman", "Tinos"], ("Times New Roman", OURS)),
    ],
)
def test_no_other_face_of_the_machine_decides(
    monkeypatch: pytest.MonkeyPatch, installed: list[str], faces: tuple[str, ...]
) -> None:
    known = SimpleNamespace(families=lambda: [*installed, OURS])
    monkeypatch.setattr(layout, "known_fonts", lambda: known)
    assert layout.report_fonts.__wrapped__() == faces
