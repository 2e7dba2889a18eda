"""Names of made-up files that only look right, or are no text at all."""

import os
import unicodedata
from pathlib import Path

import pytest
from tests.conftest import Cchc, add, edit

from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

PERIOD = Period.parse("2020-H1")
NAMING = ("tep.ten_hong", "tep.loi_van_thua")


def named(root: Path) -> list[tuple[str, str]]:
    found = check(load_workbook(Workspace(root), PERIOD)).all
    return [(finding.rule, finding.place) for finding in found if finding.rule in NAMING]


@pytest.mark.parametrize(
    ("folder", "old", "new"),
    [
        ("params", "2020-H1.yml", "2020-H1\u200b.yml"),
        ("data/2020-H1/narrative", "ho_so.md", "\ufeffho_so.md"),
        ("data/2020-H1/narrative", "dao_tao.md", "dao\u00ad_tao.md"),
        ("notebooks", "20_dao_tao.ipynb", "20_dao_tao\u200b.ipynb"),
    ],
)
def test_a_name_that_looks_the_same_is_found(workspace: Path, folder: str, old: str, new: str) -> None:
    (workspace / folder / old).rename(workspace / folder / new)
    checked = check(load_workbook(Workspace(workspace), PERIOD))
    assert checked.errors == []
    assert named(workspace) == []


def test_a_notebook_in_letters_of_parts_is_found(workspace: Path) -> None:
    edit(workspace, "data/catalog/outline-2011-2020.yml", "notebook: 20_dao_tao", "notebook: 20_đào_tạo")
    other = unicodedata.normalize("NFD", "20_đào_tạo.ipynb")
    (workspace / "notebooks/20_dao_tao.ipynb").rename(workspace / "notebooks" / other)
    assert check(load_workbook(Workspace(workspace), PERIOD)).errors == []


def test_prose_that_no_section_has_is_named(workspace: Path) -> None:
    add(workspace, "data/2020-H1/narrative/dao-tao.md", "x\n")
    assert named(workspace) == [("tep.loi_van_thua", "data/2020-H1/narrative/dao-tao.md")]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
@pytest.mark.parametrize(
    "folder", ["data/2020-H1", "data/2020-H1/narrative", "data/catalog", "notebooks", "params"]
)
def test_a_name_that_is_no_text_is_named_and_ends_nothing(workspace: Path, cchc: Cchc, folder: str) -> None:
    odd = os.path.join(os.fsencode(workspace), folder.encode(), b"b\xe1o.csv")  # noqa: PTH118  # bytes
    try:
        os.close(os.open(odd, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system takes text alone")
    assert named(workspace) == [("tep.ten_hong", f"{folder}/b\\xe1o.csv")]
    ran = cchc("check", "2020-H1", "--workspace", workspace)
    assert f"{folder}/b\\xe1o.csv" in ran.text
