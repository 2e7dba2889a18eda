"""One report, from inputs to files in place: the last edition where it still stands, else a new one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cchc.base.files import build_folder
from cchc.editions.keeping import Kept, stand_in_front, standing_edition
from cchc.editions.manifest import made_from
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.pipeline.order import Progress, Report, ReportOrder
from cchc.publish.layout import report_fonts

if TYPE_CHECKING:
    from cchc.pipeline.prepare import Prepared

Make = Callable[["Prepared", Progress], Report]


def make_here(prepared: "Prepared", progress: Progress) -> Report:
    """Make it in this process."""
    from cchc.pipeline.build import make

    return make(prepared, progress)


def make_report(order: ReportOrder, progress: Progress, make: Make = make_here) -> Report:
    """Check, then let `make` make it, where there is something new to make.

    ReportError leaves what was published alone.
    """
    seen = InputSnapshot.now(order.workspace)
    workbook = load_workbook(order.workspace, order.period)
    if order.reuse and (standing := _standing(order, workbook)) is not None:
        return standing
    # A report that stands has no need of it.
    from cchc.pipeline.prepare import prepare

    return make(prepare(order, workbook, seen, progress), progress)


def _standing(order: ReportOrder, workbook: Workbook) -> Report | None:
    """The last edition where this run would only make it again."""
    if order.sections:
        return None
    made_from_now = made_from(workbook, engine=order.engine.name, fonts=report_fonts(), final=order.final)
    editions = order.workspace.editions(order.period)
    edition = standing_edition(made_from_now, order.formats, editions)
    if edition is None:
        return None
    with build_folder(order.output(())) as folder:
        files = stand_in_front(edition, folder)
    kept = Kept(edition, files, new=False)
    return Report(files, edition.findings, (), kept)
