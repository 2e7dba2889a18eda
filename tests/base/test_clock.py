"""Any clock, and any SOURCE_DATE_EPOCH, gives a moment that files can hold, or is refused by name."""

import pytest

from cchc.base.clock import EARLIEST, LATEST, given_epoch, in_files
from cchc.base.findings import ReportError


@pytest.mark.parametrize(("text", "epoch"), [("", None), ("0", 0), (" 86400 ", 86400), (str(LATEST), LATEST)])
def test_a_moment_is_taken(monkeypatch: pytest.MonkeyPatch, text: str, epoch: int | None) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    assert given_epoch() == epoch


@pytest.mark.parametrize("text", ["-5", "hôm nay", "²", "1e9", "9" * 14, str(LATEST + 1), "9" * 5000])
def test_nonsense_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(ReportError, match=r"SOURCE_DATE_EPOCH là “.*”: phải là số giây"):
        given_epoch()


@pytest.mark.parametrize(("clock", "held"), [(0.0, EARLIEST), (1.6e9, 1_600_000_000), (9e12, LATEST)])
def test_a_clock_that_is_far_off_stops_nothing(clock: float, held: int) -> None:
    assert in_files(clock) == held
