"""A notebook's inputs: as its process has them already, and told to the recorder where one is at work."""

from collections.abc import Mapping

from cchc.earlier import EarlierPeriods
from cchc.period import Period
from cchc.prose import first_mentions
from cchc.reuse.as_loaded import as_loaded
from cchc.reuse.recording import current, note, unrecorded
from cchc.reuse.watched import WatchedRows
from cchc.reuse.watched_workbook import watched
from cchc.values import Values
from cchc.workbook import Workbook, load_workbook
from cchc.workspace import Workspace


def open_workbook(workspace: Workspace, period: Period) -> Workbook:
    """The workbook; where a run is being recorded, it tells which of its rows are used (InputError)."""
    recorder = current()
    if recorder is None:
        return load_workbook(workspace, period)
    with unrecorded():
        # The process that runs the notebooks has most often loaded it.
        workbook = as_loaded(workspace, period, "workbook", lambda: load_workbook(workspace, period))
    return watched(workbook, recorder)


def earlier_periods(workbook: Workbook) -> EarlierPeriods:
    """The periods to compare with, recorded alike."""
    return EarlierPeriods(workbook, open_workbook, _has_data)


def mentions(workbook: Workbook, values: Values) -> Mapping[str, tuple[str, str]]:
    """First mentions, made once for all notebooks; a section depends on the answers it takes."""
    if current() is None:
        return first_mentions(workbook, values)
    with unrecorded():
        first = as_loaded(
            workbook.workspace, workbook.period, "first_mentions", lambda: first_mentions(workbook, values)
        )
    return WatchedRows(f"{workbook.period}/first_mentions", first)


def _has_data(workspace: Workspace, period: Period) -> bool:
    found = workspace.has_data(period)
    note("folder", workspace.relative(workspace.data(period)), "", found)
    return found
