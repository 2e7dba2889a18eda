"""A link inside the report leads somewhere, as far as that can be known before the notebooks run."""

from pathlib import Path

import pytest
from tests.conftest import TABLE, add, write_notebook

from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace


def nowhere(root: Path, link: str) -> list[tuple[int | None, str]]:
    add(root, "data/2020-H1/narrative/dao_tao.md", f"### 1.1. Lớp học\n\nMột.\nXem {link}.\n")
    found = check(load_workbook(Workspace(root), Period.parse("2020-H1"))).blocking
    return [(f.row, f.explanation) for f in found if f.rule == "loi_van.dan_sai"]


@pytest.mark.parametrize(
    "link",
    [
        "[](#hinh-ho-so-nhan){.ref}",
        "[bảng](#bang-dao-tao-lop)",
        "[mục](#dao-tao-1-1)",
        "[phần](#phan-ii)",
        "[điều](#dieu-x-y)",
        "[web](https://a.vn/#x)",
    ],
)
def test_what_is_there_may_be_linked(workspace: Path, link: str) -> None:
    assert nowhere(workspace, link) == []


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (
            "[](#hinh-ho-so-nhận){.ref}",
            "Không có hình, bảng nào tên “#hinh-ho-so-nhận”. Gần giống: #hinh-ho-so-nhan.",
        ),
        ("[](#dao-tao-1-1){.ref}", "Không có hình, bảng nào tên “#dao-tao-1-1”."),
        ("[mục](#dao-tao-9-1)", "Không có chỗ nào tên “#dao-tao-9-1”. Gần giống: #dao-tao-1-1"),
    ],
)
def test_what_is_not_is_named_by_row(workspace: Path, link: str, words: str) -> None:
    ((row, explanation),) = nowhere(workspace, link)
    assert row == 4
    assert explanation.startswith(words)


def test_what_only_a_run_names_is_left_to_it(workspace: Path) -> None:
    write_notebook(workspace / "notebooks/20_dao_tao.ipynb", TABLE.replace('id="lop"', 'id=f"lop-{period}"'))
    assert nowhere(workspace, "[](#bang-dao-tao-lop-x){.ref}") == []
    assert len(nowhere(workspace, "[](#hinh-dao-tao-lop-x){.ref}")) == 1
