"""A character that no face has is found wherever printed text comes from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Cchc, edit, write_notebook

from cchc.base.period import Period
from cchc.checks.characters import check_characters
from cchc.checks.context import CheckContext
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.prose.narratives import load_prose

PROSE = "data/2020-H1/narrative/ho_so.md"
DOCUMENTS = "data/2020-H1/documents.csv"

Found = Callable[[], list[tuple[str, str]]]


@pytest.fixture
def found(workspace: Path) -> Found:
    """The place of each finding, and the character as it is named."""

    def run() -> list[tuple[str, str]]:
        workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
        prose, _ = load_prose(workbook)
        return [(f.place, f.found) for f in check_characters(CheckContext(workbook, prose))]

    return run


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "code"),
    [
        (PROSE, " qua mạng", " chép \uf0b7 từ Word", 5, "U+F0B7"),
        (PROSE, " qua mạng", " qua\x0bmạng", 5, "U+000B"),
        (PROSE, " qua mạng", " qua &#9744; mạng", 5, "U+2610"),
        (PROSE, "1. Tiếp nhận", "1. Tiếp nhận 北", 3, "U+5317"),
        (DOCUMENTS, "về việc thử", "về việc \x02 thử", 2, "U+0002"),
        (DOCUMENTS, "Số liệu giả định: ", "Số liệu 👍 ", 3, "U+1F44D"),
        ("data/catalog/indicators.csv", "Lớp học,lớp", "Lớp học,lớp\uf0b7", 5, "U+F0B7"),
        ("data/catalog/agencies.csv", "Quận B", "Quận \x02B", 3, "U+0002"),
        ("data/catalog/outline-2011-2020.yml", "title: ĐÀO TẠO", "title: ĐÀO ☐ TẠO", 12, "U+2610"),
        ("params/2020-H1.yml", "Bộ Thử", "Bộ Thử 👍", 16, "U+1F44D"),
    ],
)
def test_file_and_row_are_named(
    workspace: Path, found: Found, file: str, old: str, new: str, row: int, code: str
) -> None:
    edit(workspace, file, old, new)
    assert found() == [(f"{file}:{row}", code)]


def test_what_an_office_acknowledged_is_printed_too(workspace: Path, found: Found) -> None:
    (workspace / "data/2020-H1/acknowledged.csv").write_text("rule\n☐\n", encoding="utf-8")
    assert found() == [("data/2020-H1/acknowledged.csv:2", "U+2610")]


def test_a_cell_of_a_notebook_is_named_with_its_line(workspace: Path) -> None:
    write_notebook(workspace / "notebooks/10_ho_so.ipynb", "# 👍 chỉ là ghi chú\nten = 'Hình ☐'  # 北")
    workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    (finding,) = check_characters(CheckContext(workbook))
    assert (finding.file, finding.section) == ("notebooks/10_ho_so.ipynb", "ho_so")
    assert finding.explanation.startswith("Ô 3, dòng 2: Ký tự “☐” (U+2610, ô đánh dấu)")


def test_a_cell_that_is_no_python_is_read_as_it_stands(workspace: Path) -> None:
    write_notebook(workspace / "notebooks/10_ho_so.ipynb", "%matplotlib 'a ☐\n  x")
    workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    assert [finding.found for finding in check_characters(CheckContext(workbook))] == ["U+2610"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PROSE, " qua mạng", "{# 👍\n☐ #} qua mạng"),
        ("params/2020-H1.yml", "Bộ Thử", "Bộ Thử  # 👍"),
        ("data/catalog/proper_names.csv", "giả định", "giả định 👍"),
        (PROSE, "\n\nNhận", "\n\n\uf0b7\tviệc\n\nNhận"),
    ],
)
def test_what_is_never_printed_may_hold_it(
    workspace: Path, found: Found, file: str, old: str, new: str
) -> None:
    edit(workspace, file, old, new)
    assert found() == []


def test_nothing_is_run_before_it_is_put_right(workspace: Path, cchc: Cchc) -> None:
    edit(workspace, PROSE, " qua mạng", " chép \uf0b7 từ Word")
    for command in ("check", "report"):
        code, said = cchc(command, "2020-H1", "--workspace", workspace)
        assert code == 1
        assert f"{PROSE}:5" in said
        assert "U+F0B7 (dấu đầu dòng chép từ Word)" in said
    assert not (workspace / "output").exists()
