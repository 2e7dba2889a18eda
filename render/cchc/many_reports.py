"""Many reports in one call, several made at once: each in a process of its own that ends with it."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cchc.execution.environment import load_libraries
from cchc.findings import ReportError
from cchc.order import Progress, Report, ReportOrder
from cchc.processes.task import End, Outcome, Parent, Task, can_fork
from cchc.report import make_report


@dataclass(frozen=True)
class Ended:
    """One of the reports, made or not; `failure` is Vietnamese."""

    order: ReportOrder
    seconds: float
    report: Report | None = None
    failure: str = ""


def make_reports(orders: Sequence[ReportOrder], workers: int) -> Iterator[Ended]:
    """Make every report, at most `workers` at once; each is told as it ends, and none stops another."""
    # Each keeps one processor busy by itself.
    single = [replace(order, jobs=1) for order in orders]
    if not can_fork():
        yield from map(_one_by_one, orders)
        return
    # Not there on systems that cannot fork.
    from cchc.processes.side_by_side import side_by_side

    load_libraries()
    tasks = [Task(str(number), partial(_make, order)) for number, order in enumerate(single)]
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        for outcome in side_by_side(tasks, workers, Path(folder) / "processes.log"):
            yield _ended(orders[int(outcome.name)], outcome)


def _make(order: ReportOrder, _: Parent) -> Report:
    return make_report(order, Progress(lambda _: None))


def _ended(order: ReportOrder, outcome: Outcome[Report]) -> Ended:
    if outcome.end is End.DONE:
        return Ended(order, outcome.seconds, report=outcome.value)
    if isinstance(outcome.error, ReportError):
        return Ended(order, outcome.seconds, failure=str(outcome.error))
    what = f" ({type(outcome.error).__name__}: {outcome.error})" if outcome.error else ""
    return Ended(
        order, outcome.seconds, failure=f"Bị dừng đột ngột{what}. Chạy riêng kỳ này để xem chi tiết."
    )


def _one_by_one(order: ReportOrder) -> Ended:
    progress = Progress(lambda _: None)
    try:
        with progress.step("all"):
            report = make_report(order, progress)
    except ReportError as error:
        return Ended(order, 0.0, failure=str(error))
    return Ended(order, progress.seconds["all"], report=report)
