"""Notebooks must exist, be readable, and hold no hand-typed figure in their Markdown."""

from collections.abc import Iterator
from pathlib import Path

from cchc.base.findings import Finding, Severity
from cchc.base.yaml_files import row_of_key
from cchc.checks.typed_prose import hand_typed
from cchc.inputs.notebook_file import NotebookFileError, read_notebook
from cchc.inputs.params import KeyFigure
from cchc.inputs.workbook import Workbook

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


def check_key_figures(workbook: Workbook) -> list[Finding]:
    """LỖI for each code that the catalogue does not have, unequal target, and hand-typed figure."""
    path = workbook.workspace.params(workbook.period)
    return [
        Finding(
            Severity.ERROR,
            "tham_so.so_lieu_chinh",
            text,
            workbook.file(path),
            row_of_key(path.read_text(encoding="utf-8-sig"), "key_figures", n),
        )
        for n, key in enumerate(workbook.params.key_figures)
        for text in _key_figure_problems(workbook, key)
    ]


def _key_figure_problems(workbook: Workbook, key: KeyFigure) -> Iterator[str]:
    for code in filter(None, (key.indicator, key.target)):
        if code not in workbook.indicators:
            yield (
                f"Mục “key_figures”: chỉ tiêu “{code}” không có trong data/catalog/indicators.csv. "
                "Kiểm tra chính tả."
            )
    indicator, target = (workbook.indicators.get(code or "") for code in (key.indicator, key.target))
    if indicator and target and indicator.unit != target.unit:
        yield (
            f"Mục “key_figures”: mục tiêu “{target.code}” tính bằng “{target.unit}”, "
            f"“{key.indicator}” tính bằng “{indicator.unit}”: không so sánh được."
        )
    for _, digits in hand_typed(key.label or "", workbook.proper_names):
        yield f"Mục “key_figures”: tên gọi “{key.label}” có con số “{digits}” gõ tay. Bỏ số khỏi tên gọi."
