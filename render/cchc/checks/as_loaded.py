"""The checks of a workbook as its files have it, made once for this process and those forked from it."""

from cchc.checks.run import Checked, check
from cchc.reuse.files import everything_digest
from cchc.reuse.recording import current, unrecorded
from cchc.workbook import Workbook

_made: dict[tuple[str, str, str], Checked] = {}


def check_as_loaded(workbook: Workbook) -> Checked:
    """As check(), for a workbook that has just been loaded and not been changed since."""
    if (recorder := current()) is not None:
        recorder.everything()
    with unrecorded():
        root = str(workbook.workspace.root.resolve())
        key = (root, str(workbook.period), everything_digest(workbook.workspace))
        if key not in _made:
            # Only the last one is of use.
            _made.clear()
            _made[key] = check(workbook)
        return _made[key]
