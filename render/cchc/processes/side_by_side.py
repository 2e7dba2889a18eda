"""Tasks in forked processes, a few at a time."""

from collections import deque
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeVar

from cchc.processes.child import Child
from cchc.processes.task import Outcome, Task

T = TypeVar("T")


def side_by_side(tasks: Iterable[Task[T]], workers: int, log: Path) -> Iterator[Outcome[T]]:
    """Each task's outcome as it ends, at most `workers` at once; `log` takes what they print.

    Whatever ends the iteration — an error, Ctrl-C, a caller that asks no further — ends every process.
    """
    waiting, running = deque(tasks), list[Child[T]]()
    try:
        while waiting or running:
            while waiting and len(running) < max(1, workers):
                running.append(Child(waiting.popleft(), log, running))
            _wait(running)
            for child in list(running):
                outcome = child.outcome()
                if outcome is not None:
                    running.remove(child)
                    yield outcome
    finally:
        for child in running:
            child.interrupt()
        for child in running:
            child.end_early()


def _wait(running: Iterable[Child[T]]) -> None:
    limits = [left for child in running if (left := child.seconds_left) is not None]
    wait([child.connection for child in running], timeout=min(limits, default=None))
