"""What precedes the making of a report: a plan of what has to run, and the checks."""

from dataclasses import dataclass

from cchc.checks import Checked, check
from cchc.findings import InputError, Severity, stop_on
from cchc.order import Progress, ReportOrder
from cchc.planning import Plan, chosen_sections, notebook_jobs, plan
from cchc.reuse.kept_files import KeptFiles
from cchc.reuse.sections import SectionShelf
from cchc.reuse.seen import Seen
from cchc.workbook import Workbook


@dataclass(frozen=True)
class Prepared:
    """A report that may be made: its inputs are read and bear no error that stops it."""

    order: ReportOrder
    workbook: Workbook
    planned: Plan
    checked: Checked
    seen: Seen
    seconds: dict[str, float]


def prepare(order: ReportOrder, workbook: Workbook, seen: Seen, progress: Progress) -> Prepared:
    """Plan and check; InputError names everything that stops the report.

    `seen` are the inputs from before the workbook was loaded.
    """
    entries = chosen_sections(workbook, order.sections)
    shelf = SectionShelf(KeptFiles(order.workspace.kept)) if order.reuse else None
    planned = plan(notebook_jobs(order, workbook, entries), workbook, shelf)
    with progress.step("check", "Đã đọc và kiểm tra số liệu"):
        checked = check(workbook)
    stop_on(checked.blocking)
    require_final(order, checked)
    return Prepared(order, workbook, planned, checked, seen, dict(progress.seconds))


def require_final(order: ReportOrder, checked: Checked) -> None:
    """An official report has no error left (InputError)."""
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    if order.final and errors:
        raise InputError(errors)
