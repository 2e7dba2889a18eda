"""Whatever stops a run stops the programs that it started."""

import os
import time
from pathlib import Path

import psutil
import pytest

from cchc.publish.programs import run


@pytest.mark.skipif(os.name == "nt", reason="the stand-in program is a shell script")
def test_stopping_the_run_stops_all_that_quarto_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    # As Quarto's own: a shell script that waits for what it started.
    script = f"sleep 60 & echo $! > {pid}.new; mv {pid}.new {pid}; wait"

    def interrupted(*_: object, **__: object) -> None:
        limit = time.monotonic() + 30
        while not pid.exists() and time.monotonic() < limit:
            time.sleep(0.01)
        raise KeyboardInterrupt

    monkeypatch.setattr("subprocess.Popen.communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(["/bin/sh", "-c", script], tmp_path, dict(os.environ), task="thử", whole_group=True)
    started = int(pid.read_text(encoding="utf-8"))
    limit = time.monotonic() + 30
    while _alive(started) and time.monotonic() < limit:
        time.sleep(0.01)
    assert not _alive(started)


def _alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
