"""The prose of a period, loaded once for all who read it."""

from pathlib import Path

from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import load_prose, template_texts


def test_what_can_be_read_and_what_is_wrong_with_the_rest(workspace: Path, workbook: Workbook) -> None:
    (workspace / "data/2020-H1/narrative/ho_so.md").write_text("# 1. A\n\n# 1. B\n", encoding="utf-8")
    prose, problems = load_prose(workbook)
    assert list(prose) == ["dao_tao"]
    assert [finding.rule for finding in problems["ho_so"]] == ["loi_van.trung_de_muc"]


def test_a_file_may_be_lacking_unless_it_is_required(workspace: Path, workbook: Workbook) -> None:
    (workspace / "data/2020-H1/narrative/ho_so.md").unlink()
    assert load_prose(workbook)[1] == {}
    assert list(load_prose(workbook, required=True)[1]) == ["ho_so"]


def test_texts_come_with_the_row_on_which_they_begin(workbook: Workbook) -> None:
    texts = [text for text in template_texts(workbook, load_prose(workbook)[0]) if text.text]
    assert [(text.part, text.row, text.section or text.document) for text in texts] == [
        ("body", 1, "ho_so"),
        ("heading", 3, "ho_so"),
        ("body", 4, "ho_so"),
        ("heading", 1, "dao_tao"),
        ("body", 2, "dao_tao"),
        ("note", 3, "gc-lop"),
    ]
    assert [text.row_of(9) for text in texts[-2:]] == [9, 3]
