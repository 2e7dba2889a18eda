"""An unfinished merge is told by its row, in every kind of file."""

from pathlib import Path

import pytest

from cchc.base.findings import InputError
from cchc.base.merge_marks import first_side, unfinished_merges
from cchc.base.period import Period
from cchc.checks.run import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace

MERGE = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> nhanh\n"


def test_one_finding_for_each_place() -> None:
    text = "a\n" + MERGE.format("b", "c") + "d\n" + MERGE.format("e", "f") + ">>>>>>> x\n"
    assert [finding.row for finding in unfinished_merges(text, "thu.md")] == [2, 8, 13]
    (first, *_) = unfinished_merges(text, "thu.md")
    assert "(<<<<<<<) ở dòng 2" in first.explanation


def test_the_first_side_keeps_its_rows() -> None:
    text = "a\n" + MERGE.format("b", "c") + "d"
    assert first_side(text).split("\n") == ["a", "", "b", "", "", "", "d"]
    diff3 = "<<<<<<< A\nb\n||||||| gốc\nx\n=======\nc\n>>>>>>> B"
    assert first_side(diff3).split("\n") == ["", "b", "", "", "", "", ""]


@pytest.mark.parametrize("text", ["=======\n", "a < b\n== c\n", "Tiêu đề\n=======", "<<<<<< x", "<<<<<<<<<"])
def test_a_ruler_is_no_merge(text: str) -> None:
    assert unfinished_merges(text, "thu.md") == []


@pytest.mark.parametrize(
    "name",
    [
        "data/2020-H1/narrative/ho_so.md",
        "data/2020-H1/documents.csv",
        "data/2020-H1/figures.csv",
        "data/catalog/indicators.csv",
        "notebooks/10_ho_so.ipynb",
    ],
)
def test_check_says_it_and_not_that_the_file_is_broken(workspace: Path, name: str) -> None:
    path = workspace / name
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    last = lines[-1].rstrip("\n")
    path.write_text("".join(lines[:-1]) + MERGE.format(last, last), encoding="utf-8")
    found = check(load_workbook(Workspace(workspace), Period.parse("2020-H1"), tolerant=True)).all
    errors = [(f.rule, f.file, f.row) for f in found if f.severity.name == "ERROR"]
    assert errors == [("tep.dau_git", name, len(lines))]


@pytest.mark.parametrize("name", ["params/2020-H1.yml", "data/catalog/outline-2011-2020.yml"])
def test_yaml_says_it_too(workspace: Path, name: str) -> None:
    path = workspace / name
    text = path.read_text(encoding="utf-8")
    path.write_text(text + MERGE.format("a: 1", "a: 2"), encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    assert [(f.rule, f.place) for f in error.value.findings] == [
        ("tep.dau_git", f"{name}:{text.count(chr(10)) + 1}")
    ]
