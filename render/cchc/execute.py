"""Running notebooks with papermill, side by side, each in a process of its own."""

import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from traitlets.config import Config

from cchc.findings import Finding, InputError, ReportError, Severity

if TYPE_CHECKING:
    from papermill import PapermillExecutionError

KERNEL = "python3"
PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
CELL_LINE = re.compile(r"Cell In\s*\[\d+\], line (\d+)")


@dataclass(frozen=True)
class NotebookJob:
    """One notebook to run: paths, parameters, and how long it may take."""

    section: str
    source: Path
    target: Path
    parameters: Mapping[str, str]
    timeout_seconds: int


@dataclass(frozen=True)
class NotebookRun:
    """An executed notebook, or why it failed (Vietnamese)."""

    section: str
    name: str
    target: Path
    seconds: float
    failure: str = ""


class NotebookError(ReportError):
    """At least one notebook failed; the text names notebook and cell of each."""


def run_notebooks(
    jobs: Sequence[NotebookJob], workers: int, progress: Callable[[NotebookRun], None]
) -> list[NotebookRun]:
    """Run all notebooks, at most `workers` at once; results come in the order of `jobs`.

    NotebookError names every notebook that failed, after all have run.
    """
    undeclared = [finding for job in jobs for finding in undeclared_parameters(job)]
    if undeclared:
        raise InputError(undeclared)
    done: dict[str, NotebookRun] = {}
    workers = max(1, min(workers, len(jobs)))
    with (
        _kernel_environment() as folder,
        ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_log_stderr, initargs=(folder / "kernels.log",)
        ) as pool,
    ):
        for future in as_completed([pool.submit(run_notebook, job) for job in jobs]):
            run = future.result()
            done[run.section] = run
            progress(run)
    runs = [done[job.section] for job in jobs]
    if failures := [run.failure for run in runs if run.failure]:
        raise NotebookError("\n\n".join(failures))
    return runs


def undeclared_parameters(job: NotebookJob) -> list[Finding]:
    """LỖI for each parameter that the notebook does not declare: papermill only warns."""
    import papermill

    try:
        declared = papermill.inspect_notebook(str(job.source))
    except ValueError:
        explanation = "Notebook không ghi nhân (kernel) nào; mở trong JupyterLab, chọn Python 3 rồi lưu lại."
        file = f"notebooks/{job.source.name}"
        return [Finding(Severity.ERROR, "notebook.thieu_nhan", explanation, file, section=job.section)]
    return [
        Finding(
            Severity.ERROR,
            "notebook.thieu_tham_so",
            f"Ô gắn thẻ “{PARAMETERS_TAG}” phải khai báo biến “{name}”.",
            f"notebooks/{job.source.name}",
            section=job.section,
        )
        for name in job.parameters
        if name not in declared
    ]


def run_notebook(job: NotebookJob) -> NotebookRun:
    """Run one notebook with papermill in an ordinary kernel."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    started = time.monotonic()
    failure = ""
    try:
        papermill.execute_notebook(
            str(job.source),
            str(job.target),
            parameters=dict(job.parameters),
            kernel_name=KERNEL,
            progress_bar=False,
            execution_timeout=job.timeout_seconds,
            cwd=str(job.source.parent),
            config=_kernel_config(job),
        )
    except papermill.PapermillExecutionError as error:
        failure = _cell_failure(job, error)
    except CellTimeoutError:
        failure = f"notebooks/{job.source.name}: chạy quá {job.timeout_seconds} giây nên bị dừng."
    except DeadKernelError:
        failure = f"notebooks/{job.source.name}: tiến trình Python bị dừng đột ngột, thường do hết bộ nhớ."
    except Exception as error:
        # Whatever else happens to one notebook must not hide what happens to the others.
        failure = f"notebooks/{job.source.name}: không chạy được ({type(error).__name__}: {error})."
    return NotebookRun(job.section, job.source.stem, job.target, time.monotonic() - started, failure)


def _cell_failure(job: NotebookJob, error: "PapermillExecutionError") -> str:
    line = _failing_line(error.source, "\n".join(error.traceback))
    reason = error.evalue if error.ename in ("InputError", "PrintError") else f"{error.ename}: {error.evalue}"
    return (
        f"notebooks/{job.source.name}, ô thứ {_cell_number(job, error.cell_index)}:\n"
        f"    {line}\n"
        f"{reason}\n"
        f"Mở bằng: cchc lab {job.section}"
    )


def _cell_number(job: NotebookJob, index: int) -> int:
    """The cell's place in the notebook as JupyterLab shows it, from 1."""
    tags = [cell.metadata.get("tags", []) for cell in nbformat.read(job.source, as_version=4).cells]
    declared = next(n for n, tagged in enumerate(tags) if PARAMETERS_TAG in tagged)
    # Papermill puts the values it injects into a cell of its own, after the declared ones.
    added = index > declared and not any(INJECTED_TAG in tagged for tagged in tags)
    return index if added else index + 1


def _kernel_config(job: NotebookJob) -> Config:
    """Sockets in a folder instead of ports: parallel kernels race for ports and can hang."""
    if os.name == "nt":
        return Config()
    # Without a path of its own each kernel would take the same sockets.
    sockets = Path(os.environ["JUPYTER_RUNTIME_DIR"]) / job.section
    return Config({"KernelManager": {"transport": "ipc", "ip": str(sockets)}})


def _failing_line(source: str, traceback: str) -> str:
    """The line of the cell that raised, as IPython counts it, else the first one."""
    lines = source.splitlines() or [""]
    match = CELL_LINE.search(COLOUR.sub("", traceback))
    number = int(match[1]) if match else 1
    return lines[min(number, len(lines)) - 1].strip()


def _log_stderr(log: Path) -> None:
    """Kernels chat on stderr while they stop; an analyst should see only our messages."""
    with log.open("ab") as file:
        os.dup2(file.fileno(), 2)


@contextmanager
def _kernel_environment() -> Iterator[Path]:
    """A short private folder for kernels' sockets and IPython's profile.

    A user's own IPython start-up files must not change a report.
    """
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        changed = {"JUPYTER_RUNTIME_DIR": folder, "IPYTHONDIR": folder, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        before = {name: os.environ.get(name) for name in changed}
        os.environ.update(changed)
        try:
            yield Path(folder)
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
