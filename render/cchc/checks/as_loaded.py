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
        key = _key(workbook)
        if key not in _made:
            _keep(key, check(workbook))
        return _made[key]


def remember(workbook: Workbook, checked: Checked) -> None:
    """These are the checks of this workbook, made in another process just now."""
    _keep(_key(workbook), checked)


def _key(workbook: Workbook) -> tuple[str, str, str]:
    root = str(workbook.workspace.root.resolve())
    return root, str(workbook.period), everything_digest(workbook.workspace)


def _keep(key: tuple[str, str, str], checked: Checked) -> None:
    # Only the last one is of use.
    _made.clear()
    _made[key] = checked
