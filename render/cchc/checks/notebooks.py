"""Notebooks must exist, be readable, and hold no hand-typed figure in their Markdown."""

from collections.abc import Iterator
from pathlib import Path

from cchc.checks.digits import hand_typed
from cchc.findings import Finding, Severity
from cchc.notebook_file import NotebookFileError, read_notebook
from cchc.workbook import Workbook

REMOVED = "remove-cell"


def check_notebooks(workbook: Workbook) -> list[Finding]:
    """LỖI for each notebook of the outline that is missing or cannot be read."""
    findings = []
    for section in workbook.outline.sections:
        path = workbook.workspace.notebooks / f"{section.notebook}.ipynb"
        findings += list(_problems(path, workbook, section.code))
    return findings


def _problems(path: Path, workbook: Workbook, section: str) -> Iterator[Finding]:
    file = workbook.file(path)
    try:
        cells = read_notebook(path)
    except FileNotFoundError:
        explanation = "Đề cương gọi notebook này nhưng không có tệp."
        yield Finding(Severity.ERROR, "notebook.khong_co", explanation, file, section=section)
        return
    except NotebookFileError:
        explanation = "Tệp notebook hỏng, không đọc được. Lấy lại bản trước từ git."
        yield Finding(Severity.ERROR, "notebook.hong", explanation, file, section=section)
        return
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type == "markdown" and REMOVED not in cell.tags:
            for _, digits in hand_typed(cell.text, workbook.proper_names):
                explanation = (
                    f"Ô {number} (Markdown) có con số “{digits}” gõ tay; lời văn có số phải nằm trong data/."
                )
                yield Finding(Severity.ERROR, "notebook.so_go_tay", explanation, file, section=section)
