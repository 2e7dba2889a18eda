"""The package's rooms stand in the order the data flow: what a room imports stands before it."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import cchc

ROOT = Path(cchc.__file__).parent
# From the ground up; rooms in one row know nothing of each other.
ROOMS = [
    ("base",),
    ("inputs",),
    ("values",),
    ("prose",),
    ("checks",),
    ("intake", "turnover", "notebook"),
    ("execution",),
    ("publish",),
    ("editions",),
    ("pipeline",),
    ("panel",),
    ("cli",),
]
FLOOR = {room: floor for floor, rooms in enumerate(ROOMS) for room in rooms}
# The doors: the notebooks' face, and what starts the command.
FLOOR |= {"__init__": FLOOR["execution"], "__main__": len(ROOMS)}


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name."""
    paths = {path.relative_to(ROOT.parent).with_suffix(""): path for path in ROOT.rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path for name, path in paths.items()}


def imports(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The package's own modules that a file imports anywhere: lazily and for types alone too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else str(node.module) for name in whole)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "__init__"


def turned_round(known: dict[str, Path]) -> list[str]:
    """Imports that lead to a room above, or beside."""
    return [
        f"{module} → {imported}"
        for module, path in known.items()
        for imported in imports(path, known)
        if room(imported) != room(module) and FLOOR[room(imported)] >= FLOOR[room(module)]
    ]


def test_a_room_imports_only_rooms_before_it() -> None:
    assert {room(module) for module in modules()} == set(FLOOR)
    assert turned_round(modules()) == []


def test_no_files_import_each_other_in_a_circle() -> None:
    known = modules()
    # Raises CycleError, which names the circle.
    order = TopologicalSorter({module: set(imports(path, known)) for module, path in known.items()})
    assert set(order.static_order()) == set(known)


@pytest.mark.parametrize(
    "line", ["import cchc.cli.main", "def later():\n    from cchc.publish import pandoc"]
)
def test_one_import_turned_round_is_seen(tmp_path: Path, line: str) -> None:
    wrong = tmp_path / "workbook.py"
    wrong.write_text(line, encoding="utf-8")
    assert len(turned_round({**modules(), "cchc.inputs.workbook": wrong})) == 1
