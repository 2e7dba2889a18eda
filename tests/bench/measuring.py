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
    command: Sequence[str], folder: Path, runs: int, before: Callable[[], object] = lambda: None
) -> Measured:
    """Run `command` in `folder` so many times, each time after `before()` (RuntimeError if one fails)."""
    seconds, most = [], 0.0
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(runs):
        before()
        started = time.monotonic()
        with subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            watch = _Watch(process.pid)
            out, _ = process.communicate()
        seconds.append(time.monotonic() - started)
        most = max(most, watch.end())
        # `cchc check` ends with 1 where the office still has something to explain.
        if process.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)}\n{out.decode(errors='replace')}")
    return Measured(tuple(seconds), most)


class _Watch:
    """Adds up what a process and all its descendants hold, pages they share counted once."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> float:
        """The most, in MB."""
        self._over.set()
        self._thread.join()
        return self._most / MEGABYTE

    def _watch(self) -> None:
        while not self._over.wait(SAMPLING):
            self._most = max(self._most, sum(map(_held, self._tree())))

    def _tree(self) -> list[psutil.Process]:
        try:
            return [self._process, *self._process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except (psutil.NoSuchProcess, psutil.AccessDenied, AttributeError):
        return 0
