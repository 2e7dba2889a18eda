"""Why a notebook failed, for the analyst who has to mend it: which cell, which line, what to do."""

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from cchc.base.system_errors import system_failure
from cchc.checks.notebooks import PARAMETERS_TAG
from cchc.execution.jobs import INJECTED_TAG, NotebookJob, TooMuchOutputError

if TYPE_CHECKING:
    from papermill import PapermillExecutionError

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
CELL_LINE = re.compile(r"Cell In\s*\[\d+\], line (\d+)")
# Refusals of this package say by themselves what is wrong.
OWN_ERRORS = ("InputError", "PrintError")
# What Python's usual complaints mean to who wrote the cell; its own words stand behind.
IN_WORDS = {
    "AttributeError": "không có thuộc tính hay hàm này",
    "FileNotFoundError": "không có tệp này",
    "IndexError": "lấy quá số phần tử đang có",
    "KeyError": "bảng không có cột hay dòng tên này",
    "ModuleNotFoundError": "máy chưa có thư viện này: bỏ lệnh import, hoặc cài thêm",
    "NameError": "tên này chưa được đặt ở dòng hay ô nào phía trên",
    "RecursionError": "hàm gọi lại chính nó mãi",
    "StdinNotImplementedError": "dựng báo cáo không dừng lại hỏi ai: ghi sẵn giá trị vào ô thay cho input()",
    "SystemExit": "ô tự kết thúc chương trình",
    "TypeError": "giá trị không đúng kiểu mà hàm hay phép tính cần",
    "ValueError": "giá trị không hợp với hàm hay phép tính",
    "ZeroDivisionError": "chia cho 0",
}

LATE = (
    "chạy quá {limits.seconds} giây nên bị dừng. Xem ô ấy có lặp vô hạn không; nếu cần thêm thời gian, tăng "
    "“notebook_timeout_seconds” trong tệp tham số của kỳ."
)
DIED = "tiến trình Python bị dừng đột ngột, thường do hết bộ nhớ hoặc do thư viện gặp lỗi."
FLOODED = (
    "in ra hơn {limits.output_mb} MB nên bị dừng. Xem ô ấy có in trong vòng lặp không; nếu cần, tăng "
    "“notebook_output_mb” trong tệp tham số của kỳ."
)
OUT_OF_MEMORY = (
    "dùng quá {limits.memory_mb} MB bộ nhớ nên bị dừng. Xem ô ấy có tạo bảng quá lớn không; nếu cần, tăng "
    "“notebook_memory_mb” trong tệp tham số của kỳ."
)


def explain(job: NotebookJob, error: BaseException, index: int | None = None) -> str:
    """What went wrong (Vietnamese); `index` counts the executed notebook's cells, from 0."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    if isinstance(error, papermill.PapermillExecutionError):
        return _raised(job, error)
    reasons = {
        CellTimeoutError: LATE,
        DeadKernelError: DIED,
        TooMuchOutputError: FLOODED,
        MemoryError: OUT_OF_MEMORY,
    }
    for kind, why in reasons.items():
        if isinstance(error, kind):
            return stopped(job, why, index)
    if isinstance(error, OSError):
        return f"{_place(job, index)}: {system_failure(error)}\n{_open(job)}"
    return f"{_place(job, index)}: không chạy được ({type(error).__name__}: {error}).\n{_open(job)}"


def stopped(job: NotebookJob, why: str, index: int | None = None) -> str:
    """That it did not come to its end, and `why`: one of the texts above."""
    return f"{_place(job, index)}: {why.format(limits=job.limits)}\n{_open(job)}"


def _raised(job: NotebookJob, error: "PapermillExecutionError") -> str:
    if error.ename.endswith("MemoryError"):
        return stopped(job, OUT_OF_MEMORY, error.cell_index)
    line = _failing_line(error.source, "\n".join(error.traceback))
    reason = error.evalue if error.ename in OWN_ERRORS else _in_words(error.ename, error.evalue)
    return f"{_place(job, error.cell_index)}:\n    {line}\n{reason}\n{_open(job)}"


def _in_words(name: str, said: str) -> str:
    """Python's complaint, what it means before it."""
    told = f"{name}: {said}" if said else name
    return f"{IN_WORDS[name]} ({told})" if name in IN_WORDS else told


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
