"""A figure out of proportion to what it was, or with its digits: made-up numbers."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.checks.conftest import Stating

from cchc.base.period import Period
from cchc.checks.context import CheckContext
from cchc.checks.earlier_pairs import Pair, pairs
from cchc.checks.earlier_periods import check_periods
from cchc.checks.magnitude import out_of_proportion, slipped
from cchc.checks.run import relations_of
from cchc.inputs.catalog.indicators import load_indicators
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.values.values import Values

COUNT, RATE = "dao_tao.lop", "dao_tao.hai_long"


@pytest.mark.parametrize(
    ("code", "before", "now", "words"),
    [
        (COUNT, "1792", "17920", "gấp đúng 10 lần số 1.792"),
        (COUNT, "1792000", "1792", "bằng đúng một phần 1.000 số 1.792.000"),
        (COUNT, "1792", "1972", "như hai chữ số đổi chỗ từ số 1.792"),
        (COUNT, "1792", "192", "như thiếu một chữ số của số 1.792"),
        (COUNT, "1792", "17992", "như thừa một chữ số so với số 1.792"),
        (RATE, "98.91", "98.19", "như hai chữ số đổi chỗ từ số 98,91%"),
        # Two digits change places by chance, and most numbers are simply others.
        (COUNT, "24", "42", ""),
        (COUNT, "1792", "1793", ""),
        (COUNT, "1792", "2179", ""),
        (COUNT, "0", "100", ""),
    ],
)
def test_digits_that_slipped(stating: Stating, code: str, before: str, now: str, words: str) -> None:
    found = [finding.explanation for pair in beside(stating, code, before, now) for finding in slipped(pair)]
    assert [words in text for text in found] == ([True] if words else [])


@pytest.mark.parametrize(
    ("code", "before", "now", "most", "fires"),
    [
        (COUNT, "100", "300", None, False),
        (COUNT, "100", "301", None, True),
        (COUNT, "100", "33", None, True),
        (COUNT, "100", "0", None, True),
        # By chance.
        (COUNT, "2", "9", None, False),
        (COUNT, "24", "25", "1", True),
        (COUNT, "322", "340", "1.1", False),
        (COUNT, "322", "360", "1.1", True),
        (COUNT, "100", "450", "5", False),
        # What is left of a rate counts too, from ten points.
        (RATE, "98.91", "1.09", None, True),
        (RATE, "98.91", "88", None, True),
        (RATE, "98.91", "95", None, False),
        (RATE, "60", "75", None, False),
    ],
)
def test_a_figure_out_of_proportion(
    stating: Stating, code: str, before: str, now: str, most: str | None, *, fires: bool
) -> None:
    found = [
        finding
        for pair in beside(stating, code, before, now, most)
        for finding in out_of_proportion(pair, [])
    ]
    assert bool(found) == fires


def beside(stating: Stating, code: str, before: str, now: str, most: str | None = None) -> Iterator[Pair]:
    """The one figure in two periods, with its bound."""
    then = stating({code: before})
    workbook = stating({code: now})
    indicator = replace(workbook.indicators[code], most_times=Decimal(most) if most else None)
    workbook = replace(workbook, indicators={code: indicator})
    earlier = replace(then, period=then.period.year_before)
    return pairs(workbook, Values(workbook), earlier)


@pytest.mark.parametrize(
    ("previous", "rule"), [("70", "ky_truoc.chu_so"), ("8", ""), ("không rõ", ""), ("", "")]
)
def test_the_column_previous_stands_for_a_period_that_is_not_at_hand(
    workspace: Path, previous: str, rule: str
) -> None:
    path = workspace / "data/2020-H1/figures.csv"
    header, *rows = path.read_text(encoding="utf-8").strip().split("\n")
    rows = [f"{row},{previous if row.startswith(COUNT) else ''}" for row in rows]
    path.write_text("\n".join([f"{header},previous", *rows]), encoding="utf-8")
    workbook = load_workbook(Workspace(workspace), Period.parse("2020-H1"))
    context = CheckContext(workbook, relations=relations_of(workbook)[0])
    assert [finding.rule for finding in check_periods(context)] == ([rule] if rule else [])


@pytest.mark.parametrize(("most", "fits"), [("1", True), ("1.2", True), ("0.5", False), ("nhiều", False)])
def test_the_bound_of_an_indicator_is_one_or_more(workspace: Path, most: str, *, fits: bool) -> None:
    path = workspace / "data/catalog/indicators.csv"
    header, *rows = path.read_text(encoding="utf-8").strip().split("\n")
    rows = [f"{row},{most if row.startswith(COUNT) else ''}" for row in rows]
    path.write_text("\n".join([f"{header},most_times", *rows]), encoding="utf-8")
    indicators, problems = load_indicators(path)
    assert (not problems) == fits
    assert not fits or indicators[COUNT].most_times == Decimal(most)
