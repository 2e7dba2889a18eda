"""Many reports in one call, several built at once: each in a process of its own that ends with it."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from cchc.base.findings import ReportError
from cchc.base.system_errors import explained, system_failure
from cchc.base.tasks import SECONDS_TO_TIDY, End, Outcome, Parent, Task, can_fork
from cchc.base.working_folders import temporary_folder
from cchc.execution.environment import load_libraries
from cchc.pipeline.build import build_report
from cchc.pipeline.order import Progress, Report, ReportOrder
from cchc.pipeline.report import make_report
from cchc.publish.drawing_service import DrawingService


@dataclass(frozen=True)
class Ended:
    """One of the reports, built or not; `failure` is Vietnamese."""

    order: ReportOrder
    seconds: float
    report: Report | None = None
    failure: str = ""


def make_reports(orders: Sequence[ReportOrder], workers: int) -> Iterator[Ended]:
    """Make every report, at most `workers` at once; each is given as it ends, and none stops another."""
    if not can_fork():
        yield from map(_one_by_one, orders)
        return
    # Not there on systems that cannot fork.
    from cchc.base.forks import side_by_side

    load_libraries()
    load_publishing()
    with (
        closing(DrawingService()) as service,
        temporary_folder() as folder,
    ):
        tasks = [
            # Each keeps one processor busy by itself.
            Task(
                str(number), partial(_build, replace(order, jobs=1), service.address), tidying=SECONDS_TO_TIDY
            )
            for number, order in enumerate(orders)
        ]
        for outcome in side_by_side(tasks, workers, folder / "processes.log"):
            yield _ended(orders[int(outcome.name)], outcome)


def _build(order: ReportOrder, drawing: str, _: Parent) -> Report:
    return make_report(order, Progress(lambda _: None), partial(build_report, drawing=drawing))


def _ended(order: ReportOrder, outcome: Outcome[Report]) -> Ended:
    if outcome.end is End.DONE:
        return Ended(order, outcome.seconds, report=outcome.value)
    if isinstance(outcome.error, ReportError):
        return Ended(order, outcome.seconds, failure=str(outcome.error))
    if outcome.error is not None and (words := explained(outcome.error)):
        return Ended(order, outcome.seconds, failure=words)
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
    except OSError as error:
        return Ended(order, 0.0, failure=system_failure(error))
    return Ended(order, progress.seconds["all"], report=report)


def load_publishing() -> None:
    """Load it now; nothing of it is used here, as Typst's threads would not reach the forks."""
    import pypandoc
    import typst

    import cchc.publish.docx.finish
    import cchc.publish.docx.reference

    # Looks for the program.
    pypandoc.get_pandoc_path()
    del cchc, pypandoc, typst
