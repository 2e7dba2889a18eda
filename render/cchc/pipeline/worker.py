"""A process beside the one that reads and checks: it has what building needs, and builds the report."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.base.findings import ReportError, cut_short
from cchc.base.forks import Child
from cchc.base.progress import Say
from cchc.base.tasks import SECONDS_TO_TIDY, End, Parent, Task
from cchc.base.working_folders import temporary_folder

if TYPE_CHECKING:
    from cchc.pipeline.order import Progress, Report
    from cchc.pipeline.prepare import Prepare, Prepared
    from cchc.pipeline.report import Builder


@contextmanager
def one_shot_worker(say: Say) -> Iterator["Builder"]:
    """Builds one report: it loads what that needs while the inputs are still read and checked here.

    It says how far it is. Nothing of it is left at the end, built or not.
    """
    line, theirs = Pipe()
    begun = False
    with _log() as log:
        child = Child(_task(lambda parent: _load_then_build(theirs, parent)), log, on_report=say)
        theirs.close()

        def build(prepare: "Prepare", _: "Progress") -> "Report":
            nonlocal begun
            prepared = prepare()
            # Charts are drawn as soon as there are any: that too gets ready beside the loading.
            with _drawing(prepared) as address:
                begun = True
                # Where it has died already, what follows tells.
                with suppress(BrokenPipeError):
                    line.send((prepared, address))
                # This process has nothing else to do until the other has loaded its libraries.
                if prepared.order.shows_changes:
                    _read_ahead(prepared)
                return _report_of(child)

        try:
            yield build
        except BaseException:
            # Before that there is nothing to tidy up.
            if begun:
                child.end_early()
            raise
        finally:
            child.end()
            line.close()


@contextmanager
def lasting_worker(say: Say) -> Iterator["Builder"]:
    """Builds reports one after the other: what that needs is loaded and begun here, once for all."""
    from cchc.pipeline.many import load_publishing
    from cchc.publish.drawing_service import DrawingService

    _load()
    load_publishing()
    with ExitStack() as stack, _log() as log:
        service = stack.enter_context(closing(DrawingService()))

        def build(prepare: "Prepare", _: "Progress") -> "Report":
            nonlocal service
            prepared = prepare()
            if not service.alive:
                service = stack.enter_context(closing(DrawingService()))
            child = Child(_task(partial(_build, prepared, service.address)), log, on_report=say)
            try:
                return _report_of(child)
            finally:
                child.end_early()

        yield build


def _task(work: Callable[[Parent], "Report"]) -> Task["Report"]:
    # Ctrl-C reaches this process alone, which passes it on.
    return Task("worker", work, tidying=SECONDS_TO_TIDY)


@contextmanager
def _log() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder / "worker.log"


def _report_of(child: Child["Report"]) -> "Report":
    """What it builds (ReportError if it dies)."""
    outcome = child.wait()
    if outcome.end is End.DIED:
        raise ReportError(cut_short("dựng báo cáo"))
    return outcome.result()


def _read_ahead(prepared: "Prepared") -> None:
    from cchc.editions.diff.in_report import read_ahead

    if previous := prepared.order.previous_edition:
        read_ahead(previous, prepared.order.workspace.cache)


def _load_then_build(line: Connection, parent: Parent) -> "Report":
    _load()
    prepared, drawing = line.recv()
    return _build(prepared, drawing, parent)


def _load() -> None:
    import cchc.pipeline.build
    from cchc.execution.environment import load_libraries

    del cchc
    load_libraries()


def _build(prepared: "Prepared", drawing: str, parent: Parent) -> "Report":
    from cchc.pipeline.build import build_report
    from cchc.pipeline.order import Progress

    return build_report(lambda: prepared, Progress(parent.report), drawing)


@contextmanager
def _drawing(prepared: "Prepared") -> Iterator[str]:
    """The address of a drawing service, where notebooks will run."""
    if not prepared.plan.to_run:
        yield ""
        return
    from cchc.publish.drawing_service import DrawingService

    with closing(DrawingService()) as service:
        yield service.address
