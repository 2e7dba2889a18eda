"""Tasks in forked processes, a few at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import TypeVar

from cchc.processes.child import Child
from cchc.processes.task import Outcome, Task

T = TypeVar("T")


def side_by_side(tasks: Iterable[Task[T]], workers: int, log: Path) -> Iterator[Outcome[T]]:
    """Each task's outcome as it ends, at most `workers` at once; `log` takes what they print.

    A task is asked for when there is room for it: what `tasks` does before it gives one goes on beside those
    at work.
    Whatever ends the iteration — an error, Ctrl-C, a caller that asks no further — ends every process.
    """
    waiting, running = iter(tasks), list[Child[T]]()
    try:
        while True:
            # Whoever is told of an outcome may take its time: the next are at work by then.
            ended = [(child, outcome) for child in running if (outcome := child.outcome()) is not None]
            for child, _ in ended:
                running.remove(child)
            for task in islice(waiting, max(1, workers) - len(running)):
                running.append(Child(task, log, running))
            yield from (outcome for _, outcome in ended)
            if not running:
                return
            _wait(running)
    finally:
        for child in running:
            child.interrupt()
        for child in running:
            child.end_early()


def _wait(running: Iterable[Child[T]]) -> None:
    limits = [left for child in running if (left := child.seconds_left) is not None]
    wait([child.connection for child in running], timeout=min(limits, default=None))
