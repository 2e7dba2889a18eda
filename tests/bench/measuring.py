"""Timing whole commands, and the memory of all their processes together."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
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


@dataclass(frozen=True)
class Case:
    """A command to run in `folder`, each time after `before()`."""

    command: Sequence[str]
    folder: Path
    before: Callable[[], object] = lambda: None


def measure(cases: Mapping[str, Case], runs: int, weighed: Collection[str]) -> dict[str, Measured]:
    """Run all cases in turn, so many times: a machine whose speed changes is then fair to all.

    RuntimeError if a command fails. The memory of those `weighed` is that of one run more: looking at it
    costs time.
    """
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs):
        for name, case in cases.items():
            case.before()
            started = time.monotonic()
            _run(case.command, case.folder)
            seconds[name].append(time.monotonic() - started)
    memory = {name: _memory(case) for name, case in cases.items() if name in weighed}
    return {name: Measured(tuple(found), memory.get(name, 0.0)) for name, found in seconds.items()}


def _memory(case: Case) -> float:
    case.before()
    with _Watch() as watch:
        _run(case.command, case.folder)
    return watch.most


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
