"""Figures taken one by one, units, lists and labels."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.checks.conftest import Stating

from cchc.base.findings import Severity
from cchc.checks.listings import check_listings
from cchc.checks.single_figures import check_single_figures
from cchc.checks.units import check_units
from cchc.inputs.catalog.agencies import Agency
from cchc.inputs.documents import Document
from cchc.inputs.figures import FigureContext, load_figures
from cchc.inputs.narrative import parse_narrative
from cchc.inputs.workbook import Workbook
from cchc.values.values import Values


@pytest.mark.parametrize(
    ("code", "value", "rule"),
    [
        ("dao_tao.hai_long", "100.01", "ty_le.ngoai_khoang"),
        ("dao_tao.hai_long", "-0.01", "ty_le.ngoai_khoang"),
        ("dao_tao.lop", "-1", "so_dem.am"),
        ("dao_tao.kinh_phi", "5.600", "so_lieu.nhom_chu_so"),
        ("dao_tao.kinh_phi", "-5600", None),
        ("dao_tao.hai_long", "100", None),
        ("dao_tao.hai_long", "0", None),
    ],
)
def test_what_a_figure_cannot_be(stating: Stating, code: str, value: str, rule: str | None) -> None:
    findings = check_single_figures(stating({code: value}))
    assert [finding.rule for finding in findings] == ([rule] if rule else [])


@pytest.mark.parametrize("text", ["1.792", "3.13352", "1.000"])
def test_digits_grouped_by_hand_in_a_count_are_refused(tmp_path: Path, workbook: Workbook, text: str) -> None:
    path = tmp_path / "figures.csv"
    header = "indicator,agency,value,window_from,window_to,document,note"
    path.write_text(f"{header}\ndao_tao.lop,,{text},,,,\n", encoding="utf-8")
    _, (problem,) = load_figures(path, "figures.csv", FigureContext(workbook.indicators, {}, ()))
    assert "không dấu phân cách hàng nghìn" in problem.explanation


def test_one_decimal_among_rates_with_two(report: Workbook, stating: Stating) -> None:
    (finding,) = [f for f in check_single_figures(report) if f.rule == "ty_le.so_le"]
    assert (finding.found, finding.severity) == ("0,8%", Severity.NOTE)
    # A family of one, and all or none, need no more decimals.
    assert check_single_figures(stating({"dao_tao.hai_long": "96.5", "ho_so.ty_le": "100"})) == []


def units(workbook: Workbook) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in check_units(workbook):
        found.setdefault(finding.rule, []).append(finding.found)
    return found


def test_a_unit_that_sent_nothing(stating: Stating) -> None:
    assert units(stating({})) == {}
    assert units(stating({"dao_tao.hoc_vien quan_b": None})) == {"don_vi.khong_gui": ["quan_b"]}


def test_an_indicator_with_fewer_units_than_report(stating: Stating) -> None:
    assert units(stating({"ho_so.tiep_nhan quan_a": "3"})) == {"don_vi.thieu": ["quan_b"]}


def test_a_unit_that_is_no_more(workbook: Workbook) -> None:
    gone = replace(workbook.agencies["quan_b"], valid_to=date(2019, 12, 31))
    found = units(replace(workbook, agencies={**workbook.agencies, "quan_b": gone}))
    assert found == {"don_vi.het_hieu_luc": ["quan_b"]}


def test_a_unit_that_came_later_is_not_waited_for(workbook: Workbook) -> None:
    new = Agency("quan_c", "Quận C (giả định)", "Q.C", "huyen", date(2021, 1, 1), None, 9)
    assert units(replace(workbook, agencies={**workbook.agencies, "quan_c": new})) == {}


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
    findings = check_listings(changed, Values(changed), {})
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
    findings = check_listings(workbook, Values(workbook), prose)
    assert [(f.rule, f.place) for f in findings] == ([("liet_ke.khac_so", "dao_tao.md:3")] if fires else [])


def test_two_indicators_under_one_label(workbook: Workbook) -> None:
    twin = replace(workbook.indicators["dao_tao.hoc_vien"], name="Lớp học")
    changed = replace(workbook, indicators={**workbook.indicators, twin.code: twin})
    (finding,) = check_listings(changed, Values(changed), {})
    assert (finding.rule, finding.figures) == ("nhan.trung", ("dao_tao.lop", "dao_tao.hoc_vien"))
