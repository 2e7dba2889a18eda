"""A process that loads what making needs while another still reads and checks, then makes the report."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cchc.findings import ReportError
from cchc.processes.child import Child
from cchc.processes.task import SECONDS_TO_TIDY, End, Parent, Task
from cchc.system_errors import cut_short

if TYPE_CHECKING:
    from cchc.order import Progress, Report
    from cchc.preparing import Prepared
    from cchc.report import Make


@contextmanager
def maker(say: Callable[[str], object]) -> Iterator["Make"]:
    """What makes a report that has been prepared here, and says how far it is.

    Nothing of it is left at the end, made or not.
    """
    line, theirs = Pipe()
    begun = False
    with TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:

        def work(parent: Parent) -> "Report":
            return _load_then_make(theirs, parent)

        # Ctrl-C reaches this process alone, which passes it on.
        task = Task("maker", work, tidying=SECONDS_TO_TIDY)
        child = Child(task, Path(folder) / "maker.log", heard=say)
        theirs.close()

        def make(prepared: "Prepared", _: "Progress") -> "Report":
            nonlocal begun
            # Charts are drawn as soon as there are any: that too gets ready beside the loading.
            with _drawing(prepared) as address:
                begun = True
                line.send((prepared, address))
                # This process has nothing else to do until the other has loaded its libraries.
                if prepared.order.tells_changes:
                    _read_ahead(prepared)
                while (outcome := child.outcome()) is None:
                    wait([child.connection])
            if outcome.end is End.DIED:
                raise ReportError(cut_short("dựng báo cáo"))
            return outcome.result()

        try:
            yield make
        except BaseException:
            # Before that there is nothing to tidy up.
            if begun:
                child.end_early()
            raise
        finally:
            child.end()
            line.close()


def _read_ahead(prepared: "Prepared") -> None:
    from cchc.diff.in_report import read_ahead

    read_ahead(prepared.order.workspace, prepared.order.period)


def _load_then_make(line: Connection, parent: Parent) -> "Report":
    from cchc.execution.environment import load_libraries
    from cchc.making import make
    from cchc.order import Progress
    from cchc.prose import first_mentions
    from cchc.reuse.as_loaded import remember
    from cchc.values import Values

    load_libraries()
    prepared: Prepared
    prepared, drawing = line.recv()
    workbook = prepared.workbook
    # Compiles the templates of all prose, which every notebook runs.
    first = first_mentions(workbook, Values(workbook))
    remember(workbook.workspace, workbook.period, first_mentions=first)
    return make(prepared, Progress(parent.tell, prepared.seconds), drawing)


@contextmanager
def _drawing(prepared: "Prepared") -> Iterator[str]:
    """The address of a drawing service, where notebooks will run."""
    if not prepared.planned.to_run:
        yield ""
        return
    from cchc.pictures.service import DrawingService

    with closing(DrawingService()) as service:
        yield service.address
