"""What an analyst meets in JupyterLab: names that are there, complete themselves, and explain themselves."""

import ast
import inspect
import subprocess
import sys
import textwrap
from itertools import takewhile
from pathlib import Path

import altair
import nbformat
import pytest

import cchc
from cchc.notebook import palette
from cchc.notebook.section import Section

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
EXAMPLE = "\nVí dụ:\n    "
COLOURS = [name for name in cchc.__all__ if name.isupper()]
EXPLAINED = [name for name in cchc.__all__ if name not in COLOURS and name != "__version__"]
METHODS = [name for name in vars(Section) if not name.startswith("_")]


def documented(thing: object) -> str:
    text = inspect.getdoc(thing) or ""
    assert EXAMPLE in text, f"{thing} has no example"
    return text


@pytest.mark.parametrize("name", EXPLAINED)
def test_a_public_name_is_explained_with_an_example(name: str) -> None:
    thing = getattr(cchc, name)
    text = documented(thing)
    if inspect.isfunction(thing):
        assert_parameters_are_named(thing, text)


@pytest.mark.parametrize("name", METHODS)
def test_a_public_method_is_explained_with_an_example(name: str) -> None:
    method = vars(Section)[name]
    text = documented(method)
    if inspect.isfunction(method):
        assert_parameters_are_named(method, text)


def assert_parameters_are_named(function: object, text: str) -> None:
    """A section handed on from open_section() needs no words."""
    assert callable(function)
    for parameter in set(inspect.signature(function).parameters) - {"self", "section"}:
        assert f"{parameter}" in text, f"{parameter} of {function}"


def test_the_colours_are_explained_where_all_of_them_are() -> None:
    text = documented(palette)
    assert [name for name in COLOURS if name not in text] == []
    assert [name for name in COLOURS if getattr(cchc, name) is not getattr(palette, name)] == []


THINGS = {
    "cchc": cchc,
    **{name: getattr(cchc, name) for name in EXPLAINED},
    **{f"Section.{name}": vars(Section)[name] for name in METHODS},
}


@pytest.mark.parametrize("name", THINGS)
def test_an_example_runs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.notebook.cell_output.display", lambda *_, **__: None)
    monkeypatch.chdir(NOTEBOOKS)
    # Some prose before the first heading.
    section = "the_che" if name == "Section.opening" else "tthc"
    muc = cchc.open_section(section, "2020-H1")
    bang = muc.frame("tthc.hieu_luc.thanh_pho", "tthc.hieu_luc.quan_huyen", "tthc.hieu_luc.phuong_xa")
    given = {"alt": altair, "muc": muc, "bang": bang, "period": "2020-H1", "workspace": ".."}
    exec(example(documented(THINGS[name])), given | {name: getattr(cchc, name) for name in cchc.__all__})


def example(text: str) -> str:
    """The indented lines below “Ví dụ:”."""
    lines = text.partition(EXAMPLE.rstrip(" "))[2].splitlines()
    return textwrap.dedent("\n".join(takewhile(lambda line: not line or line.startswith("    "), lines)))


def test_importing_the_package_loads_nothing_and_completes_everything() -> None:
    asked = "import sys, cchc; print('pandas' in sys.modules, set(cchc.__all__) <= set(dir(cchc)))"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'open_sectio'"):
        getattr(cchc, "open_sectio")  # noqa: B009


def test_colours_bring_the_report_s_looks() -> None:
    asked = "from cchc import ACCENT; import altair; print(altair.theme.active)"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "cchc"


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[1-9]*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_imports_from_the_package_alone(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    trees = [ast.parse(cell.source) for cell in cells if cell.cell_type == "code"]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in imports if (node.module or "").startswith("cchc")]
    assert [node.module for node in ours] == ["cchc"]
    assert {name.name for node in ours for name in node.names} <= set(cchc.__all__)
