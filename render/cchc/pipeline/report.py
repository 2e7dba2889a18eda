"""One report: the last edition where it is up to date, else one that is prepared and built."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cchc.base.delivery import build_folder
from cchc.editions.manifest import build_key
from cchc.editions.own_editions import OwnEditions
from cchc.editions.storing import EditionOutcome, put_in_front, up_to_date_edition
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.pipeline.early import early_reason
from cchc.pipeline.order import Progress, Report, ReportOrder
from cchc.publish.layout import report_fonts

if TYPE_CHECKING:
    from cchc.pipeline.prepare import Prepare

Builder = Callable[["Prepare", Progress], Report]


def make_report(order: ReportOrder, progress: Progress, build: Builder | None = None) -> Report:
    """The report that is asked for; `build` builds it, in another process perhaps.

    ReportError leaves what was published alone.
    """
    snapshot = InputSnapshot.now(order.workspace)
    workbook = load_workbook(order.workspace, order.period)
    if order.reuse and (report := _up_to_date(order, workbook)) is not None:
        return report
    # A report that is up to date has no need of these.
    from cchc.pipeline.prepare import prepare

    return (build or _build_here)(partial(prepare, order, workbook, snapshot, progress), progress)


def _build_here(prepare: "Prepare", progress: Progress) -> Report:
    from cchc.pipeline.build import build_report

    return build_report(prepare, progress)


def _up_to_date(order: ReportOrder, workbook: Workbook) -> Report | None:
    """The last edition where this run would only make it again."""
    if order.sections or order.keep_build:
        return None
    early = early_reason(order, workbook)
    key = build_key(workbook, engine=order.engine, fonts=report_fonts(), final=order.final, early=early)
    edition = up_to_date_edition(key, order.formats, order.workspace.editions(order.period))
    if edition is None or not OwnEditions(order.workspace.cache).has(edition):
        return None
    with build_folder(order.output(())) as folder:
        files = put_in_front(edition, folder)
    return Report(files, edition.findings, outcome=EditionOutcome(edition, files, new=False))
