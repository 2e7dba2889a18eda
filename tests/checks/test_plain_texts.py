"""Texts that are no templates hold none, and a notebook's Markdown nothing that would run."""

from pathlib import Path

import nbformat
import pytest
from nbformat import v4
from tests.conftest import edit

from cchc.base.findings import Finding
from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace


def found(root: Path, rule: str) -> list[Finding]:
    return [
        f for f in check(load_workbook(Workspace(root), Period.parse("2020-H1"))).errors if f.rule == rule
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "row"),
    [
        ("params/2020-H1.yml", "place: Thử Nghiệm", 'place: "{{< env HOME >}}"', 11),
        ("params/2020-H1.yml", "- Bộ Thử", '- "Bộ {{ dia_phuong }}"', 16),
        ("data/2020-H1/documents.csv", "về việc thử", "về việc {{ nam }}", 2),
        ("data/catalog/outline-2011-2020.yml", "Lớp học", "Lớp {{ nam }}", 14),
    ],
)
def test_a_template_where_none_runs(workspace: Path, file: str, old: str, new: str, row: int) -> None:
    if file.endswith("2011-2020.yml"):
        old, new = f"title: {old}", f'title: "{new}"'
    edit(workspace, file, old, new)
    (finding,) = found(workspace, "du_lieu.khong_phai_mau")
    assert finding.place == f"{file}:{row}"


def test_a_comment_of_params_may_hold_one(workspace: Path) -> None:
    edit(workspace, "params/2020-H1.yml", "# Made up for tests.", "# Như {{ nam }}.")
    edit(workspace, "params/2020-H1.yml", "symbol: BC-UBND", "symbol: BC-UBND # không phải {{ nam }}")
    assert found(workspace, "du_lieu.khong_phai_mau") == []


def test_a_markdown_cell_holds_nothing_that_runs(workspace: Path) -> None:
    path = workspace / "notebooks/20_dao_tao.ipynb"
    notebook = nbformat.read(path, as_version=4)
    text = "Lời.\n\n```{python}\nx\n```\n\n{{< include ../x.md >}} <b>"
    notebook.cells += [
        v4.new_markdown_cell(text),
        v4.new_markdown_cell(text, metadata={"tags": ["remove-cell"]}),
    ]
    nbformat.write(notebook, path)
    words = [finding.explanation for finding in found(workspace, "notebook.ky_hieu_la")]
    assert [text.partition("”")[0] for text in words] == [
        "Ô thứ 4, dòng 3: Mã chạy được “```{python}",
        "Ô thứ 4, dòng 7: Thẻ HTML “<b>",
        "Ô thứ 4, dòng 7: Lệnh Quarto “{{< include ../x.md >}}",
    ]
