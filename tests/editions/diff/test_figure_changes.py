"""Figures that changed: each once, by how much, and what is to be said of their windows."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.editions.diff.made_up import figure

from cchc.base.windows import UNSTATED, Window
from cchc.editions.diff.edition_figures import edition_figures, uses_leading_zero
from cchc.editions.diff.figure_changes import FigureChange, figure_changes

Row = dict[str, str]


def changed(old: list[Row], new: list[Row], *, same_period: bool = True) -> list[FigureChange]:
    before, after = edition_figures(old, "2020-H1"), edition_figures(new, "2020-H1")
    return figure_changes(before, after, same_period=same_period)


def test_a_figure_printed_twice_counts_once_with_both_places() -> None:
    old = [figure("a.b", "100", "100"), figure("a.b", "100", "100", place="bang-x")]
    new = [figure("a.b", "1304", "1.304"), figure("a.b", "1304", "1.304", place="bang-x")]
    (change,) = changed(old, new)
    assert (change.old_text, change.new_text) == ("100", "1.304")
    assert change.in_words == "tăng 1.204 hồ sơ (1.204,00%)"
    assert [p.place for p in change.current.places] == ["1", "bang-x"]


@pytest.mark.parametrize(
    ("unit", "old", "new", "words"),
    [
        ("%", ("10.07", "10,07%"), ("10.12", "10,12%"), "tăng 0,05 điểm phần trăm"),
        ("hồ sơ", ("12", "12"), ("7", "07"), "giảm 05 hồ sơ (41,67%)"),
        ("hồ sơ", ("3133520", "3.133.520"), ("3133620", "3.133.620"), "tăng 100 hồ sơ (dưới 0,01%)"),
        ("triệu đồng", ("1.5", "1,5"), ("2", "2,0"), "tăng 0,5 triệu đồng (33,33%)"),
        ("hồ sơ", ("", "[chưa có số liệu]"), ("7", "07"), "đã có số liệu"),
        ("hồ sơ", ("7", "07"), ("", "[chưa có số liệu]"), "không còn số liệu"),
    ],
)
def test_the_difference_is_told_by_the_unit(
    unit: str, old: tuple[str, str], new: tuple[str, str], words: str
) -> None:
    (change,) = changed([figure("a.b", *old, unit=unit)], [figure("a.b", *new, unit=unit)])
    assert change.in_words == words


def test_what_prints_alike_is_shown_with_the_decimals_it_needs() -> None:
    old, new = figure("a.b", "99.6061", "99,61%", unit="%"), figure("a.b", "99.6099", "99,61%", unit="%")
    (change,) = changed([old], [new])
    assert (change.old_text, change.new_text) == ("99,606%", "99,610%")
    assert change.in_words == "tăng 0,004 điểm phần trăm"


def test_units_and_other_periods_are_figures_of_their_own() -> None:
    old = [figure("a.b", "1", "01"), figure("a.b", "5", "05", file="data/2019-H2/figures.csv")]
    new = [*old, figure("a.b", "2", "02", agency="quan_a")]
    (change,) = changed(old, new)
    assert (change.status, change.current.key.code) == ("added", "a.b@quan_a")
    # Between two periods, what is shown of yet another is no figure of either.
    assert changed(old[:1], old, same_period=False) == []


def test_another_window_is_a_change_of_a_draft_and_a_remark_between_periods() -> None:
    old = [figure("a.b", "5", "05")]
    same_value = [figure("a.b", "5", "05", window_to="2020-03-15")]
    (change,) = changed(old, same_value)
    assert change.status == "window"
    assert change.windows == "kỳ số liệu: 16/12/2019 – 15/6/2020 → 16/12/2019 – 15/3/2020"
    assert changed(old, same_value, same_period=False) == []
    (change,) = changed(old, [figure("a.b", "6", "06", window_to="2020-03-15")], same_period=False)
    assert (change.in_words, change.windows) == ("tăng 01 hồ sơ (20,00%)", "số liệu 03 tháng so với 06 tháng")


def test_a_blank_window_is_the_default_one_of_its_period() -> None:
    blank = {"window_from": "", "window_to": ""}
    years = [Window.of_days(date(year - 1, 12, 15), date(year, 12, 14)) for year in (2019, 2020)]
    old = [figure("a.b", "5", "05", **blank, file="data/2019-Y/figures.csv")]
    new = [figure("a.b", "6", "06", window_to="2020-03-15", file="data/2020-Y/figures.csv")]
    before, after = edition_figures(old, "2019-Y", years[0]), edition_figures(new, "2020-Y", years[1])
    # Another period's figure brings its own.
    other = edition_figures([{**old[0], "file": "data/2018-Y/figures.csv"}], "2019-Y", years[0])
    assert [f.window for f in (*before.values(), *other.values())] == [years[0], UNSTATED]
    (change,) = figure_changes(before, after, same_period=False)
    assert change.windows == "số liệu 03 tháng so với 12 tháng"
    # Where nobody knows it, it is no change by itself.
    assert changed([figure("a.b", "5", "05", **blank)], [figure("a.b", "5", "05")]) == []


def test_the_house_style_is_seen_in_what_is_printed() -> None:
    def style(*texts: str) -> bool:
        return uses_leading_zero(edition_figures([figure(f"a.{t}", t, t) for t in texts], "2020-H1").values())

    assert style("07", "12")
    assert not style("7", "12")


ROWS = st.lists(
    st.builds(
        lambda code, agency, value: figure(code, value, value, agency=agency),
        st.sampled_from(["a.b", "a.c", "a.d"]),
        st.sampled_from(["", "quan_a"]),
        st.sampled_from(["", "1", "2", "30.5"]),
    ),
    max_size=8,
)


@given(ROWS, ROWS)
def test_itself_gives_nothing_and_the_way_back_the_mirror(old: list[Row], new: list[Row]) -> None:
    assert changed(old, old) == []
    swapped = {"added": "removed", "removed": "added", "changed": "changed", "window": "window"}
    there = {(swapped[c.status], c.current.key, c.new_text, c.old_text) for c in changed(old, new)}
    assert there == {(c.status, c.current.key, c.old_text, c.new_text) for c in changed(new, old)}
