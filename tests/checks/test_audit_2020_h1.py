"""What a careful auditor finds in the report of 2020-H1, and nothing else."""

import pytest
from tests.checks.conftest import ROOT

from cchc.checks import Checked, check
from cchc.checks.house_style.lint import check_house_style
from cchc.checks.registry import all_rules
from cchc.checks.run import acknowledgeable, relations_of
from cchc.execution.assemble import assemble
from cchc.inputs.workbook import Workbook

FOUND = {
    ("CẢNH BÁO", "tthc.hieu_luc.cap_trung", "1.792 / không dưới 1.794"),
    ("CẢNH BÁO", "so_hoc.cat_bot", "10,91% / 10,92%"),
    ("CẢNH BÁO", "quy_mo.so_nganh", "29 / 24"),
    ("CẢNH BÁO", "quy_mo.don_vi", "47 / 48"),
    (
        "CẢNH BÁO",
        "van_ban.so_lon_ngay_som",
        "1380/QĐ-UBND ngày 24/4/2020; 1434/QĐ-UBND ngày 21/4/2020",
    ),
    ("CẢNH BÁO", "ky_so_lieu.ngan_hon", "01/2020 – 5/2020 / 15/12/2019 – 14/6/2020"),
    ("CẢNH BÁO", "ky_so_lieu.ngan_hon", "20/11/2019 – 20/02/2020 / 15/12/2019 – 14/6/2020"),
    ("CẢNH BÁO", "ky_so_lieu.ngan_hon", "16/12/2019 – 15/3/2020 / 15/12/2019 – 14/6/2020"),
    ("CẢNH BÁO", "ky_so_lieu.ngan_hon", "01/4/2020 – 23/4/2020 / 15/12/2019 – 14/6/2020"),
    ("GHI CHÚ", "ty_le.so_le", "0,8%"),
    ("GHI CHÚ", "ky_so_lieu.lech", "20/11/2019 – 20/5/2020 / 15/12/2019 – 14/6/2020"),
    ("GHI CHÚ", "ky_so_lieu.lech", "01/12/2019 – 31/5/2020 / 15/12/2019 – 14/6/2020"),
    (
        "GHI CHÚ",
        "ky_so_lieu.nhieu_ky",
        "20/11/2019 – 20/5/2020 (02 số liệu); 20/11/2019 – 20/02/2020 (03 số liệu)",
    ),
    (
        "GHI CHÚ",
        "ky_so_lieu.nhieu_ky",
        "01/12/2019 – 31/5/2020 (04 số liệu); 16/12/2019 – 15/3/2020 (22 số liệu); "
        "01/4/2020 – 23/4/2020 (03 số liệu)",
    ),
}


@pytest.fixture(scope="module")
def checked(report: Workbook) -> Checked:
    return check(report)


def test_the_findings_are_those_of_an_auditor(checked: Checked) -> None:
    assert {(f.severity.value, f.rule, f.evidence) for f in checked.all} == FOUND
    assert checked.blocking == ()
    assert checked.acknowledged == ()


def test_the_levels_that_do_not_add_up_are_shown_with_their_numbers(checked: Checked) -> None:
    (finding,) = [f for f in checked.findings if f.rule == "tthc.hieu_luc.cap_trung"]
    assert "1.475 + 203 + 116 = 1.794, văn bản ghi 1.792" in finding.explanation
    assert "lệch 02" in finding.explanation
    assert finding.figures[-1] == "tthc.hieu_luc.tong"


def test_each_finding_says_where_and_can_be_acknowledged(checked: Checked, report: Workbook) -> None:
    relations, problems = relations_of(report)
    assert problems == []
    known = acknowledgeable(relations)
    for finding in checked.all:
        assert finding.file
        assert finding.row
        assert finding.evidence
        assert finding.rule in known
    subjects = [(f.rule, f.subjects, f.evidence) for f in checked.all]
    assert len(set(subjects)) == len(subjects)


def test_every_rule_is_evaluated_on_the_reference_report(report: Workbook) -> None:
    """Over forty relations; each finds all its figures, so that none sleeps by mistake."""
    relations = [rule for rule in relations_of(report)[0] if rule.kind != "change"]
    stated = {figure.indicator for figure in report.figures}
    asleep = [
        rule.id
        for rule in relations
        for code in rule.comparison.codes
        if code not in stated and not code.startswith("danh_muc.")
    ]
    assert asleep == []
    assert len(relations) > 40


def test_each_rule_has_an_id_of_its_own(report: Workbook) -> None:
    ids = [relation.id for relation in relations_of(report)[0]]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {rule.code for _, rule in all_rules()}


def test_the_text_of_the_reference_report_keeps_its_house_style(report: Workbook) -> None:
    """As the committed notebooks print it: prose, titles, tables, sources, notes, closing."""
    text = [
        (entry.code, assemble(entry.code, ROOT / f"notebooks/{entry.notebook}.ipynb").markdown)
        for entry in report.outline.sections
    ]
    assert [finding.explanation for finding in check_house_style(report, text)] == []
