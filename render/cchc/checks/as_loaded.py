"""The checks of a workbook as its files have it."""

from cchc.checks.run import Checked, check
from cchc.reuse.as_loaded import as_loaded
from cchc.reuse.recording import current, unrecorded
from cchc.workbook import Workbook


def check_as_loaded(workbook: Workbook) -> Checked:
    """As check(), for a workbook that has just been loaded and not been changed since."""
    if (recorder := current()) is not None:
        recorder.everything()
    with unrecorded():
        return as_loaded(workbook.workspace, workbook.period, "checked", lambda: check(workbook))
