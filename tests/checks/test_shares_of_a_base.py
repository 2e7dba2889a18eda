"""Stated rates over a known number: made-up figures, and those of the reference report."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.checks.conftest import ROOT, with_values

from cchc.base.findings import Finding, Severity
from cchc.checks.context import CheckContext
from cchc.checks.feasibility import whole_counts
from cchc.checks.run import relations_of
from cchc.checks.shares_of_a_base import check_shares
from cchc.inputs.catalog.indicators import load_indicators
from cchc.inputs.workbook import Workbook

SITE = "chi_dao_dieu_hanh.hai_long.trang_web"
RATES = f"{SITE}.ty_le_hai_long", f"{SITE}.ty_le_binh_thuong", f"{SITE}.ty_le_khong_hai_long"


@pytest.mark.parametrize(
    ("stated", "base", "counts"),
    [
        ("98.27", 6650, range(6535, 6536)),
        ("98.28", 6650, range(6536, 6536)),
        ("0.8", 192619, range(1445, 1638)),
        ("50", 3, range(0)),
        ("33", 3, range(1, 2)),
        ("100", 394, range(394, 395)),
        ("99.97", 394, range(394, 394)),
        ("0", 394, range(1)),
    ],
)
def test_the_whole_counts_behind_a_share(stated: str, base: int, counts: range) -> None:
    assert list(whole_counts(Decimal(stated), Decimal(base))) == list(counts)


def found(report: Workbook, values: dict[str, str | None]) -> list[Finding]:
    workbook = with_values(report, values)
    return list(check_shares(CheckContext(workbook, relations=relations_of(workbook)[0])))


@pytest.mark.parametrize(
    ("values", "rule", "severity"),
    [
        ({}, None, None),
        # 6.536 of 6.650 are 98,2857 %: cut, perhaps.
        ({RATES[0]: "98.28"}, "ty_le.khong_co_so_dem", Severity.WARNING),
        ({RATES[0]: "98.25", f"{SITE}.luot": "665"}, "ty_le.khong_co_so_dem", Severity.ERROR),
        ({RATES[0]: "98.48", f"{SITE}.luot": "66"}, None, None),
        # The counts of all three are whole, and one too many.
        ({RATES[1]: "1.53"}, "ty_le.khong_cong_du", Severity.ERROR),
        # A rate whose numerator is missing stands over its formula's denominator.
        (
            {"tthc.pakn.da_chuyen": None, "tthc.pakn.ty_le_chuyen": "99"},
            "ty_le.khong_co_so_dem",
            Severity.ERROR,
        ),
        ({"tthc.pakn.da_chuyen": None, "tthc.pakn.ty_le_chuyen": "98"}, None, None),
        (
            {"tthc.pakn.da_chuyen": None, "tthc.pakn.ty_le_chuyen": "97"},
            "ty_le.khong_co_so_dem",
            Severity.WARNING,
        ),
    ],
)
def test_a_share_that_no_whole_number_makes(
    report: Workbook, values: dict[str, str | None], rule: str | None, severity: Severity | None
) -> None:
    changed = next((code for code in values if values[code] is not None), "")
    about = [f for f in found(report, values) if not changed or changed in f.figures]
    of_interest = [f for f in about if f.rule == (rule or f.rule)]
    if rule is None:
        assert [f for f in of_interest if not changed or f.figures[0] == changed] == []
    else:
        assert [f.severity for f in of_interest] == [severity]


def test_the_finding_names_the_counts_on_both_sides(report: Workbook) -> None:
    (finding,) = (f for f in found(report, {RATES[0]: "98.28"}) if f.rule == "ty_le.khong_co_so_dem")
    assert (
        "ghi 98,28% của 6.650 “Lượt đánh giá (trang web)”: không số nguyên nào làm tròn ra tỷ lệ ấy "
        "(có thể bị cắt bớt chữ số, không làm tròn); "
        "6.535 là 98,27%; 6.536 là 98,29%." in finding.explanation
    )


@pytest.mark.parametrize(
    ("code", "base", "words"),
    [
        ("ho_so.ty_le", "ho_so.la", "“ho_so.la” không có trong danh mục"),
        ("ho_so.ty_le", "dao_tao.hai_long", "“dao_tao.hai_long” không phải chỉ tiêu đếm"),
        ("ho_so.tiep_nhan", "ho_so.truc_tuyen", "không phải tỷ lệ"),
    ],
)
def test_a_base_is_a_count_of_a_rate(workspace: Path, code: str, base: str, words: str) -> None:
    path = workspace / "data/catalog/indicators.csv"
    header, *rows = path.read_text(encoding="utf-8").strip().split("\n")
    rows = [f"{row},{base if row.startswith(f'{code},') else ''}" for row in rows]
    path.write_text("\n".join([f"{header},base", *rows]), encoding="utf-8")
    (problem,) = load_indicators(path)[1]
    assert problem.rule == "chi_tieu.mau_so"
    assert words in problem.explanation


def test_the_catalogue_of_the_reference_report_declares_bases() -> None:
    indicators, problems = load_indicators(ROOT / "data/catalog/indicators.csv")
    assert problems == []
    assert {code: indicators[code].base for code in RATES} == dict.fromkeys(RATES, f"{SITE}.luot")
