"""Timing whole commands, and what a command that stays does; the memory of all processes together."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil

SAMPLING = 0.2
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Case:
    """What is measured, each time after `before()`."""

    run: Callable[[], object]
    before: Callable[[], object] = lambda: None


def command(words: Sequence[str], folder: Path, before: Callable[[], object] = lambda: None) -> Case:
    """A whole command, in this folder (RuntimeError if it fails)."""
    return Case(partial(_run, words, folder), before)


def medians(cases: Mapping[str, Case], runs: int) -> dict[str, float]:
    """Seconds of the clock, the median of so many runs.

    All cases run in turn: a machine whose speed changes is then fair to all.
    """
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs):
        for name, case in cases.items():
            case.before()
            started = time.monotonic()
            case.run()
            seconds[name].append(time.monotonic() - started)
    return {name: statistics.median(found) for name, found in seconds.items()}


def memory(case: Case) -> float:
    """The most that all processes below this one held at once, in MB; looking at it costs time."""
    case.before()
    with _Watch() as watch:
        case.run()
    return watch.most


@contextmanager
def staying(words: Sequence[str], folder: Path) -> Iterator[Callable[[str], None]]:
    """A command that stays; what is given waits until it says these words (RuntimeError if it never does)."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        words, cwd=folder, env=_environment(), stdout=pipe, stderr=subprocess.STDOUT, encoding="utf-8"
    )

    def until(wanted: str) -> None:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            if wanted in line:
                return
            said += line
        raise RuntimeError(f"{' '.join(words)}\n{said}")

    with process:
        try:
            yield until
        finally:
            process.terminate()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(words: Sequence[str], folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, env=_environment(), capture_output=True, check=False)
    # `cchc check` ends with 1 where the office still has something to explain.
    if done.returncode not in (0, 1):
        said = (done.stdout + done.stderr).decode(errors="replace")
        raise RuntimeError(f"{' '.join(words)}\n{said}")


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
