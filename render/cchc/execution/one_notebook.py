"""One notebook run by papermill, in this process or in an ordinary kernel of its own."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cchc.execution.failure import explain
from cchc.execution.job import KERNEL, NotebookJob, NotebookRun, TooMuchOutputError
from cchc.processes.task import Parent

if TYPE_CHECKING:
    from traitlets.config import Config

MEGABYTE = 1024 * 1024
Execute = Callable[[NotebookJob], NotebookRun]


def run_here(job: NotebookJob, parent: Parent) -> NotebookRun:
    """Run the notebook in this process, which must be its own: it never goes back to what it was."""
    from cchc.execution import in_process

    sys.path[:] = in_process.without_program(sys.path, sys.argv[0])
    at: list[int] = []

    def on_cell(index: int) -> None:
        at.append(index)
        parent.tell(str(index))

    return _run(
        job,
        at,
        engine_name=in_process.NAME,
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
            str(job.source),
            str(job.target),
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
    return NotebookRun(job.section, job.source.stem, job.target, time.monotonic() - started, failure)


def _kernel_config(job: NotebookJob) -> "Config":
    """Sockets in a folder instead of ports: parallel kernels race for ports and can hang."""
    # Slow to load, and needed for ordinary kernels alone.
    from traitlets.config import Config

    if os.name == "nt":
        return Config()
    # Without a path of its own each kernel would take the same sockets.
    sockets = Path(os.environ["JUPYTER_RUNTIME_DIR"]) / job.section
    return Config({"KernelManager": {"transport": "ipc", "ip": str(sockets)}})
