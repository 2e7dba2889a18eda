"""What notebooks are opened with: inputs read once for all of them, every use recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from cchc.base.period import Period
from cchc.inputs.snapshot import InputSnapshot, everything_digest
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.recorded_workbook import RecordedRows, recorded
from cchc.notebook.recorder import current, note, unrecorded
from cchc.prose.templates import first_mentions
from cchc.values.earlier import EarlierPeriods
from cchc.values.values import Values

T = TypeVar("T")


@dataclass
class InputMemo:
    """Values that follow from the inputs as their files are, made once for a process and its forks.

    Of the last inputs alone: nobody comes back to others.
    """

    _inputs: tuple[str, str] | None = None
    _values: dict[str, dict[str, Any]] = field(default_factory=dict)

    def get(self, workspace: Workspace, period: Period, name: str, make: Callable[[], T]) -> T:
        """What was made under this name while every input was as it is now, else what `make` makes."""
        with unrecorded():
            digest = everything_digest(workspace)
        values = self._of(workspace, period, digest)
        if name not in values:
            values[name] = make()
        value: T = values[name]
        return value

    def put(self, snapshot: InputSnapshot, period: Period, **values: object) -> None:
        """These were made, by name, from the inputs as they were at that moment."""
        self._of(snapshot.workspace, period, snapshot.digest).update(values)

    def _of(self, workspace: Workspace, period: Period, digest: str) -> dict[str, Any]:
        inputs = str(workspace.root.resolve()), digest
        if inputs != self._inputs:
            self._inputs, self._values = inputs, {}
        return self._values.setdefault(str(period), {})


# Filled before the notebooks' processes are forked.
MEMO = InputMemo()


def open_workbook(workspace: Workspace, period: Period) -> Workbook:
    """The workbook, of a past period perhaps of its figures alone (InputError).

    Where a run is recorded, so are the rows that it looks up.
    """
    load = partial(load_workbook, past=True) if workspace.figures_alone(period) else load_workbook
    recorder = current()
    if recorder is None:
        return load(workspace, period)
    with unrecorded():
        # The process that runs the notebooks has most often loaded it.
        workbook = MEMO.get(workspace, period, "workbook", lambda: load(workspace, period))
    return recorded(workbook, recorder)


def earlier_periods(workbook: Workbook) -> EarlierPeriods:
    """The periods to compare with, recorded alike."""
    return EarlierPeriods(workbook, open_workbook, _has_data)


def mentions(workbook: Workbook, values: Values) -> Mapping[str, tuple[str, str]]:
    """First mentions, made once for all notebooks; a section depends on the answers it takes."""
    if current() is None:
        return first_mentions(workbook, values)
    with unrecorded():
        first = MEMO.get(
            workbook.workspace, workbook.period, "first_mentions", lambda: first_mentions(workbook, values)
        )
    return RecordedRows(f"{workbook.period}/first_mentions", first)


def _has_data(workspace: Workspace, period: Period) -> bool:
    found = workspace.has_data(period)
    note("folder", workspace.relative(workspace.data(period)), "", found)
    return found
