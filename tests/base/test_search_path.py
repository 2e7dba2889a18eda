"""Modules are not looked for where Python is called."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc.base.search_path import python, python_environment, without_program

# What the program, its libraries and Python's own tools import by these names; each made up here.
NAMES = (
    "altair",
    "click",
    "json",
    "pandas",
    "pydantic",
    "re",
    "sitecustomize",
    "typing",
    "vl_convert",
    "yaml",
)


def plant(folder: Path, *names: str) -> Path:
    """Modules that tell when they are imported."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.py").write_text(f"raise SystemExit('nạp {name} lạ')\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("given", ["", os.pathsep, ".", f".{os.pathsep}"])
@pytest.mark.parametrize("script", ["", "render/cchc/__main__.py"])
def test_what_python_put_first_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, script: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", given)
    there = str(tmp_path / "render" / "cchc") if script else str(tmp_path)
    assert without_program(["", there, str(tmp_path), "/lib", "/site-packages"], script)[-2:] == [
        "/lib",
        "/site-packages",
    ]
    assert str(tmp_path) not in without_program([str(tmp_path), "/lib"], script)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert without_program([str(tmp_path), "/lib"], "") == [str(tmp_path), "/lib"]


@pytest.mark.parametrize("given", [None, os.pathsep, "."])
def test_the_programs_that_are_started_find_what_this_one_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    plant(tmp_path, *NAMES)
    before = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", before if given is None else f"{before}{os.pathsep}{given}")
    asked = "import cchc, json, pandas, vl_convert; print(cchc.__file__)"
    said = subprocess.check_output(python("-c", asked), cwd=tmp_path, env=python_environment(), text=True)
    assert Path(said.strip()) == Path(sys.modules["cchc"].__file__ or "")
