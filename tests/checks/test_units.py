"""Reporting units: who sent nothing, who lacks something, who is no more."""

from dataclasses import replace
from datetime import date

from tests.checks.conftest import Stating

from cchc.checks.context import CheckContext
from cchc.checks.units import check_units
from cchc.inputs.catalog.agencies import Agency
from cchc.inputs.workbook import Workbook


def units(workbook: Workbook) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in check_units(CheckContext(workbook)):
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


def test_findings_call_levels_by_name(stating: Stating) -> None:
    (finding,) = check_units(CheckContext(stating({"dao_tao.hoc_vien quan_b": None})))
    assert "1/2 đơn vị cấp huyện không gửi số liệu nào" in finding.explanation
