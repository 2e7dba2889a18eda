"""Running notebooks side by side, each in a process of its own."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Generic, TypeVar

from cchc.execution.declared import undeclared_parameters
from cchc.execution.environment import load_libraries, notebook_environment
from cchc.execution.failure import died, explain, late
from cchc.execution.job import NotebookJob, NotebookRun
from cchc.execution.one_notebook import Execute, run_here, run_in_kernel
from cchc.findings import stop_on
from cchc.processes.task import End, Outcome, Parent, Task, can_fork

T = TypeVar("T")
# What is made of a notebook in its process: the run, and whatever the caller wants of it.
Work = Callable[[NotebookJob, Execute], tuple[NotebookRun, T]]


@dataclass(frozen=True)
class Done(Generic[T]):
    """One notebook's run, and what was made of it (None where it failed)."""

    run: NotebookRun
    value: T | None


def run_notebooks(jobs: Sequence[NotebookJob], workers: int, work: Work[T]) -> Iterator[Done[T]]:
    """Run all notebooks, at most `workers` at once; each is given as it ends, failed or not.

    `work(job, execute)` is called in the notebook's own process. Where processes can be forked, the cells
    run in a fork of this one, its libraries loaded; elsewhere in ordinary kernels (`work` is pickled).
    InputError names every parameter that a notebook does not declare, before any runs.
    """
    workers = max(1, min(workers, len(jobs)))
    with notebook_environment() as folder:
        if can_fork():
            load_libraries()
        stop_on(undeclared_parameters(jobs))
        if can_fork():
            yield from _in_forks(jobs, workers, work, folder / "processes.log")
        else:
            yield from _in_kernels(jobs, workers, work, folder / "kernels.log")


def executed_only(job: NotebookJob, execute: Execute) -> tuple[NotebookRun, None]:
    """Work that wants the executed notebook and nothing more."""
    return execute(job), None


def _in_forks(jobs: Sequence[NotebookJob], workers: int, work: Work[T], log: Path) -> Iterator[Done[T]]:
    # Not there on systems that cannot fork.
    from cchc.processes.side_by_side import side_by_side

    of = {job.section: job for job in jobs}
    tasks = [
        Task(job.section, partial(_here, job, work), job.limits.seconds, job.limits.memory_mb) for job in jobs
    ]
    for outcome in side_by_side(tasks, workers, log):
        yield _done(of[outcome.name], outcome)


def _here(job: NotebookJob, work: Work[T], parent: Parent) -> tuple[NotebookRun, T]:
    return work(job, lambda asked: run_here(asked, parent))


def _done(job: NotebookJob, outcome: Outcome[tuple[NotebookRun, T]]) -> Done[T]:
    if outcome.value is not None:
        run, value = outcome.value
        return Done(run, None if run.failure else value)
    at = int(outcome.told) if outcome.told else None
    if outcome.error is not None:
        failure = explain(job, outcome.error, at)
    else:
        failure = late(job, at) if outcome.end is End.LATE else died(job, at)
    return Done(NotebookRun(job.section, job.source.stem, job.target, outcome.seconds, failure), None)


def _in_kernels(jobs: Sequence[NotebookJob], workers: int, work: Work[T], log: Path) -> Iterator[Done[T]]:
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_log_stderr, initargs=(log,)) as pool:
        futures = {pool.submit(work, job, run_in_kernel): job for job in jobs}
        for future in as_completed(futures):
            job = futures[future]
            try:
                run, value = future.result()
            except BrokenProcessPool:
                yield Done(NotebookRun(job.section, job.source.stem, job.target, 0.0, died(job)), None)
                continue
            yield Done(run, None if run.failure else value)


def _log_stderr(log: Path) -> None:
    """Kernels chat on stderr while they stop; an analyst should see only our messages."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
