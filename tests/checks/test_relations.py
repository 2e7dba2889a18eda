"""Rules as data: what each kind says when it holds and when it does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.checks.conftest import Ruled, check_numbers

from cchc.base.findings import Finding, Severity
from cchc.base.period import Period
from cchc.checks.run import relations_of
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace

FIGURES = "data/2020-H1/figures.csv"
LOP, HOC_VIEN = "dao_tao.lop", "dao_tao.hoc_vien"


def of(findings: list[Finding], rule: str) -> Finding:
    (finding,) = [finding for finding in findings if finding.rule == rule]
    return finding


def test_an_identity_that_holds_says_nothing(ruled: Ruled) -> None:
    assert ruled("r.1,identity,ho_so.tiep_nhan == 4 * ho_so.truc_tuyen,LỖI") == []


def test_an_identity_that_fails_shows_its_sum(ruled: Ruled) -> None:
    finding = of(ruled(f"r.1,identity,ho_so.tiep_nhan == ho_so.truc_tuyen + {LOP} + {HOC_VIEN},LỖI"), "r.1")
    assert "Hai vế phải khớp: 600 + 07 + 42 = 649, văn bản ghi 2.400 (“Hồ sơ tiếp nhận”), lệch 1.751." in (
        finding.explanation
    )
    assert (finding.severity, finding.place) == (Severity.ERROR, f"{FIGURES}:2")
    assert (finding.found, finding.expected, finding.evidence) == ("2.400", "649", "2.400 / 649")
    assert finding.figures == ("ho_so.tiep_nhan", "ho_so.truc_tuyen", LOP, HOC_VIEN)
    assert finding.section == "ho_so"


def test_figures_of_different_windows_are_compared_with_a_word_of_warning(ruled: Ruled) -> None:
    finding = of(ruled(f"r.1,bound,ho_so.tiep_nhan <= {HOC_VIEN},CẢNH BÁO"), "r.1")
    assert (
        "Lưu ý: các số lấy từ những kỳ khác nhau (16/12/2019 – 15/3/2020; đến tháng 5/2020)."
        in finding.explanation
    )
    finding = of(ruled("r.1,bound,ho_so.tiep_nhan <= ho_so.truc_tuyen,CẢNH BÁO"), "r.1")
    assert "Lưu ý" not in finding.explanation


@pytest.mark.parametrize(
    ("expression", "words", "expected"),
    [
        (f"{LOP} <= 6", "“Lớp học” ghi 07, phải không quá 06", "không quá 06"),
        (f"8 <= {LOP}", "“Lớp học” ghi 07, phải không dưới 08", "không dưới 08"),
        (f"{LOP} >= {HOC_VIEN}", "“Lớp học” 07 < “Học viên” 42, lệch 35", "không dưới 42"),
        (f"{LOP} < 7", "“Lớp học” ghi 07, phải dưới 07", "dưới 07"),
        (
            f"{HOC_VIEN} + {LOP} <= ho_so.truc_tuyen - 580",
            "42 + 07 = 49 > 600 - 580 = 20, lệch 29",
            "không quá 20",
        ),
        (
            f"{HOC_VIEN} + {LOP} <= {LOP}",
            "42 + 07 = 49, văn bản ghi 07 (“Lớp học”), lệch 42",
            "không dưới 49",
        ),
    ],
)
def test_a_bound_that_is_broken(ruled: Ruled, expression: str, words: str, expected: str) -> None:
    finding = of(ruled(f"r.1,bound,{expression},LỖI"), "r.1")
    assert words in finding.explanation
    assert finding.expected == expected


def test_one_population_stated_in_two_places(ruled: Ruled) -> None:
    rule = f"r.1,same_population,{LOP} == {HOC_VIEN},LỖI"
    assert ruled(rule, dao_tao__hoc_vien_at_quan_a="3", dao_tao__hoc_vien_at_quan_b="4") == []
    finding = of(ruled(rule), "r.1")
    assert "“Lớp học” 07, “Học viên” 42, lệch 35" in finding.explanation


def test_a_population_is_compared_with_the_catalogue_of_units(ruled: Ruled) -> None:
    assert ruled(f"r.1,same_population,{LOP} == danh_muc.huyen,LỖI", dao_tao__lop="2") == []
    assert "lệch 05" in of(ruled(f"r.1,same_population,{LOP} == danh_muc.huyen,LỖI"), "r.1").explanation


def test_the_numbers_of_two_places_may_be_swapped(ruled: Ruled) -> None:
    rules = (
        f"r.1,same_population,{LOP} == ho_so.truc_tuyen,LỖI",
        "r.2,same_population,ho_so.tiep_nhan == dao_tao.kinh_phi,LỖI",
    )
    findings = ruled(*rules, dao_tao__lop="2400", ho_so__tiep_nhan="600", dao_tao__kinh_phi="2400")
    assert "đổi chỗ" in of(findings, "quan_he.doi_cho").explanation
    assert not [f for f in ruled(*rules) if f.rule == "quan_he.doi_cho"]


SHARES = "r.1,shares,ho_so.ty_le + dao_tao.hai_long == 100,LỖI"


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [
        # 600 of 2.400 are a quarter exactly: the other share is what is left, to its last digit.
        ("25.00", "75.00", None),
        ("25.0", "75.0", None),
        ("25.00", "75.01", Severity.ERROR),
        ("25.0", "74.95", Severity.ERROR),
        ("25.00", "65", Severity.ERROR),
    ],
)
def test_a_share_is_what_the_computed_one_leaves_over(
    ruled: Ruled, first: str, second: str, severity: Severity | None
) -> None:
    findings = [f for f in ruled(SHARES, ho_so__ty_le=first, dao_tao__hai_long=second) if f.rule == "r.1"]
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("online", "stated", "severity"),
    [
        # 81 of 2.400 are 3,375 %, so the rest is 96,625 %: 96,63; what the stated 3,38 would leave is 96,62.
        ("81", "96.63", Severity.NOTE),
        ("81", "96.62", Severity.WARNING),
        ("81", "96.64", Severity.ERROR),
        ("82", "96.58", None),
        # None and all are exact.
        ("1", "100", Severity.ERROR),
        ("0", "100", None),
    ],
)
def test_the_computed_share_is_not_rounded_before_the_other_is_judged(
    ruled: Ruled, online: str, stated: str, severity: Severity | None
) -> None:
    values = {"ho_so__truc_tuyen": online, "ho_so__ty_le": None, "dao_tao__hai_long": stated}
    findings = [f for f in ruled(SHARES, **values) if f.rule == "r.1"]
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(
    ("first", "second", "severity"),
    [
        ("25.00", "75.00", None),
        ("25.00", "75.01", Severity.NOTE),
        ("25.00", "75.02", Severity.ERROR),
        ("25.0", "74.95", Severity.NOTE),
        ("25.0", "74.94", Severity.ERROR),
        # Each below what would round up: together below 100.
        ("25.0", "74.9", Severity.ERROR),
        ("0", "99.99", Severity.ERROR),
    ],
)
def test_shares_without_counts_add_up_as_far_as_rounding_allows(
    ruled: Ruled, first: str, second: str, severity: Severity | None
) -> None:
    values = {"ho_so__truc_tuyen": None, "ho_so__ty_le": first, "dao_tao__hai_long": second}
    findings = [f for f in ruled(SHARES, **values) if f.rule == "r.1"]
    assert [finding.severity for finding in findings] == ([severity] if severity else [])


def test_rates_that_add_up_but_do_not_follow_from_their_counts(ruled: Ruled) -> None:
    findings = ruled(SHARES, ho_so__ty_le="35.00", dao_tao__hai_long="65.00")
    finding = of(findings, "so_hoc.cap_ty_le")
    assert "35,00% + 65,00% = 100% nhưng không suy ra từ số đếm, tính lại được Tỷ lệ trực tuyến 25,00%" in (
        finding.explanation
    )
    assert not [f for f in ruled(SHARES, dao_tao__hai_long="75.00") if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("stated", "severity", "words"),
    [
        ("1.75", None, ""),
        ("1.8", None, ""),
        ("1.7", Severity.WARNING, "cắt bớt"),
        ("2.75", Severity.ERROR, "không khớp"),
    ],
)
def test_a_stated_ratio_is_rounded_cut_or_wrong(
    ruled: Ruled, stated: str, severity: Severity | None, words: str
) -> None:
    rule = f"r.1,ratio,dao_tao.hai_long == 100 * {LOP} / 400,LỖI"
    findings = [f for f in ruled(rule, dao_tao__hai_long=stated) if f.rule == "r.1"]
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    assert all(words in finding.explanation for finding in findings)


def test_a_rule_waits_for_all_its_figures(ruled: Ruled) -> None:
    assert not [
        f
        for f in ruled(f"r.1,identity,{LOP} == ho_so.truc_tuyen,LỖI", ho_so__truc_tuyen=None)
        if f.rule == "r.1"
    ]


def test_a_rule_is_checked_unit_by_unit(ruled: Ruled) -> None:
    values = {"ho_so__tiep_nhan_at_quan_a": "5", "ho_so__truc_tuyen_at_quan_a": "6"}
    values |= {"ho_so__tiep_nhan_at_quan_b": "9", "ho_so__truc_tuyen_at_quan_b": "1"}
    findings = ruled("r.1,bound,ho_so.truc_tuyen <= ho_so.tiep_nhan,LỖI", **values)
    finding = of(findings, "r.1")
    assert finding.agency == "quan_a"
    assert finding.subjects == ("ho_so.truc_tuyen@quan_a", "ho_so.tiep_nhan@quan_a")
    assert finding.explanation.startswith("Quận 1 (giả định): ")


@pytest.mark.parametrize(
    ("valid", "fires"), [(",", True), (",2020-06-13", False), ("2020-06-14,", True), ("2021-01-01,", False)]
)
def test_a_rule_applies_while_it_is_in_force(ruled: Ruled, valid: str, fires: bool) -> None:
    findings = ruled(f"r.1,identity,{LOP} == 3,LỖI,Phải khớp,thử,{valid}")
    assert bool([f for f in findings if f.rule == "r.1"]) == fires


def test_a_total_that_its_units_do_not_sum_to(ruled: Ruled) -> None:
    (finding,) = [f for f in ruled(dao_tao__hoc_vien="50") if f.rule == "so_hoc.khong_khop"]
    assert (finding.found, finding.expected) == ("50", "42")


BAD = {
    "a.b == ": "sai cú pháp",
    "khong.co == 1": "“khong.co” không có trong danh mục",
    f"{LOP} == max(1)": "không được dùng “max(1)”",
    f"{LOP} == 'x'.join": "không phải mã chỉ tiêu",
    f"{LOP} == 9 ** 99999": "không được dùng “9 ** 99999”",
    f"{LOP} == 1 / 0": "Phép chia cho 0",
    f"{LOP}": "phép so sánh hai vế",
    f"1 <= {LOP} <= 3": "chỉ so sánh hai vế",
    "1 == 1": "không gọi chỉ tiêu nào",
}


@pytest.mark.parametrize("expression", BAD)
def test_a_bad_expression_is_named_and_the_others_still_run(ruled: Ruled, expression: str) -> None:
    findings = ruled(f"r.1,identity,{expression},LỖI", f"r.2,identity,{LOP} == 3,LỖI")
    problem = next(f for f in findings if f.file == "data/catalog/checks.csv")
    assert BAD[expression] in problem.explanation
    assert (problem.row, problem.severity) == (2, Severity.ERROR)
    assert of(findings, "r.2").found == "07"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (f"r.1,identity,{LOP} == 3,NẶNG", "phải là một trong: LỖI, CẢNH BÁO, GHI CHÚ"),
        (f"r.1,la,{LOP} == 3,LỖI", "phải là một trong: identity"),
        (f",identity,{LOP} == 3,LỖI", "Ô “id” còn trống"),
        (f"r.1,identity,{LOP} <= 3,LỖI", "dùng =="),
        (f"r.1,bound,{LOP} == 3,LỖI", "dùng <="),
        (f"r.1,ratio,2 * {LOP} == 3,LỖI", "vế trái là một chỉ tiêu"),
        (f"r.1,shares,100 == {LOP},LỖI", "vế phải là một con số"),
        (f"r.1,change,{LOP} >= 3,LỖI", "mã <= số"),
        (f"r.2,identity,{LOP} == 3,LỖI", "đã có ở dòng"),
    ],
)
def test_a_bad_row_is_named_and_the_others_still_run(ruled: Ruled, rule: str, words: str) -> None:
    findings = ruled(f"r.2,identity,{LOP} == 3,LỖI", rule)
    problem = next(f for f in findings if f.file == "data/catalog/checks.csv")
    assert words in problem.explanation
    assert problem.row == 3
    assert of(findings, "r.2").found == "07"


def test_a_rule_that_divides_by_nought_this_period_is_named(ruled: Ruled) -> None:
    rules = (f"r.1,identity,{LOP} == 1 / ho_so.truc_tuyen,LỖI", f"r.2,identity,{LOP} == 3,LỖI")
    findings = ruled(*rules, ho_so__truc_tuyen="0")
    problem = of(findings, "quan_he.khong_tinh_duoc")
    assert (problem.place, problem.severity) == ("data/catalog/checks.csv:2", Severity.ERROR)
    assert "Phép chia cho 0" in problem.explanation
    assert of(findings, "r.2").found == "07"


def test_a_cycle_among_formulas_is_named_and_the_rules_still_run(workspace: Path) -> None:
    catalog = workspace / "data/catalog"
    text = (catalog / "indicators.csv").read_text(encoding="utf-8")
    cyclic = text.replace(
        "dao_tao.lop,Lớp học,lớp,count,0,none,,", "dao_tao.lop,Lớp học,lớp,count,0,none,dao_tao.hoc_vien,"
    )
    cyclic = cyclic.replace(
        "dao_tao.hoc_vien,Học viên,người,count,0,higher,,",
        "dao_tao.hoc_vien,Học viên,người,count,0,higher,2 * dao_tao.lop,",
    )
    assert cyclic.count("dao_tao.lop") == text.count("dao_tao.lop") + 1
    (catalog / "indicators.csv").write_text(cyclic, encoding="utf-8")
    rule = "r.1,bound,ho_so.tiep_nhan <= ho_so.truc_tuyen,LỖI,Phải khớp,thử,,"
    header = "id,kind,expression,severity,explanation,basis,valid_from,valid_to"
    (catalog / "checks.csv").write_text(f"{header}\n{rule}\n", encoding="utf-8")
    workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"), tolerant=True)
    assert {problem.rule for problem in workbook.problems} == {"chi_tieu.cong_thuc"}
    assert {problem.row for problem in workbook.problems} == {5, 6}
    findings = check_numbers(workbook, relations_of(workbook)[0])
    assert of(findings, "r.1").found == "2.400"


FORM = """\
form,column,identity,meaning,basis
B1,c3,,Tiếp nhận,thử
B1,c4,,Trực tuyến,thử
B1,c8_9,,Gộp,thử
B1,,c3 == c4 + c8_9,Tổng bằng các phần,thử
B1,,c4 <= c3,Phần không hơn tổng,thử
"""


def with_form(workspace: Path, forms: str, **columns: str) -> list[Finding]:
    path = workspace / "data/catalog/indicators.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    filled = [
        f"{line}{columns[code]}" if (code := line.partition(",")[0].replace(".", "__")) in columns else line
        for line in lines
    ]
    path.write_text("\n".join(filled), encoding="utf-8")
    (workspace / "data/catalog/forms.csv").write_text(forms, encoding="utf-8")
    (workspace / "data/catalog/checks.csv").write_text(
        "id,kind,expression,severity,explanation,basis,valid_from,valid_to\n", encoding="utf-8"
    )
    workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    relations, problems = relations_of(workbook)
    return [*problems, *check_numbers(workbook, relations)]


def test_a_forms_identities_fire_where_its_columns_are_filled(workspace: Path) -> None:
    columns = {
        "dao_tao__lop": "B1 cột 4",
        "dao_tao__hoc_vien": "B1 cột 3",
        "dao_tao__kinh_phi": "B1 cột 8 + 9",
    }
    (finding,) = with_form(workspace, FORM, **columns)
    assert (finding.rule, finding.severity) == ("bieu_mau.b1.c3_c4_c8_9", Severity.ERROR)
    assert "Tổng bằng các phần (biểu B1): 07 + 5.600.000 = 5.600.007, văn bản ghi 42" in finding.explanation


def test_a_form_is_not_judged_by_columns_it_lacks(workspace: Path) -> None:
    assert with_form(workspace, FORM, dao_tao__lop="B1 cột 4", dao_tao__hoc_vien="B1 cột 3") == []


def test_columns_of_different_tables_are_not_mixed(workspace: Path) -> None:
    assert with_form(workspace, FORM, ho_so__tiep_nhan="B1 cột 4", dao_tao__hoc_vien="B1 cột 3") == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("B1,,c3 == c99,x,y", "không có cột “c99”"),
        ("B1,,c3 == c4(),x,y", "không được dùng"),
        ("B1,cot3,,x,y", "phải viết như c3"),
        ("B1,,,x,y", "hoặc một cột (column) hoặc một đẳng thức"),
    ],
)
def test_a_bad_row_of_a_form_is_named(workspace: Path, line: str, words: str) -> None:
    columns = {"dao_tao__lop": "B1 cột 3", "dao_tao__hoc_vien": "B1 cột 4"}
    findings = with_form(workspace, FORM + line + "\n", **columns)
    assert [words in f.explanation for f in findings if f.place == "data/catalog/forms.csv:7"] == [True]
    assert [f.rule for f in findings if f.row != 7] == ["bieu_mau.b1.c4_c3"]


def test_a_form_that_nobody_knows_is_named(workspace: Path) -> None:
    (finding,) = with_form(workspace, FORM, dao_tao__lop="B2 cột 3")
    assert finding.found == "B2 cột 3"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("until", "year", "problems"),
    [
        # Districts are no more: a rule about them says nothing of a locality of two tiers.
        ("", 2026, []),
        ("2025-06-30", 2026, []),
        ("", 2024, ["quy_tac.ma_la"]),
    ],
)
def test_a_rule_about_districts_does_not_block_a_locality_of_two_tiers(
    workspace: Path, workbook: Workbook, until: str, year: int, problems: list[str]
) -> None:
    rule = f"r.1,same_population,{LOP} == danh_muc.huyen,LỖI,Số huyện,thử,,{until}"
    header = "id,kind,expression,severity,explanation,basis,valid_from,valid_to"
    (workspace / "data/catalog/checks.csv").write_text(f"{header}\n{rule}\n", encoding="utf-8")
    later = replace(workbook, period=Period(year, "H1"), agencies={})
    relations, found = relations_of(later)
    assert [problem.rule for problem in found] == problems
    assert [f.rule for f in check_numbers(later, relations) if f.rule == "r.1"] == []
    assert all("đơn vị cấp huyện" in problem.explanation for problem in found)


def test_a_rule_out_of_its_years_may_call_what_is_no_more(workspace: Path, workbook: Workbook) -> None:
    header = "id,kind,expression,severity,explanation,basis,valid_from,valid_to"
    rule = "r.1,bound,khong.con <= 3,LỖI,Đã bỏ,thử,,{}"
    for until, problems in {"2019-12-31": [], "2020-12-31": ["quy_tac.ma_la"]}.items():
        text = f"{header}\n{rule.format(until)}\n"
        (workspace / "data/catalog/checks.csv").write_text(text, encoding="utf-8")
        assert [problem.rule for problem in relations_of(workbook)[1]] == problems
