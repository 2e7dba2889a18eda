"""Work in forked processes: how it ends, what it leaves, and what may end it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import psutil
import pytest

from cchc.base.progress import Said
from cchc.base.tasks import End, Parent, Task, can_fork

if not can_fork():
    pytest.skip("nothing is forked on this system", allow_module_level=True)

from cchc.base.forks import Child, side_by_side


def alive(pid: int) -> bool:
    """A killed process keeps its number where nobody collects it."""
    return psutil.pid_exists(pid) and bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)


def gone(pid: int, seconds: float = 10) -> bool:
    limit = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < limit:
        time.sleep(0.02)
    return not alive(pid)


def refuse(_: Parent) -> NoReturn:
    raise ValueError("made up")


def stop_at_once(_: Parent) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def wait_for(path: Path) -> bool:
    limit = time.monotonic() + 5
    while not path.exists() and time.monotonic() < limit:
        time.sleep(0.02)
    return path.exists()


def test_what_comes_before_a_task_goes_on_beside_those_at_work(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    met: list[bool] = []

    def first(_: Parent) -> None:
        begun.touch()

    def tasks() -> Iterator[Task[None]]:
        yield Task("first", first)
        met.append(wait_for(begun))
        yield Task("second", lambda _: None)

    names = {done.name for done in side_by_side(tasks(), 2, tmp_path / "log")}
    assert (met, names) == ([True], {"first", "second"})


def test_the_next_is_at_work_while_an_outcome_is_looked_at(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    tasks = [Task("first", lambda _: None), Task("second", lambda _: begun.touch())]
    outcomes = side_by_side(tasks, 1, tmp_path / "log")
    assert next(outcomes).name == "first"
    assert wait_for(begun)
    assert [done.name for done in outcomes] == ["second"]


def test_each_way_to_end_is_told_apart(tmp_path: Path) -> None:
    tasks: list[Task[object]] = [
        Task("good", lambda _: {"a": 1}),
        Task("no way home", lambda _: lambda: 1),
        Task("refusing", refuse),
        Task("late", lambda _: time.sleep(60), seconds=0.3),
        Task("greedy", lambda _: len(bytearray(10**9)), memory_mb=500),
        Task("dead", stop_at_once),
    ]
    outcomes = {done.name: done for done in side_by_side(tasks, 3, tmp_path / "log")}
    assert outcomes["good"].result() == {"a": 1}
    assert {name: done.end for name, done in outcomes.items()} == {
        "good": End.DONE,
        "no way home": End.RAISED,
        "refusing": End.RAISED,
        "late": End.LATE,
        "greedy": End.RAISED,
        "dead": End.DIED,
    }
    assert isinstance(outcomes["refusing"].error, ValueError)
    assert isinstance(outcomes["greedy"].error, MemoryError)
    with pytest.raises(RuntimeError, match="late"):
        outcomes["late"].result()


def test_a_large_parent_leaves_a_task_its_room(tmp_path: Path) -> None:
    held = bytearray(600_000_000)

    def in_a_thread(_: Parent) -> int:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(lambda: len(bytearray(50_000_000))).result()

    tasks: list[Task[int]] = [
        Task("modest", in_a_thread, seconds=30, memory_mb=300),
        Task("greedy", lambda _: len(bytearray(400_000_000)), seconds=30, memory_mb=300),
    ]
    ends = {done.name: done.end for done in side_by_side(tasks, 1, tmp_path / "log")}
    assert ends == {"modest": End.DONE, "greedy": End.RAISED}
    assert len(held) == 600_000_000


def test_reports_arrive_in_order_from_any_thread(tmp_path: Path) -> None:
    reports: list[Said] = []

    def work(parent: Parent) -> str:
        for number in range(200):
            parent.report(str(number))
        return "end"

    child = Child(Task("reporting", work), tmp_path / "log", on_report=reports.append)
    while (outcome := child.outcome()) is None:
        time.sleep(0.01)
    assert (outcome.result(), outcome.last_report) == ("end", "199")
    assert reports == [str(number) for number in range(200)]


def test_who_asks_no_further_ends_all(tmp_path: Path) -> None:
    def work(_: Parent) -> None:
        (tmp_path / str(os.getpid())).touch()
        time.sleep(60)

    tasks: list[Task[None]] = [Task("quick", lambda _: None)] + [Task(str(n), work) for n in range(2)]
    outcomes = side_by_side(tasks, 3, tmp_path / "log")
    assert next(outcomes).name == "quick"
    while len(list(tmp_path.glob("[0-9]*"))) < 2:
        time.sleep(0.01)
    outcomes.close()  # type: ignore[attr-defined]  # it is a generator
    assert not [path.name for path in tmp_path.glob("[0-9]*") if alive(int(path.name))]


def test_who_has_something_to_tidy_gets_time_but_not_for_ever(tmp_path: Path) -> None:
    def tidy(parent: Parent) -> None:
        parent.report("ready")
        try:
            time.sleep(60)
        finally:
            time.sleep(0.2)
            (tmp_path / "tidied").touch()

    def deaf(parent: Parent) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        parent.report("ready")
        time.sleep(60)

    for work, seconds in ((tidy, 30.0), (deaf, 0.2)):
        child = Child(Task("sleeping", work, tidying=seconds), tmp_path / "log")
        while child.outcome() is None and not child.last_report:
            time.sleep(0.01)
        started = time.monotonic()
        child.interrupt()
        child.end_early()
        assert time.monotonic() - started < 10
    assert (tmp_path / "tidied").exists()


PARENT = """
import subprocess, sys, time
from pathlib import Path
from cchc.base.forks import Child
from cchc.base.progress import Said
from cchc.base.tasks import Task

def work(_):
    started = subprocess.Popen(["sleep", "600"])
    (Path(sys.argv[1]) / "pids").write_text(f"{__import__('os').getpid()} {started.pid}")
    time.sleep(600)

child = Child(Task("sleeping", work), Path(sys.argv[1]) / "log")
time.sleep(600)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells of a parent's death")
def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)]) as parent:
        pids = tmp_path / "pids"
        while not pids.exists() or not pids.read_text():
            time.sleep(0.02)
        parent.kill()
    child, grandchild = map(int, pids.read_text().split())
    assert gone(child)
    assert gone(grandchild)
