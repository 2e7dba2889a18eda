"""Brackets in brackets, in made-up prose and notebooks: named before Pandoc is asked to read them."""

from pathlib import Path

import pytest
from tests.conftest import add, edit

from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

PROSE = "data/2020-H1/narrative/ho_so.md"


def places(root: Path) -> list[tuple[str, str]]:
    found = check(load_workbook(Workspace(root), Period.parse("2020-H1"))).blocking
    return [(f.place, f.explanation) for f in found if f.rule == "loi_van.ngoac_long_nhau"]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Một.\n\n" + "[" * 3000 + "]" * 3000, 3),
        ("## 1. Một\n\nHai " + "[a " * 9, 3),
        ("[a " * 5 + "\n" + "[b " * 5, 2),
        ("[a " * 8, 0),
        ("[a " * 5 + "\n\n" + "[b " * 5, 0),
        ("\\[a " * 50, 0),
        ("[một](https://example.org) " * 50, 0),
    ],
)
def test_brackets_too_deep_in_prose_are_named(workspace: Path, text: str, row: int) -> None:
    add(workspace, PROSE, f"{text}\n")
    assert [place for place, _ in places(workspace)] == ([f"{PROSE}:{row}"] if row else [])


def test_those_of_a_notebook_and_of_a_note_are_named_too(workspace: Path) -> None:
    edit(workspace, "notebooks/20_dao_tao.ipynb", '"remove-cell"', '"x"')
    edit(workspace, "notebooks/20_dao_tao.ipynb", "# Made up for tests", "# Made up " + "[" * 9)
    edit(workspace, "data/2020-H1/documents.csv", "Số liệu giả định", "[" * 9)
    note, cell = places(workspace)
    assert note[0] == "data/2020-H1/documents.csv:3"
    assert cell[0] == "notebooks/20_dao_tao.ipynb"
    assert cell[1].startswith("Ô 1, dòng 1: Ngoặc vuông")
