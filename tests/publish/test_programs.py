"""Whatever stops a run stops the programs that it started."""

import os
import time
from pathlib import Path

import psutil
import pytest
from tests.forks import needs_fork

from cchc.base.tasks import Parent, Task
from cchc.publish.programs import run

# As Quarto's own program: a shell script that waits for what it started.
SCRIPT = "sleep 60 & echo $! > pid.new; mv pid.new pid; wait"


def _run(folder: Path) -> None:
    run(["/bin/sh", "-c", SCRIPT], folder, dict(os.environ), task="thử", whole_group=True)


def _started(folder: Path) -> int:
    pid = folder / "pid"
    limit = time.monotonic() + 30
    while not pid.exists() and time.monotonic() < limit:
        time.sleep(0.01)
    return int(pid.read_text(encoding="utf-8"))


def _ends(pid: int) -> bool:
    limit = time.monotonic() + 30
    while _alive(pid) and time.monotonic() < limit:
        time.sleep(0.01)
    return not _alive(pid)


def _alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
def test_stopping_the_run_stops_all_that_quarto_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        _started(tmp_path)
        raise KeyboardInterrupt

    monkeypatch.setattr("subprocess.Popen.communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        _run(tmp_path)
    assert _ends(_started(tmp_path))


@needs_fork
def test_a_forked_process_takes_along_all_that_quarto_started(tmp_path: Path) -> None:
    from cchc.base.forks import Child

    def work(_: Parent) -> None:
        _run(tmp_path)

    child = Child(Task("thử", work), tmp_path / "log")
    started = _started(tmp_path)
    assert _alive(started)
    # As where it is late, or where its own parent is killed.
    child.end()
    assert _ends(started)
