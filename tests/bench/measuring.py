"""Timing whole commands, and the memory of all their processes together."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLING = 0.2
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Measured:
    """Seconds of the clock of each run, and the most memory that all processes held at once (MB)."""

    seconds: tuple[float, ...]
    memory: float

    @property
    def median(self) -> float:
        """Of the seconds."""
        return statistics.median(self.seconds)


def measure(
    command: Sequence[str],
    folder: Path,
    runs: int,
    before: Callable[[], object] = lambda: None,
    *,
    memory: bool = True,
) -> Measured:
    """Run `command` in `folder` so many times, each time after `before()` (RuntimeError if one fails).

    Memory is that of one run more: looking at it costs time.
    """
    seconds = []
    for _ in range(runs):
        before()
        started = time.monotonic()
        _run(command, folder)
        seconds.append(time.monotonic() - started)
    most = 0.0
    if memory:
        before()
        with _Watch() as watch:
            _run(command, folder)
        most = watch.most
    return Measured(tuple(seconds), most)


def _run(command: Sequence[str], folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    # `cchc check` ends with 1 where the office still has something to explain.
    if done.returncode not in (0, 1):
        said = (done.stdout + done.stderr).decode(errors="replace")
        raise RuntimeError(f"{' '.join(command)}\n{said}")


class _Watch:
    """Adds up what all descendants of this process hold, pages they share counted once."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(SAMPLING):
            held = sum(map(_held, psutil.Process().children(recursive=True)))
            self.most = max(self.most, held / MEGABYTE)


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied, AttributeError):
        return 0
