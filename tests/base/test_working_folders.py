"""What runs leave behind when they are killed goes with the next one; what lives is left alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.forks import killed_at, needs_fork

from cchc.base import working_folders
from cchc.base.installation import PACKAGE
from cchc.base.working_folders import TEMPORARY, WorkingFolder, end_processes_naming, temporary_folder

pytestmark = needs_fork
WAITING = [sys.executable, "-c", "import time; time.sleep(600)"]
needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no environments are shown")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    working_folders._clear_once.cache_clear()
    return tmp_path


def test_only_what_a_dead_run_made_goes(temporary: Path) -> None:
    # As long as it is held, whatever the clock says.
    with WorkingFolder(temporary, TEMPORARY) as alive:
        os.utime(alive, (0, 0))
        assert killed_at(1, lambda: _stay(temporary))
        dead = [path for path in temporary.iterdir() if path != alive]
        assert len(dead) == 1
        others = [temporary / name for name in ("cchc-cache-0", "cchc-của-tôi", "khác-12345678")]
        for other in others:
            other.mkdir()
        with temporary_folder() as new:
            assert set(temporary.iterdir()) == {alive, new, *others}
    assert set(temporary.iterdir()) == set(others)


def _stay(parent: Path) -> None:
    (WorkingFolder(parent, TEMPORARY).path / "x").mkdir()


@needs_proc
def test_what_a_dead_run_started_ends_with_its_folder(temporary: Path) -> None:
    dead = temporary / f"{TEMPORARY}abcdefgh"
    dead.mkdir()
    environment = {**os.environ, "IPYTHONDIR": str(dead)}
    process = subprocess.Popen(WAITING, env=environment, start_new_session=True)
    other = subprocess.Popen(WAITING, env={**environment, "IPYTHONDIR": f"{dead}x"}, start_new_session=True)
    with temporary_folder():
        assert process.wait(10) < 0
        assert other.poll() is None
    other.kill()
    other.wait()


@needs_proc
def test_what_is_at_work_for_this_process_is_left_alone(tmp_path: Path) -> None:
    environment = {**os.environ, "IPYTHONDIR": str(tmp_path)}
    with subprocess.Popen(WAITING, env=environment) as own:
        end_processes_naming(tmp_path)
        assert own.poll() is None
        own.kill()


def test_a_folder_goes_whatever_its_parts_allow(tmp_path: Path) -> None:
    with WorkingFolder(tmp_path, ".x-") as folder:
        (folder / "a" / "b").mkdir(parents=True)
        (folder / "a").chmod(0o500)
    assert not folder.exists()


def test_no_other_file_makes_temporary_folders() -> None:
    # A folder that nobody holds is cleared away by the next command, and what works in it ended.
    makers = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\b(?:TemporaryDirectory|mkdtemp)\b", path.read_text(encoding="utf-8"))
    ]
    assert makers == ["working_folders.py"]
