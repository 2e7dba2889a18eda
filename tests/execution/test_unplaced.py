"""Every heading of a narrative is printed, in the order of its file, whatever the notebook places."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from nbformat import NotebookNode, v4
from tests.conftest import add

from cchc.base.period import Period
from cchc.execution.assemble import assemble
from cchc.execution.section import AssembledSection
from cchc.execution.unplaced import add_unplaced
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.section import Section

PROSE = """\
Mở đầu.

### 1.1. Một

Có {{ so("dao_tao.lop") }} lớp{{ cc("gc-lop") }}.

### 1.2. Hai

Hai.

### Ba

Ba.
"""
Assembled = Callable[[Callable[[Section], object]], AssembledSection]


@pytest.fixture
def assembled(workspace: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Assembled:
    """What becomes of a notebook of one cell a call: `cells` shows what it likes, piece by piece."""
    add(workspace, "data/2020-H1/narrative/dao_tao.md", PROSE)

    def make(cells: Callable[[Section], object]) -> AssembledSection:
        workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
        bundles: list[dict[str, Any]] = []

        def display(bundle: dict[str, Any], **_: object) -> None:
            # Plain, as a kernel hands it on.
            bundles.append(json.loads(json.dumps(bundle)))

        monkeypatch.setattr("cchc.notebook.cell_output.display", display)
        cells(Section("dao_tao", workbook))
        shown = [v4.new_code_cell("x", outputs=[v4.new_output("display_data", bundle)]) for bundle in bundles]
        notebook: NotebookNode = v4.new_notebook(cells=[*shown, v4.new_markdown_cell("Ô cuối.")])
        add_unplaced(notebook, Section("dao_tao", workbook))
        return assemble("dao_tao", tmp_path / "20_dao_tao.ipynb", notebook)

    return make


def order(section: AssembledSection) -> list[str]:
    """The first words of each piece."""
    words = ("# II", "Mở đầu", "### 1.1", "::::: {", "### 1.2", "### Ba", "Ô cuối")
    lines = section.markdown.splitlines()
    return [line.split(" {")[0][:14] for line in lines if line.startswith(words)]


def test_nothing_is_added_where_everything_has_a_place(assembled: Assembled) -> None:
    def cells(muc: Section) -> None:
        muc.opening()
        for key in ("Ba", "1.1", "1.2"):
            muc.narrative(key)

    assert order(assembled(cells)) == ["Mở đầu.", "### Ba", "### 1.1. Một", "### 1.2. Hai", "Ô cuối."]


def test_what_is_missing_stands_after_what_belongs_to_the_heading_before(assembled: Assembled) -> None:
    def cells(muc: Section) -> None:
        muc.heading()
        muc.narrative("1.1")
        muc.figures_table(["dao_tao.lop"], id="lop", title="Lớp")
        muc.narrative("Ba")
        muc.closing()

    section = assembled(cells)
    assert order(section) == [
        "# II. ĐÀO TẠO",
        "Mở đầu.",
        "### 1.1. Một",
        ":::::",
        "### 1.2. Hai",
        "### Ba",
        ":::::",
        "Ô cuối.",
    ]


def test_a_notebook_that_places_nothing_prints_the_whole_file(assembled: Assembled) -> None:
    section = assembled(lambda muc: muc.heading())
    assert order(section) == [
        "# II. ĐÀO TẠO",
        "Ô cuối.",
        "Mở đầu.",
        "### 1.1. Một",
        "### 1.2. Hai",
        "### Ba",
    ]
    # With its figures and footnotes, as any other.
    assert [(figure.text, figure.place) for figure in section.figures] == [("07", "1.1"), ("07", "1.1")]
    assert "[^dao-tao-1-1-gc-lop]: Số liệu giả định" in section.markdown


def test_what_comes_before_all_that_is_placed_stands_before_it(assembled: Assembled) -> None:
    def cells(muc: Section) -> None:
        muc.heading()
        muc.figures_table(["dao_tao.lop"], id="lop", title="Lớp")
        muc.narrative("1.2")

    assert order(assembled(cells)) == [
        "# II. ĐÀO TẠO",
        ":::::",
        "Mở đầu.",
        "### 1.1. Một",
        "### 1.2. Hai",
        "Ô cuối.",
        "### Ba",
    ]


EXHIBITS = """\
dao_tao:
  - {id: hai, heading: "1.2", kind: bang, codes: [dao_tao.lop]}
  - {id: mot, heading: "1.1", kind: thanh, codes: [dao_tao.lop]}
"""


@pytest.mark.parametrize("placed", [(), ("hai",), ("hai", "mot")])
def test_a_declared_exhibit_is_printed_once_below_its_heading(
    workspace: Any, assembled: Assembled, placed: tuple[str, ...]
) -> None:
    add(workspace, "data/2020-H1/exhibits.yml", EXHIBITS)

    def cells(muc: Section) -> None:
        muc.narrative("1.1")
        for name in placed:
            muc.exhibit(name)
        muc.narrative("1.2")

    section = assembled(cells)
    at = {
        name: section.markdown.index(name) for name in ("### 1.1", "#hinh-dao-tao-mot", "#bang-dao-tao-hai")
    }
    assert [section.markdown.count(name) for name in at] == [1, 1, 1]
    assert at["### 1.1"] < at["#hinh-dao-tao-mot"] < section.markdown.index("### Ba")
    if not placed:
        assert at["#hinh-dao-tao-mot"] < section.markdown.index("### 1.2") < at["#bang-dao-tao-hai"]
    assert [(chart.identifier, chart.screen) for chart in section.charts] == [
        ("hinh-dao-tao-mot", False),
        ("hinh-dao-tao-mot-narrow", True),
    ]
