"""A workspace from a stranger, made up here: nothing that it brings along is believed or run unasked."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.base.test_search_path import NAMES, plant
from tests.conftest import forget_runs, write_notebook
from tests.end_to_end.edition import PERIOD

from cchc.cli.main import lab
from cchc.editions.sealing import seal
from cchc.inputs.workspace import Workspace

TRUE, FORGED = ">2.400<", ">9.999<"
FORGERY = (TRUE.encode(), FORGED.encode())
HTML = ("--engine", "pandoc", "--formats", "html")
OPENED = 'from cchc import open_section\nmuc = open_section(PHAN, period, workspace)\nmuc.narrative("1")'
# In front of what the notebooks of the made-up workspace import.
PLANTED = (*NAMES, "nbconvert", "numpy", "papermill", "typst", "xlsxwriter")


def run(root: Path, *command: str, folder: Path | None = None) -> str:
    """What the command says, as the installed program; called in the workspace."""
    called = [sys.executable, "-m", "cchc", *command, "--workspace", str(root)]
    done = subprocess.run(
        called, cwd=folder or root, capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def page(root: Path) -> str:
    return (root / "output" / PERIOD / "bao-cao.html").read_text(encoding="utf-8")


def forge(path: Path) -> None:
    """Another figure, and the checksum that goes with it."""
    content = path.read_bytes()[64:]
    forged = content.replace(*FORGERY).replace(b"[2.400]", b"[9.999]")
    digest = hashlib.sha256(path.name.encode() + b"\n" + forged).hexdigest()
    path.write_bytes(digest.encode() + forged)


def test_a_cache_that_came_along_is_not_believed(workspace: Path) -> None:
    run(workspace, "report", PERIOD, *HTML)
    assert TRUE in page(workspace)
    ours = Workspace(workspace).cache.folder
    assert ours is not None
    assert not (workspace / ".cchc-cache").exists()
    # As the workspace's maker has it: the whole cache, its figures forged.
    shutil.copytree(ours, workspace / ".cchc-cache")
    for path in (workspace / ".cchc-cache").iterdir():
        forge(path)
    assert any(b"9.999" in path.read_bytes() for path in (workspace / ".cchc-cache").iterdir())
    forget_runs(workspace)
    shutil.rmtree(workspace / "output")
    assert "Đã chạy 2 notebook" in run(workspace, "report", PERIOD, *HTML)
    assert TRUE in page(workspace)
    assert FORGED not in page(workspace)


def test_an_edition_that_came_along_is_not_taken_for_ours(workspace: Path) -> None:
    run(workspace, "report", PERIOD, *HTML)
    (edition,) = (workspace / "output" / PERIOD / "editions").iterdir()
    forged = (edition / "bao-cao.html").read_bytes().replace(*FORGERY)
    for path in (edition / "bao-cao.html", workspace / "output" / PERIOD / "bao-cao.html"):
        path.write_bytes(forged)
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    manifest["outputs"]["bao-cao.html"] = hashlib.sha256(forged).hexdigest()
    (edition / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    seal(edition)
    said = run(workspace, "report", PERIOD, *HTML)
    assert "bản dự thảo số 0002" in said
    assert FORGED not in page(workspace)
    assert TRUE in page(workspace)
    # Ours from now on.
    assert "Không có gì khác bản dự thảo số 0002" in run(workspace, "report", PERIOD, *HTML)


def test_no_module_that_came_along_is_imported(workspace: Path) -> None:
    for folder in (workspace, workspace / "notebooks", workspace / "data"):
        plant(folder, *PLANTED)
    for command in (["--version"], ["check", PERIOD], ["check", PERIOD, "--notebooks"]):
        assert "lạ" not in run_anywhere(workspace, *command)
    run(workspace, "report", PERIOD, "--engine", "pandoc")
    assert TRUE in page(workspace)
    assert {path.suffix for path in (workspace / "output" / PERIOD).iterdir()} >= {".pdf", ".docx"}


def run_anywhere(root: Path, *command: str) -> str:
    """Called in the workspace, which it then takes by itself."""
    called = [sys.executable, "-m", "cchc", *command]
    done = subprocess.run(called, cwd=root, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_a_module_beside_the_notebooks_serves_them(workspace: Path) -> None:
    (workspace / "notebooks" / "ham_chung.py").write_text('PHAN = "ho_so"\n', encoding="utf-8")
    notebook = workspace / "notebooks" / "10_ho_so.ipynb"
    write_notebook(notebook, "from ham_chung import PHAN", OPENED)
    run(workspace, "report", PERIOD, *HTML)
    assert TRUE in page(workspace)


def test_a_lab_begins_away_from_the_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], Path, dict[str, list[str]]]] = []

    def call(command: list[str], *, cwd: str, env: dict[str, str]) -> int:
        spec = Path(env["JUPYTER_PATH"].split(os.pathsep)[0], "kernels", "python3", "kernel.json")
        started.append((command, Path(cwd), json.loads(spec.read_text(encoding="utf-8"))))
        return 0

    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.chdir(workspace)
    begin: Callable[..., object] = lab.main
    with pytest.raises(SystemExit):
        begin(["ho_so", "--workspace", str(workspace)])
    ((command, folder, spec),) = started
    assert command[1:4] == ["-P", "-m", "jupyterlab"]
    assert workspace not in (folder, *folder.parents)
    assert spec["argv"][1:4] == ["-P", "-m", "ipykernel_launcher"]
