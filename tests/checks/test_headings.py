"""Headings of the narrative: levels that can be printed, addresses of their own, places in the notebook."""

from pathlib import Path

import pytest
from tests.conftest import TABLE, add, write_notebook

from cchc.base.findings import Severity
from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

FILE = "data/2020-H1/narrative/dao_tao.md"
# In the made-up workspace this section stands below a title of the second level.
PROSE = "### 1.1. Lớp học\n\nLời.\n"


def findings(root: Path, prose: str, *calls: str) -> list[tuple[str, str, int | None, str]]:
    add(root, FILE, prose)
    lines = [TABLE.replace('\nmuc.narrative("1.1")', ""), *calls]
    write_notebook(root / "notebooks/20_dao_tao.ipynb", "\n".join(lines))
    rules = {"loi_van.de_muc_sai", "khong_dung.loi_van", "notebook.thu_tu_de_muc"}
    found = check(load_workbook(Workspace(root), Period.parse("2020-H1"))).all
    return [(f.severity.value, f.found, f.row, f.explanation) for f in found if f.rule in rules]


PLACED = ('muc.narrative("1.1")', 'muc.narrative("1.2")')


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("##### 1.2. Sâu", "Đề mục “1.2” ở cấp 5; sâu nhất là cấp 4 (####)."),
        ("### 1-1. Lặp", ""),
        ("# 1.2. Cao", ""),
        ("#### 1.2. Vừa", ""),
    ],
)
def test_a_level_that_no_edition_has(workspace: Path, heading: str, words: str) -> None:
    found = findings(workspace, f"{PROSE}\n{heading}\n\nLời.\n", "for ma in muc.blocks: muc.narrative(ma)")
    assert [(row, text) for _, _, row, text in found] == ([(5, words)] if words else [])


def test_a_level_left_out_is_named_with_what_to_write(workspace: Path) -> None:
    ((severity, _, row, text),) = findings(workspace, PROSE.replace("###", "####"), PLACED[0])
    assert (severity, row) == (Severity.ERROR, 1)
    assert text == "Đề mục “1.1” nhảy cấp: đứng ngay dưới cấp 2 nên viết ###."


def test_two_headings_with_one_address(workspace: Path) -> None:
    prose = "### Đào tạo\n\nMột.\n\n### Dao tao\n\nHai.\n"
    ((_, _, row, text),) = findings(workspace, prose, "for ma in muc.blocks: muc.narrative(ma)")
    assert (row, text[:56]) == (5, "Đề mục “Dao tao” có cùng địa chỉ #dao-tao-dao-tao với “Đ")


def test_a_heading_without_a_place_is_a_note(workspace: Path) -> None:
    prose = f"Mở.\n\n{PROSE}\n### 1.2. Hai\n\nLời.\n"
    found = findings(workspace, prose, PLACED[0])
    assert [(severity, key, row) for severity, key, row, _ in found] == [
        (Severity.NOTE, "(mở đầu)", 1),
        (Severity.NOTE, "1.2", 7),
    ]
    assert 'Thêm ô muc.narrative("1.2")' in found[1][3]
    assert findings(workspace, prose, "for ma in muc.blocks: muc.narrative(ma)") == []


def test_another_order_is_a_note(workspace: Path) -> None:
    prose = f"{PROSE}\n### 1.2. Hai\n\nLời.\n"
    assert findings(workspace, prose, *PLACED) == []
    ((severity, key, row, text),) = findings(workspace, prose, *reversed(PLACED))
    assert (severity, key, row) == (Severity.NOTE, "1.1", 1)
    assert "in “1.1” sau “1.2”, tệp lời văn để trước" in text
