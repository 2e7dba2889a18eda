"""What follows from the inputs as their files have them, made once for a process and its forks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from cchc.period import Period
from cchc.reuse.files import everything_digest
from cchc.reuse.recording import unrecorded
from cchc.reuse.seen import Seen
from cchc.workspace import Workspace

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


def remember(seen: Seen, period: Period, **made: object) -> None:
    """These were made, by name, from the inputs as they were seen."""
    _memory.of(seen.workspace, period, seen.digest).update(made)
