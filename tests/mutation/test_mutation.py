"""A sample of the mistakes on every figure: what share of them the checks name."""

from pathlib import Path

import pytest
from tests.mutation.judging import Bench, counted
from tests.mutation.localities import reference, year_before
from tests.mutation.made_up_locality import locality

from cchc.base.findings import Severity
from cchc.checks.context import CheckContext
from cchc.checks.earlier_periods import check_periods

# Each so manieth mistake: prime, so that every kind and figure comes up.
SAMPLE = 31


def test_nothing_is_found_in_a_clean_locality(tmp_path: Path) -> None:
    workbook, earlier = locality(tmp_path)
    bench = Bench.of(workbook, earlier)
    assert [finding.line() for finding in bench.usual] == []
    assert list(check_periods(CheckContext(workbook, relations=bench.relations))) == []


@pytest.mark.parametrize(
    ("beside", "least"),
    [
        (False, {"đẳng thức": 0.9, "giới hạn": 0.45, "không ràng buộc": 0.2, "": 0.65}),
        (True, {"đẳng thức": 0.9, "giới hạn": 0.65, "không ràng buộc": 0.5, "": 0.78}),
    ],
)
def test_the_reference_report(*, beside: bool, least: dict[str, float]) -> None:
    report = reference()
    bench = Bench.of(report, year_before(report) if beside else None)
    shares = counted(bench, bench.judged(SAMPLE))
    assert {tie: share for tie, share in least.items() if shares["", tie].value < share} == {}


@pytest.mark.parametrize(("beside", "least"), [(False, 0.6), (True, 0.8)])
def test_a_made_up_locality(tmp_path: Path, *, beside: bool, least: float) -> None:
    workbook, earlier = locality(tmp_path)
    bench = Bench.of(workbook, earlier if beside else None)
    shares = counted(bench, bench.judged(3))
    # Two parts of one sum in each other's place leave it whole.
    assert shares["", "đẳng thức"].value >= 0.97
    assert shares["", ""].value >= least


def test_a_slip_of_magnitude_is_always_named_beside_an_earlier_period(tmp_path: Path) -> None:
    bench = Bench.of(*locality(tmp_path))
    kinds = {"gấp 10", "chia 10", "chia 1.000", "gõ đúp một chữ số"}
    slips = [mistake for mistake in bench.mistakes() if mistake.kind in kinds]
    assert [(m.kind, m.figure.indicator) for m in slips if not bench.names(m)] == []
    assert {mistake.kind for mistake in slips} == kinds


def test_the_year_before_of_the_report_raises_no_error() -> None:
    report = reference()
    found = Bench.of(report, year_before(report)).usual
    assert [finding.line() for finding in found if finding.severity is Severity.ERROR] == []
