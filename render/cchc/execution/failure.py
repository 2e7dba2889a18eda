"""Why a notebook failed, for the analyst who has to mend it: which cell, which line, what to do."""

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from cchc.checks.notebooks import PARAMETERS_TAG
from cchc.execution.jobs import INJECTED_TAG, NotebookJob, TooMuchOutputError

if TYPE_CHECKING:
    from papermill import PapermillExecutionError

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
CELL_LINE = re.compile(r"Cell In\s*\[\d+\], line (\d+)")
# Refusals of this package say by themselves what is wrong.
OWN_ERRORS = ("InputError", "PrintError")


def explain(job: NotebookJob, error: BaseException, index: int | None = None) -> str:
    """What went wrong (Vietnamese); `index` counts the executed notebook's cells, from 0."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    match error:
        case papermill.PapermillExecutionError():
            return raised(job, error)
        case CellTimeoutError():
            return late(job, index)
        case DeadKernelError():
            return died(job, index)
        case TooMuchOutputError():
            return flooded(job, index)
        case MemoryError():
            return _out_of_memory(job, index)
        case _:
            return f"{_place(job, index)}: không chạy được ({type(error).__name__}: {error}).\n{_open(job)}"


def raised(job: NotebookJob, error: "PapermillExecutionError") -> str:
    """A cell raised an error."""
    if error.ename.endswith("MemoryError"):
        return _out_of_memory(job, error.cell_index)
    line = _failing_line(error.source, "\n".join(error.traceback))
    reason = error.evalue if error.ename in OWN_ERRORS else f"{error.ename}: {error.evalue}"
    return f"{_place(job, error.cell_index)}:\n    {line}\n{reason}\n{_open(job)}"


def late(job: NotebookJob, index: int | None = None) -> str:
    """It ran longer than params allow."""
    return (
        f"{_place(job, index)}: chạy quá {job.limits.seconds} giây nên bị dừng. Xem ô ấy có lặp vô hạn "
        "không; nếu cần thêm thời gian, tăng “notebook_timeout_seconds” trong tệp tham số của kỳ.\n"
        + _open(job)
    )


def died(job: NotebookJob, index: int | None = None) -> str:
    """Its process ended without a word."""
    return (
        f"{_place(job, index)}: tiến trình Python bị dừng đột ngột, thường do hết bộ nhớ hoặc do "
        f"thư viện gặp lỗi.\n{_open(job)}"
    )


def flooded(job: NotebookJob, index: int | None = None) -> str:
    """It put out more than params allow."""
    return (
        f"{_place(job, index)}: in ra hơn {job.limits.output_mb} MB nên bị dừng. Xem ô ấy có in "
        "trong vòng lặp không; nếu cần, tăng “notebook_output_mb” trong tệp tham số của kỳ.\n" + _open(job)
    )


def _out_of_memory(job: NotebookJob, index: int | None) -> str:
    return (
        f"{_place(job, index)}: dùng quá {job.limits.memory_mb} MB bộ nhớ nên bị dừng. Xem ô ấy có tạo bảng "
        "quá lớn không; nếu cần, tăng “notebook_memory_mb” trong tệp tham số của kỳ.\n" + _open(job)
    )


def _open(job: NotebookJob) -> str:
    return f"Mở bằng: cchc lab {job.section}"


def _place(job: NotebookJob, index: int | None) -> str:
    return job.file if index is None else f"{job.file}, ô thứ {_cell_number(job, index)}"


def _cell_number(job: NotebookJob, index: int) -> int:
    """The cell's place in the notebook as JupyterLab shows it, from 1."""
    # Loaded by what runs notebooks: what only names jobs need not wait for it.
    import nbformat

    tags = [cell.metadata.get("tags", []) for cell in nbformat.read(job.source, as_version=4).cells]
    declared = next(n for n, tagged in enumerate(tags) if PARAMETERS_TAG in tagged)
    # Papermill puts the values it injects into a cell of its own, after the declared ones.
    added = index > declared and not any(INJECTED_TAG in tagged for tagged in tags)
    return index if added else index + 1


def _failing_line(source: str, traceback: str) -> str:
    """The line of the cell that raised, as IPython counts it, else the first one."""
    # IPython takes blank lines off the top of a cell before it counts.
    lines = list(dropwhile(lambda line: not line.strip(), source.splitlines())) or [""]
    match = CELL_LINE.search(COLOUR.sub("", traceback))
    number = int(match[1]) if match else 1
    return lines[min(number, len(lines)) - 1].strip()
