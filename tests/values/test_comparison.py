"""Figures beside another period and the year's target: what is compared, and what is said with it."""

import shutil
from decimal import Decimal
from pathlib import Path

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import add, edit

from cchc.base.findings import InputError
from cchc.base.period import Period
from cchc.base.windows import Moment, Window
from cchc.checks.printed import check_printed
from cchc.inputs.catalog.indicators import Indicator, load_indicators
from cchc.inputs.catalog.targets import load_targets
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.section import Section, open_section
from cchc.notebook.tables import EarlierText, figures_in
from cchc.prose.templates import render
from cchc.values.comparison import compare, unequal_windows
from cchc.values.values import Value, Values

FIGURES = "indicator,agency,value,window_from,window_to,document,note\n"
TARGETS = "indicator,first_year,last_year,comparison,value,basis\n"


def period_with(place: Workspace, name: str, rows: str) -> None:
    """A period of the made-up workspace with these figures alone."""
    period = Period.parse(name)
    if not place.data(period).exists():
        shutil.copytree(place.data(Period.parse("2020-H1")), place.data(period))
        text = place.params(Period.parse("2020-H1")).read_text(encoding="utf-8")
        add(place.root, f"params/{name}.yml", text.replace("2020-H1", name))
    add(place.root, f"data/{name}/figures.csv", FIGURES + rows)


def said(section: Section, template: str) -> str:
    text = render(template, section.printer("1"), file="thu.md")
    # What is missing is marked: “[chưa có số liệu]{.missing} … để so sánh”.
    return text.removeprefix("[").replace("]{.missing}", "").partition("]{.num")[0]


def test_the_period_before_and_the_year_before_are_asked_for_by_name(place: Workspace) -> None:
    period_with(place, "2020-H1", "dao_tao.lop,,7,,,,\n")
    period_with(place, "2019-H2", "dao_tao.lop,,5,,,,\n")
    period_with(place, "2019-H1", "dao_tao.lop,,10,,,,\n")
    section = open_section("dao_tao", "2020-H1", place.root)
    year_before = "giảm 03 lớp (30,00%) so với 06 tháng đầu năm 2019"
    assert said(section, "{{ so_sanh('dao_tao.lop') }}") == year_before
    assert said(section, "{{ so_sanh('dao_tao.lop', voi='cung_ky') }}") == year_before
    assert said(section, "{{ so_sanh('dao_tao.lop', voi='ky_truoc') }}") == (
        "tăng 02 lớp (40,00%) so với 06 tháng cuối năm 2019"
    )
    with pytest.raises(InputError, match="“nam_xua” không có"):
        said(section, "{{ so_sanh('dao_tao.lop', voi='nam_xua') }}")


def test_an_absent_period_is_named(place: Workspace) -> None:
    section = open_section("dao_tao", "2020-H1", place.root)
    assert said(section, "{{ so_sanh('dao_tao.lop', voi='ky_truoc') }}") == (
        "chưa có số liệu 06 tháng cuối năm 2019 để so sánh"
    )


def test_a_window_of_its_own_is_compared_with_the_whole_period_and_said(place: Workspace) -> None:
    period_with(place, "2020-H1", "dao_tao.lop,,7,2019-12-16,2020-03-15,,\n")
    period_with(place, "2019-H1", "dao_tao.lop,,10,,,,\n")
    phrase = said(open_section("dao_tao", "2020-H1", place.root), "{{ so_sanh('dao_tao.lop') }}")
    assert phrase.endswith("so với 06 tháng đầu năm 2019 (số liệu 03 tháng so với 06 tháng)")


@pytest.mark.parametrize(
    ("window", "months"),
    [
        (("2019-12-15", "2020-06-14"), 6),
        (("2019-12-16", "2020-03-15"), 3),
        (("2020-01", "2020-05"), 5),
        (("2019", "2019"), 12),
        (("2019-12-01", "2020-02-29"), 3),
        (("2020-01-01", "2020-06-20"), None),
        (("2020-06-15", ""), None),
    ],
)
def test_whole_months(window: tuple[str, str], months: int | None) -> None:
    start, end = (Moment.parse(text) if text else None for text in window)
    assert Window(start, end).length_in_months() == months


