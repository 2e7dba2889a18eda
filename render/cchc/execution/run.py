"""Running notebooks side by side, each in a process of its own."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cchc.base.environment import changed_environment
from cchc.base.findings import stop_on
from cchc.base.search_path import SAFE_PATH, without_program
from cchc.base.tasks import End, Outcome, Parent, Task, can_fork
from cchc.execution.environment import load_libraries, notebook_environment
from cchc.execution.failure import DIED, LATE, explain, stopped
from cchc.execution.jobs import (
    KERNEL,
    NotebookJob,
    NotebookRun,
    TooMuchOutputError,
    literal,
    undeclared_parameters,
)

if TYPE_CHECKING:
    from traitlets.config import Config

MEGABYTE = 1024 * 1024
Execute = Callable[[NotebookJob], NotebookRun]


def run_here(job: NotebookJob, parent: Parent) -> NotebookRun:
    """Run the notebook in this process, which must be its own: it never goes back to what it was."""
    from cchc.execution import kernel

    sys.path[:] = without_program(sys.path, sys.argv[0])
    at: list[int] = []

    def on_cell(index: int) -> None:
        at.append(index)
        parent.report(str(index))

    return _run(
        job,
        at,
        engine_name=kernel.NAME,
        on_cell=on_cell,
        on_flood=lambda: parent.give_up(TooMuchOutputError()),
        output_limit=job.limits.output_mb * MEGABYTE,
    )


def run_in_kernel(job: NotebookJob) -> NotebookRun:
    """Run the notebook in an ordinary kernel; its limit of time then holds for each cell."""
    return _run(job, [], execution_timeout=job.limits.seconds, config=_kernel_config(job))


def _run(job: NotebookJob, at: list[int], **engine: Any) -> NotebookRun:
    import papermill

    started = time.monotonic()
    failure = ""
    try:
        papermill.execute_notebook(
            literal(job.source),
            literal(job.target),
            parameters=dict(job.parameters),
            kernel_name=KERNEL,
            progress_bar=False,
            cwd=str(job.source.parent),
            # Written once, at the end: each saving checks and writes the whole notebook.
            request_save_on_cell_execute=False,
            **engine,
        )
    except Exception as error:
        # Whatever happens to one notebook must not hide what happens to the others.
        failure = explain(job, error, at[-1] if at else None)
    return NotebookRun(job, time.monotonic() - started, failure)


def _kernel_config(job: NotebookJob) -> "Config":
    """Sockets in a folder instead of ports: parallel kernels race for ports and can hang."""
    # Slow to load, and needed for ordinary kernels alone.
    from traitlets.config import Config

    if os.name == "nt":
        return Config()
    # Without a path of its own each kernel would take the same sockets.
    sockets = Path(os.environ["JUPYTER_RUNTIME_DIR"]) / job.section
    return Config({"KernelManager": {"transport": "ipc", "ip": str(sockets)}})


T = TypeVar("T")
# The run of a notebook, and what was made of it: None where it failed.
Result = tuple[NotebookRun, T | None]
# Runs a notebook and makes of it what the caller wants, in the notebook's process.
Work = Callable[[NotebookJob, Execute], Result[T]]


def run_notebooks(jobs: Sequence[NotebookJob], workers: int, work: Work[T]) -> Iterator[Result[T]]:
    """Run all notebooks, at most `workers` at once; each is given as it ends, failed or not.

    `work(job, execute)` is called in the notebook's own process. Where processes can be forked, the cells
    run in a fork of this one, its libraries loaded; elsewhere in ordinary kernels (`work` is pickled).
    InputError names every parameter that a notebook does not declare, before any runs.
    """
    workers = max(1, min(workers, len(jobs)))
    with notebook_environment() as folder:
        if can_fork():
            load_libraries()
        stop_on(list(undeclared_parameters(jobs)))
        if can_fork():
            yield from _in_forks(jobs, workers, work, folder / "processes.log")
        else:
            yield from _in_kernels(jobs, workers, work, folder / "kernels.log")


def executed_only(job: NotebookJob, execute: Execute) -> Result[None]:
    """Work that wants the executed notebook and nothing more."""
    return execute(job), None


def _in_forks(jobs: Sequence[NotebookJob], workers: int, work: Work[T], log: Path) -> Iterator[Result[T]]:
    # Not there on systems that cannot fork.
    from cchc.base.forks import side_by_side

    of = {job.section: job for job in jobs}
    tasks = [
        Task(job.section, partial(_here, job, work), job.limits.seconds, job.limits.memory_mb) for job in jobs
    ]
    for outcome in side_by_side(tasks, workers, log):
        yield outcome.value or (_failed(of[outcome.name], outcome), None)


def _here(job: NotebookJob, work: Work[T], parent: Parent) -> Result[T]:
    return work(job, lambda asked: run_here(asked, parent))


def _failed(job: NotebookJob, outcome: Outcome[Result[T]]) -> NotebookRun:
    at = int(outcome.last_report) if outcome.last_report else None
    if outcome.error is not None:
        failure = explain(job, outcome.error, at)
    else:
        failure = stopped(job, LATE if outcome.end is End.LATE else DIED, at)
    return NotebookRun(job, outcome.seconds, failure)


def _in_kernels(jobs: Sequence[NotebookJob], workers: int, work: Work[T], log: Path) -> Iterator[Result[T]]:
    spawn = get_context("spawn")
    with (
        # Else each process would begin by looking for its first modules in the current folder.
        changed_environment({SAFE_PATH: "1"}),
        ProcessPoolExecutor(workers, spawn, initializer=_begin, initargs=(log,)) as pool,
    ):
        futures = {pool.submit(work, job, run_in_kernel): job for job in jobs}
        for future in as_completed(futures):
            try:
                result = future.result()
            except BrokenProcessPool:
                job = futures[future]
                result = NotebookRun(job, 0.0, stopped(job, DIED)), None
            yield result


def _begin(log: Path) -> None:
    """Kernels chat on stderr while they stop; an analyst should see only our messages."""
    # What notebooks start is their own affair.
    os.environ.pop(SAFE_PATH, None)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)
