"""Counts beside lists, and labels."""

from dataclasses import replace

import pytest

from cchc.checks.context import CheckContext
from cchc.checks.listings import check_listings
from cchc.inputs.documents import Document
from cchc.inputs.narrative import parse_narrative
from cchc.inputs.workbook import Workbook


@pytest.mark.parametrize(
    ("note", "fires"),
    [
        ("Gồm các sở: A; B; C.", True),
        ("Gồm các sở: A; B; C; D; E; F; G.", False),
        ("Những bài đáng chú ý: A; B.", False),
        ("Gồm các sở: A.", False),
        ("Gồm: {{ so('dao_tao.lop') }} sở; B.", False),
    ],
)
def test_a_count_beside_a_note_that_lists(workbook: Workbook, note: str, fires: bool) -> None:
    listed = Document("gc-x", "Ghi chú", "", None, "", "", "", note, "vb.csv", 9)
    figures = tuple(
        replace(f, document="gc-x") if f.indicator == "dao_tao.lop" else f for f in workbook.figures
    )
    changed = replace(workbook, documents={"gc-x": listed}, figures=figures)
    findings = check_listings(CheckContext(changed))
    assert [(f.rule, f.found, f.expected) for f in findings] == (
        [("liet_ke.khac_so", "07", "03")] if fires else []
    )


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ('Mở {{ so("dao_tao.lop") }} nội dung:\n\n- a;\n- b;\n- c.\n', True),
        ('Mở {{ so("dao_tao.lop") }} nội dung:\n\n' + "- a;\n" * 7, False),
        ('Mở {{ so("dao_tao.lop") }} lớp. Theo cấp:\n\n- a;\n- b.\n', False),
        ('Mở {{ so("dao_tao.lop") }} lớp:\n\n- {{ so("dao_tao.lop") }} a;\n- b.\n', False),
    ],
)
def test_a_count_that_announces_a_list(workbook: Workbook, text: str, fires: bool) -> None:
    prose = {"dao_tao": parse_narrative(f"## 1. Một\n\n{text}", "dao_tao.md")}
    findings = check_listings(CheckContext(workbook, prose))
    assert [(f.rule, f.place) for f in findings] == ([("liet_ke.khac_so", "dao_tao.md:3")] if fires else [])


def test_two_indicators_under_one_label(workbook: Workbook) -> None:
    twin = replace(workbook.indicators["dao_tao.hoc_vien"], name="Lớp học")
    changed = replace(workbook, indicators={**workbook.indicators, twin.code: twin})
    (finding,) = check_listings(CheckContext(changed))
    assert (finding.rule, finding.figures) == ("nhan.trung", ("dao_tao.lop", "dao_tao.hoc_vien"))