def test_another_definition_is_said(place: Workspace) -> None:
    period_with(place, "2020-H1", "ho_so.tiep_nhan,,20,,,,\nho_so.truc_tuyen,,10,,,,\n")
    period_with(place, "2019-H1", "ho_so.tiep_nhan,,20,,,,\nho_so.truc_tuyen,,5,,,,\n")
    rows = "ho_so.tiep_nhan,2020-01-01,không tính hồ sơ kỳ trước chuyển sang\n"
    add(place.root, "data/catalog/definitions.csv", f"indicator,valid_from,text\n{rows}")
    section = open_section("ho_so", "2020-H1", place.root)
    remark = "(cách tính đổi từ ngày 01/01/2020: không tính hồ sơ kỳ trước chuyển sang)"
    # The rate rests on the count whose meaning changed.
    for code in ("ho_so.tiep_nhan", "ho_so.ty_le"):
        assert remark in said(section, f"{{{{ so_sanh('{code}') }}}}")
    assert "cách tính" not in said(section, "{{ so_sanh('ho_so.truc_tuyen') }}")
    edit(place.root, "data/catalog/definitions.csv", "2020-01-01", "2019-01-01")
    section = open_section("ho_so", "2020-H1", place.root)
    assert "cách tính" not in said(section, "{{ so_sanh('ho_so.tiep_nhan') }}")


def test_every_change_of_definition_in_between_is_said(place: Workspace) -> None:
    period_with(place, "2020-H1", "ho_so.tiep_nhan,,20,,,,\nho_so.truc_tuyen,,10,,,,\n")
    period_with(place, "2019-H1", "ho_so.tiep_nhan,,20,,,,\nho_so.truc_tuyen,,5,,,,\n")
    rows = "ho_so.truc_tuyen,2020-03-01,hai\nho_so.tiep_nhan,2020-01-01,một\nho_so.ty_le,2021-01-01,ba\n"
    add(place.root, "data/catalog/definitions.csv", f"indicator,valid_from,text\n{rows}")
    phrase = said(open_section("ho_so", "2020-H1", place.root), "{{ so_sanh('ho_so.ty_le') }}")
    assert phrase.endswith("(cách tính đổi từ ngày 01/01/2020: một; cách tính đổi từ ngày 01/3/2020: hai)")


@pytest.mark.parametrize(
    ("now", "then", "remark"),
    [
        ("2014-11-20,", ",", "số liệu từ 20/11/2014 đến nay so với 15/12/2018 – 14/6/2019"),
        (",2020-05", ",", "số liệu đến tháng 5/2020 so với 15/12/2018 – 14/6/2019"),
        ("2014,", "2016,", "số liệu từ năm 2014 đến nay so với từ năm 2016 đến nay"),
        ("2014,", "2014,", ""),
        (",2020-05", ",2019-05", ""),
        ("2020-01-01,2020-02-10", ",", "số liệu 41 ngày so với 182 ngày"),
    ],
)
def test_windows_of_another_kind_are_both_named(place: Workspace, now: str, then: str, remark: str) -> None:
    period_with(place, "2020-H1", f"dao_tao.lop,,7,{now},,\n")
    period_with(place, "2019-H1", f"dao_tao.lop,,10,{then},,\n")
    phrase = said(open_section("dao_tao", "2020-H1", place.root), "{{ so_sanh('dao_tao.lop') }}")
    assert phrase == " ".join(
        filter(None, ["giảm 03 lớp (30,00%) so với 06 tháng đầu năm 2019", remark and f"({remark})"])
    )


def test_a_window_within_a_rate_or_a_sum_is_said(place: Workspace) -> None:
    quarter = "2019-12-16,2020-03-15"
    units = f"dao_tao.hoc_vien,quan_a,30,{quarter},,\ndao_tao.hoc_vien,quan_b,12,,,,\n"
    rows = f"ho_so.tiep_nhan,,20,,,,\nho_so.truc_tuyen,,10,{quarter},,\n{units}"
    period_with(place, "2020-H1", rows)
    period_with(place, "2019-H1", rows.replace(quarter, ","))
    section = open_section("ho_so", "2020-H1", place.root)
    for code in ("ho_so.ty_le", "dao_tao.hoc_vien"):
        assert "(số liệu 03 tháng so với 06 tháng)" in said(section, f"{{{{ so_sanh('{code}') }}}}")
    # The same parts, each over the same months as a year before.
    period_with(place, "2019-H1", rows.replace("2019-12-16,2020-03-15", "2018-12-16,2019-03-15"))
    section = open_section("ho_so", "2020-H1", place.root)
    for code in ("ho_so.ty_le", "dao_tao.hoc_vien"):
        assert "số liệu" not in said(section, f"{{{{ so_sanh('{code}') }}}}")


