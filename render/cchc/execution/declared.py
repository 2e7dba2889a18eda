"""Whether a notebook declares the parameters it will be given: papermill only warns."""

from collections.abc import Iterable, Iterator

from cchc.execution.job import PARAMETERS_TAG, NotebookJob
from cchc.findings import Finding, Severity


def undeclared_parameters(jobs: Iterable[NotebookJob]) -> list[Finding]:
    """LỖI for each parameter that a notebook does not declare."""
    return [finding for job in jobs for finding in _undeclared(job)]


def _undeclared(job: NotebookJob) -> Iterator[Finding]:
    import papermill

    try:
        declared = papermill.inspect_notebook(str(job.source))
    except ValueError:
        explanation = "Notebook không ghi nhân (kernel) nào; mở trong JupyterLab, chọn Python 3 rồi lưu lại."
        yield Finding(Severity.ERROR, "notebook.thieu_nhan", explanation, job.file, section=job.section)
        return
    for name in job.parameters:
        if name not in declared:
            explanation = f"Ô gắn thẻ “{PARAMETERS_TAG}” phải khai báo biến “{name}”."
            yield Finding(
                Severity.ERROR, "notebook.thieu_tham_so", explanation, job.file, section=job.section
            )
