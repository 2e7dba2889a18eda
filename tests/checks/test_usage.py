"""What was entered and is printed nowhere."""

from pathlib import Path

import pytest

from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace


def unused(root: Path) -> set[tuple[str, str]]:
    findings = check(load_workbook(Workspace(root), Period.parse("2020-H1"))).findings
    return {(f.rule, f.found) for f in findings if f.rule.startswith("khong_dung.")}


def appended(root: Path, file: str, text: str) -> None:
    path = root / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


BEFORE = {("khong_dung.so_lieu", "dao_tao.kinh_phi"), ("khong_dung.so_lieu", "dao_tao.hai_long")}


def test_figures_that_no_text_and_no_notebook_prints(workspace: Path) -> None:
    assert unused(workspace) == BEFORE
    appended(workspace, "data/2020-H1/narrative/dao_tao.md", '{{ ty_le("dao_tao.hai_long") }}\n')
    assert unused(workspace) == {("khong_dung.so_lieu", "dao_tao.kinh_phi")}


def test_a_document_that_nothing_cites(workspace: Path) -> None:
    appended(
        workspace, "data/2020-H1/documents.csv", "qd-2-2020,Quyết định,2/QĐ-TN,2020-01-06,UBND tỉnh,,,\n"
    )
    assert unused(workspace) - BEFORE == {("khong_dung.van_ban", "qd-2-2020")}
    note = "\"gc-x,Ghi chú,,,,,,Xem {{ vb('qd-2-2020') }}.\"".strip('"')
    appended(workspace, "data/2020-H1/documents.csv", f"{note}\n")
    appended(workspace, "data/2020-H1/narrative/dao_tao.md", 'Thêm{{ cc("gc-x") }}.\n')
    assert unused(workspace) == BEFORE


@pytest.mark.parametrize(("heading", "key"), [("### 1.2. Thêm", "1.2"), ("### Thêm", "Thêm")])
def test_a_block_of_prose_that_no_notebook_shows(workspace: Path, heading: str, key: str) -> None:
    appended(workspace, "data/2020-H1/narrative/dao_tao.md", f"\n{heading}\n\nLời.\n")
    assert unused(workspace) - BEFORE == {("khong_dung.loi_van", key)}


def test_an_opening_that_no_notebook_shows(workspace: Path) -> None:
    path = workspace / "data/2020-H1/narrative/dao_tao.md"
    path.write_text("Mở đầu.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert unused(workspace) - BEFORE == {("khong_dung.loi_van", "(mở đầu)")}
