"""Values: stated, summed or computed, and phrases that compare them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from cchc.base.windows import Moment, Window
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook
from cchc.values.comparison import against_target, compare
from cchc.values.values import UnknownCodeError, Value, Values


def stating(workbook: Workbook, values: dict[str, str | None]) -> Values:
    """The made-up workbook with other values, by `code` or `code agency`; None leaves one empty."""
    figures = {(f.indicator, f.agency): f for f in workbook.figures}
    for name, text in values.items():
        code, _, agency = name.partition(" ")
        value = None if text is None else Decimal(text)
        base = figures.get((code, agency)) or Figure(code, agency, None, Window(), "", "", "thu.csv", 99)
        figures[code, agency] = replace(base, value=value)
    return Values(replace(workbook, figures=tuple(figures.values())))


def test_a_stated_value_keeps_its_place_and_source(workbook: Workbook) -> None:
    value = Values(workbook).get("ho_so.tiep_nhan")
    assert (value.value, value.origin, value.document) == (Decimal(2400), "stated", "qd-1-2020")
    assert (value.file, value.row) == ("data/2020-H1/figures.csv", 2)


def test_a_rate_with_a_formula_is_always_computed(workbook: Workbook) -> None:
    value = stating(workbook, {"ho_so.ty_le": "99"}).get("ho_so.ty_le")
    assert (value.value, value.origin) == (Decimal(25), "computed")
    assert value.stated is not None
    assert value.stated.value == Decimal(99)
    assert value.window.in_short() == "16/12/2019 – 15/3/2020"


def test_a_rate_without_formula_is_stated(workbook: Workbook) -> None:
    value = Values(workbook).get("dao_tao.hai_long")
    assert (value.value, value.origin, value.inputs) == (Decimal("96.5"), "stated", ())


def test_units_are_summed_and_a_stated_total_kept_beside(workbook: Workbook) -> None:
    total = stating(workbook, {"dao_tao.hoc_vien": "50"}).get("dao_tao.hoc_vien")
    assert (total.value, total.origin) == (Decimal(42), "summed")
    assert total.stated is not None
    assert total.stated.value == Decimal(50)
    assert [(i.agency, i.value) for i in total.inputs] == [("quan_a", Decimal(30)), ("quan_b", Decimal(12))]
    assert total.window == Window(end=Moment(2020, 5))
    assert Values(workbook).get("dao_tao.hoc_vien", "quan_a").value == Decimal(30)


def test_a_sum_never_leaves_a_unit_out_unsaid(workbook: Workbook) -> None:
    total = stating(workbook, {"dao_tao.hoc_vien quan_b": None}).get("dao_tao.hoc_vien")
    assert (total.value, total.origin) == (None, "missing")


def test_rates_of_units_are_never_summed(workbook: Workbook) -> None:
    values = stating(workbook, {"dao_tao.hai_long quan_a": "90", "dao_tao.hai_long quan_b": "80"})
    assert values.get("dao_tao.hai_long").value == Decimal("96.5")


def test_a_rate_of_a_unit_is_computed_from_its_own_counts(workbook: Workbook) -> None:
    values = stating(workbook, {"ho_so.tiep_nhan quan_a": "8", "ho_so.truc_tuyen quan_a": "1"})
    assert values.get("ho_so.ty_le", "quan_a").value == Decimal("12.5")
    # And the locality's from the sums of its units.
    assert values.get("ho_so.ty_le").value == Decimal("12.5")


@pytest.mark.parametrize("code", ["dao_tao.lop", "ho_so.tiep_nhan"])
def test_what_is_not_there_is_missing_with_all_that_needs_it(workbook: Workbook, code: str) -> None:
    values = stating(workbook, {code: None, "ho_so.ty_le": None})
    assert (values.get(code).value, values.get(code).origin) == (None, "missing")
    assert (values.get("ho_so.ty_le").value is None) == (code == "ho_so.tiep_nhan")
    assert values.get("ho_so.ty_le").problem == ""


def test_a_stated_rate_whose_counts_are_missing_is_a_figure(workbook: Workbook) -> None:
    value = stating(workbook, {"ho_so.tiep_nhan": None}).get("ho_so.ty_le")
    assert (value.value, value.origin) == (Decimal("25.0"), "unchecked")


def test_a_division_by_nought_is_missing_and_says_why(workbook: Workbook) -> None:
    value = stating(workbook, {"ho_so.tiep_nhan": "0"}).get("ho_so.ty_le")
    assert (value.value, value.origin) == (None, "missing")
    assert "Phép chia cho 0" in value.problem


def test_a_share_of_what_did_not_occur_is_no_mistake(workbook: Workbook) -> None:
    value = stating(workbook, {"ho_so.tiep_nhan": "0", "ho_so.truc_tuyen": "0"}).get("ho_so.ty_le")
    assert (value.value, value.origin, value.problem) == (None, "missing", "")


def test_windows_that_differ_are_not_passed_off_as_one(workbook: Workbook) -> None:
    figures = tuple(
        replace(f, window=Window()) if f.indicator == "ho_so.truc_tuyen" else f for f in workbook.figures
    )
    assert Values(replace(workbook, figures=figures)).get("ho_so.ty_le").window == Window()


def test_recomputing_ignores_the_stated_value(workbook: Workbook) -> None:
    values = Values(workbook)
    assert values.recomputed("dao_tao.lop") is None
    assert values.recomputed("dao_tao.hoc_vien", "quan_a") is None
    total = values.recomputed("dao_tao.hoc_vien")
    assert total is not None
    assert total.value == Decimal(42)


@pytest.mark.parametrize(("code", "agency"), [("khong.co", ""), ("dao_tao.lop", "quan_z")])
def test_unknown_codes_are_named(workbook: Workbook, code: str, agency: str) -> None:
    with pytest.raises(UnknownCodeError, match=agency or code):
        Values(workbook).get(code, agency)


def value_of(workbook: Workbook, code: str, text: str, window: Window | None = None) -> Value:
    value = stating(workbook, {code: text}).get(code)
    return value if window is None else replace(value, window=window)


@pytest.mark.parametrize(
    ("code", "now", "before", "phrase"),
    [
        ("dao_tao.lop", "1204", "1000", "tăng 204 lớp (20,40%) so với kỳ X"),
        ("dao_tao.lop", "5", "8", "giảm 03 lớp (37,50%) so với kỳ X"),
        ("dao_tao.lop", "8", "8", "không đổi so với kỳ X"),
        ("dao_tao.lop", "8", "0", "tăng 08 lớp so với kỳ X"),
        ("dao_tao.lop", "0", "8", "giảm 08 lớp (100%) so với kỳ X"),
        ("dao_tao.hai_long", "96.5", "97", "giảm 0,50 điểm phần trăm so với kỳ X"),
        ("dao_tao.hai_long", "96.501", "96.5", "không đổi so với kỳ X"),
        # What is printed decides, to one more digit where needed.
        ("dao_tao.hai_long", "96.504", "96.4975", "không đổi so với kỳ X"),
        ("dao_tao.hai_long", "96.506", "96.504", "tăng 0,002 điểm phần trăm so với kỳ X"),
        ("dao_tao.hai_long", "99.9999", "100", "giảm 0,0001 điểm phần trăm so với kỳ X"),
        ("dao_tao.kinh_phi", "50", "-100", "tăng 150 đồng so với kỳ X"),
    ],
)
def test_a_comparison_picks_its_own_verb(
    workbook: Workbook, code: str, now: str, before: str, phrase: str
) -> None:
    assert compare(value_of(workbook, code, now), value_of(workbook, code, before), "kỳ X") == phrase


def test_without_a_base_the_phrase_says_so(workbook: Workbook) -> None:
    value = value_of(workbook, "dao_tao.lop", "5")
    assert compare(value, None, "") == "chưa có số liệu kỳ trước để so sánh"
    assert compare(value, replace(value, value=None), "kỳ X") == "chưa có số liệu kỳ X để so sánh"
    assert compare(replace(value, value=None), value, "kỳ X") == "chưa có số liệu kỳ này để so sánh với kỳ X"


@pytest.mark.parametrize(("days", "said"), [(91, True), (182, False), (187, False), (188, True)])
def test_windows_of_other_length_are_never_compared_unsaid(workbook: Workbook, days: int, said: bool) -> None:
    first = Moment.parse("2020-01-01").first_day()
    half = Window.of_days(first, first.replace(month=6, day=30))
    other = Window.of_days(first, first.fromordinal(first.toordinal() + days - 1))
    phrase = compare(
        value_of(workbook, "dao_tao.lop", "5", half), value_of(workbook, "dao_tao.lop", "8", other), "kỳ X"
    )
    # Three whole months are called so; a stretch that is none is told in days.
    told = {91: "06 tháng so với 03 tháng"}.get(days, f"182 ngày so với {days} ngày")
    assert phrase.endswith(f" (số liệu {told})") == said


class CountedRows(tuple[Figure, ...]):
    """Rows that count how often somebody goes through them."""

    times = 0

    def __iter__(self) -> Iterator[Figure]:
        CountedRows.times += 1
        return super().__iter__()


@pytest.mark.parametrize("units", [10, 1000])
def test_a_sum_goes_through_its_rows_as_often_however_many_units(workbook: Workbook, units: int) -> None:
    agency = workbook.agencies["quan_a"]
    agencies = {f"xa_{n}": replace(agency, code=f"xa_{n}") for n in range(units)}
    rows = CountedRows(Figure("dao_tao.lop", code, Decimal(1), Window(), "", "", "f", 2) for code in agencies)
    made_up = replace(workbook, agencies=agencies)
    made_up.__dict__["figures_by_indicator"] = {"dao_tao.lop": rows}
    CountedRows.times = 0
    assert Values(made_up).get("dao_tao.lop").value == units
    assert CountedRows.times <= 2


def test_the_units_of_an_indicator_are_those_of_its_rows_or_of_what_its_formula_needs(
    workbook: Workbook,
) -> None:
    values = stating(workbook, {"ho_so.tiep_nhan quan_b": "4", "ho_so.truc_tuyen quan_b": "1"})
    assert values.agencies("dao_tao.hoc_vien") == ("quan_a", "quan_b")
    assert values.agencies("ho_so.ty_le") == ("quan_b",)
    assert values.get("ho_so.ty_le", "quan_b").value == Decimal(25)
    assert values.agencies("dao_tao.lop") == ()
    with pytest.raises(UnknownCodeError):
        values.agencies("dao_tao.la")


@pytest.mark.parametrize(
    ("now", "target", "words"),
    [
        # 97,999 prints as 98,00 and has not reached 98: the key figure says what the sentence says.
        ("97.999", "98", "còn thiếu chưa tới 0,01 điểm phần trăm"),
        ("98", "98", "vừa đạt"),
        ("98.001", "98", "vượt chưa tới 0,01 điểm phần trăm"),
        ("97.5", "98", "còn thiếu 0,50 điểm phần trăm"),
    ],
)
def test_a_key_figure_agrees_with_its_sentence(workbook: Workbook, now: str, target: str, words: str) -> None:
    value, bound = (value_of(workbook, "dao_tao.hai_long", number) for number in (now, target))
    assert against_target(value, bound) == words