def test_what_no_column_says_stands_below_the_table_or_chart(
    place: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    period_with(place, "2020-H1", "dao_tao.lop,,7,2019-12-16,2020-03-15,,\ndao_tao.kinh_phi,,5,,,,\n")
    period_with(place, "2019-H1", "dao_tao.lop,,10,,,,\ndao_tao.kinh_phi,,4,,,,\n")
    section = open_section("dao_tao", "2020-H1", place.root)
    note = "Lưu ý khi so sánh: Lớp học (số liệu 03 tháng so với 06 tháng)."
    frame = section.frame("dao_tao.lop", "dao_tao.kinh_phi", so_sanh=("cung_ky",))

    def shown(columns: list[str], source: str = "") -> str:
        section.table(frame[columns], id="lop", title="Lớp", source=source)
        return capsys.readouterr().out

    assert note in shown(["name", "text", "year_before_text"])
    assert f"Phòng thử. {note}" in shown(["name", "text", "year_before_text"], "Phòng thử.")
    assert "Lưu ý" not in shown(["name", "text", "year_before_text", "year_before_change_text"])
    assert "Lưu ý" not in shown(["name", "text"])
    bars = alt.Chart(frame).mark_bar().encode(x="year_before:Q", y="name:N")
    section.chart(bars, id="lop", data=frame, title="Lớp", alt="Biểu đồ")
    assert note in capsys.readouterr().out


def test_a_merged_unit_is_compared_with_the_sum_of_what_it_was(place: Workspace) -> None:
    period_with(place, "2020-H1", "dao_tao.hoc_vien,quan_a,30,,,,\ndao_tao.hoc_vien,quan_b,12,,,,\n")
    period_with(place, "2021-H1", "dao_tao.hoc_vien,thanh_pho_c,50,,,,\n")
    section = open_section("dao_tao", "2021-H1", place.root)
    assert said(section, "{{ so_sanh('dao_tao.hoc_vien', 'thanh_pho_c') }}") == (
        "tăng 08 người (19,05%) so với 06 tháng đầu năm 2020 (gộp Quận 1 (giả định), Quận B (giả định))"
    )
    assert said(section, "{{ so_sanh('dao_tao.hoc_vien') }}").startswith("tăng 08 người")
    # One of them silent: the sum would pass for the whole.
    period_with(place, "2020-H1", "dao_tao.hoc_vien,quan_a,30,,,,\ndao_tao.hoc_vien,quan_b,,,,,\n")
    section = open_section("dao_tao", "2021-H1", place.root)
    phrase = said(section, "{{ so_sanh('dao_tao.hoc_vien', 'thanh_pho_c') }}")
    assert phrase.startswith("chưa có số liệu 06 tháng đầu năm 2020 để so sánh")


def test_a_split_unit_is_never_compared_unsaid(place: Workspace) -> None:
    period_with(place, "2022-H1", "dao_tao.hoc_vien,huyen_d,30,,,,\n")
    period_with(place, "2023-H1", "dao_tao.hoc_vien,huyen_e,18,,,,\ndao_tao.hoc_vien,huyen_f,14,,,,\n")
    section = open_section("dao_tao", "2023-H1", place.root)
    assert said(section, "{{ so_sanh('dao_tao.hoc_vien', 'huyen_e') }}") == (
        "chưa có số liệu 06 tháng đầu năm 2022 để so sánh (Huyện E (giả định) tách ra từ Huyện D (giả định))"
    )


def test_the_three_districts_of_the_real_catalogue_became_one_city() -> None:
    root = Path(__file__).parents[2]
    workbook = load_workbook(Workspace(root), Period.parse("2020-H1"))
    merged = [code for code, unit in workbook.agencies.items() if unit.successors == ("thanh_pho_thu_duc",)]
    assert merged == ["quan_2", "quan_9", "quan_thu_duc"]


@pytest.mark.parametrize(
    ("code", "value", "target", "phrase"),
    [
        ("dao_tao.hai_long", "98", ">=,98", "đạt mục tiêu năm 2020 (từ 98% trở lên)"),
        (
            "dao_tao.hai_long",
            "96.5",
            ">=,98",
            "chưa đạt mục tiêu năm 2020 (từ 98% trở lên), còn thiếu 1,50 điểm phần trăm",
        ),
        (
            "dao_tao.hai_long",
            "97.999",
            ">=,98",
            "chưa đạt mục tiêu năm 2020 (từ 98% trở lên), còn thiếu chưa tới 0,01 điểm phần trăm",
        ),
        (
            "dao_tao.hai_long",
            "3",
            "<=,2.5",
            "chưa đạt mục tiêu năm 2020 (không quá 2,50%), vượt 0,50 điểm phần trăm",
        ),
        ("dao_tao.lop", "7", ">=,28", "bằng 25,00% mục tiêu năm 2020 (từ 28 lớp trở lên)"),
        ("dao_tao.lop", "7", "", "chưa có mục tiêu năm 2020 để so sánh"),
    ],
)
def test_targets(place: Workspace, code: str, value: str, target: str, phrase: str) -> None:
    period_with(place, "2020-H1", f"{code},,{value},,,,\n")
    row = f"{code},2020,2020,{target},giả định\n" if target else f"{code},2021,,>=,1,giả định\n"
    add(place.root, "data/catalog/targets.csv", TARGETS + row)
    section = open_section("dao_tao", "2020-H1", place.root)
    assert said(section, f"{{{{ so_sanh('{code}', voi='muc_tieu') }}}}") == phrase


def test_targets_that_overlap_or_are_of_no_indicator_are_named(place: Workspace) -> None:
    rows = "dao_tao.lop,2019,,>=,1,giả định\ndao_tao.lop,2020,2020,>=,2,giả định\nla.la,2020,,>=,2,giả định\n"
    add(place.root, "data/catalog/targets.csv", TARGETS + rows)
    indicators = load_indicators(place.catalog / "indicators.csv")[0]
    _, problems = load_targets(place.catalog / "targets.csv", indicators)
    assert [f.row for f in problems] == [3, 4]
    with pytest.raises(InputError, match=r"targets.csv:4: .*“la.la” không có"):
        load_workbook(place, Period.parse("2020-H1"))


def test_a_table_sets_the_periods_side_by_side(place: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    period_with(place, "2020-H1", "dao_tao.lop,,7,2019-12-16,2020-03-15,,\ndao_tao.hai_long,,96.5,,,,\n")
    period_with(place, "2019-H1", "dao_tao.lop,,10,,,,\n")
    add(place.root, "data/catalog/targets.csv", f"{TARGETS}dao_tao.hai_long,2020,,>=,95,giả định\n")
    section = open_section("dao_tao", "2020-H1", place.root)
    frame = section.frame("dao_tao.lop", "dao_tao.hai_long", so_sanh=("cung_ky", "ky_truoc", "muc_tieu"))
    assert list(frame["year_before"]) == [10.0, None]
    assert list(frame["year_before_text"]) == ["10", "–"]
    assert list(frame["year_before_change"]) == [-3.0, None]
    assert list(frame["year_before_change_text"]) == [
        "giảm 03 lớp (30,00%) (số liệu 03 tháng so với 06 tháng)",
        "–",
    ]
    assert list(frame["previous"]) == [None, None]
    assert list(frame["target"]) == [None, 95.0]
    assert list(frame["target_change_text"]) == ["–", "đạt"]
    section.figures_table(["dao_tao.lop"], id="lop", title="Lớp", so_sanh=("cung_ky", "muc_tieu"))
    text = capsys.readouterr().out
    assert "06 tháng đầu năm 2019" in text
    assert "Mục tiêu năm 2020" in text
    # The page's cards tell of this period: another period's figure is plain text.
    assert sum(isinstance(figure, EarlierText) for figure in figures_in(frame)) == 1


def test_a_figure_of_another_period_is_no_second_value_of_this_one(place: Workspace) -> None:
    period_with(place, "2019-H1", "dao_tao.lop,,10,,,,\n")
    section = open_section("dao_tao", "2020-H1", place.root)
    frame = section.frame("dao_tao.lop", so_sanh=("cung_ky",))
    printer = section.printer("bang")
    for figure in figures_in(frame):
        printer.record(figure.value, str(figure), earlier=isinstance(figure, EarlierText))
    assert [(f.text, f.earlier) for f in printer.figures] == [("07", False), ("10", True)]
    assert list(check_printed(printer.figures)) == []


months = st.integers(1, 24)


@given(st.integers(0, 10**6), st.integers(0, 10**6), months, months)
def test_every_phrase_is_true_and_tells_unequal_windows(now: int, then: int, length: int, other: int) -> None:
    indicator = Indicator("a.b", "Thử", "hồ sơ", "count", 0, "none", None, "", "", "", 2)

    def made(number: int, count: int) -> Value:
        end = Moment(2019 + (count - 1) // 12, (count - 1) % 12 + 1)
        return Value(indicator, "", Decimal(number), "stated", None, (), Window(Moment(2019, 1), end))

    current, earlier = made(now, length), made(then, other)
    phrase = compare(current, earlier, "kỳ X")
    verb = "không đổi" if now == then else "tăng" if now > then else "giảm"
    assert phrase.startswith(verb)
    assert ("số liệu" in phrase) == (length != other) == bool(unequal_windows(current, earlier))


def test_values_of_a_period_are_loaded_once(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    period_with(place, "2019-H1", "dao_tao.lop,,10,,,,\n")
    section = open_section("dao_tao", "2020-H1", place.root)
    loaded = []
    real = load_workbook

    def counting(workspace: Workspace, period: Period) -> Workbook:
        loaded.append(period)
        return real(workspace, period)

    monkeypatch.setattr("cchc.notebook.shared_inputs.load_workbook", counting)
    for _ in range(3):
        said(section, "{{ so_sanh('dao_tao.lop') }}")
    assert loaded == [Period.parse("2019-H1")]
    assert Values(section.workbook).get("dao_tao.lop").value == 7
