"""What follows from the inputs as their files have them, made once for a process and its forks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cchc.base.period import Period
from cchc.inputs.snapshot import InputSnapshot, everything_digest
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.recorded_workbook import RecordedRows, watched
from cchc.notebook.recorder import current, note, unrecorded
from cchc.prose.templates import first_mentions
from cchc.values.earlier import EarlierPeriods
from cchc.values.values import Values

T = TypeVar("T")


@dataclass
class _Memory:
    """Of the last inputs alone: nobody comes back to others."""

    inputs: tuple[str, str] | None = None
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of(self, workspace: Workspace, period: Period, digest: str) -> dict[str, Any]:
        inputs = str(workspace.root.resolve()), digest
        if inputs != self.inputs:
            self.inputs, self.made = inputs, {}
        return self.made.setdefault(str(period), {})


_memory = _Memory()


def as_loaded(workspace: Workspace, period: Period, name: str, make: Callable[[], T]) -> T:
    """What was made under this name while every input was as it is now, else what `make` makes."""
    with unrecorded():
        digest = everything_digest(workspace)
    made = _memory.of(workspace, period, digest)
    if name not in made:
        made[name] = make()
    value: T = made[name]
    return value


def remember(seen: InputSnapshot, period: Period, **made: object) -> None:
    """These were made, by name, from the inputs as they were seen."""
    _memory.of(seen.workspace, period, seen.digest).update(made)


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
    return RecordedRows(f"{workbook.period}/first_mentions", first)


def _has_data(workspace: Workspace, period: Period) -> bool:
    found = workspace.has_data(period)
    note("folder", workspace.relative(workspace.data(period)), "", found)
    return found
