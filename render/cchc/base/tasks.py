"""What a forked process is asked to do, and how it ended."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NoReturn, Protocol, TypeVar

from cchc.base.progress import Said

T = TypeVar("T")
# Enough to take half-made folders away.
SECONDS_TO_TIDY = 5.0


class Parent(Protocol):
    """The process that waits for the work, as the work sees it."""

    def report(self, step: Said) -> None:
        """Report where the work is: known to the parent when it does not end well."""

    def give_up(self, error: BaseException) -> NoReturn:
        """End the work from any of its threads."""


class End(StrEnum):
    """How a process ended."""

    DONE = "done"
    RAISED = "raised"
    DIED = "died"
    LATE = "late"


@dataclass(frozen=True)
class Task(Generic[T]):
    """Work for one process; `seconds` and `memory_mb` bound it where they are given; memory is what it
    takes beyond what its parent holds.

    Who ends it early interrupts it, as Ctrl-C does, and gives it `tidying` seconds; without any it is killed.
    """

    name: str
    work: Callable[[Parent], T]
    seconds: float | None = None
    memory_mb: int | None = None
    tidying: float = 0.0


@dataclass(frozen=True)
class Outcome(Generic[T]):
    """How a task ended: a value, or an error that it raised, or neither (died, late).

    `last_report` is the step at which it last was; `seconds` are those of the clock.
    """

    name: str
    end: End
    seconds: float
    value: T | None = None
    error: BaseException | None = None
    last_report: str = ""

    def result(self) -> T:
        """The value; what the task raised is raised here, RuntimeError for any other end."""
        if self.error is not None:
            raise self.error
        if self.end is not End.DONE:
            raise RuntimeError(f"{self.name}: {self.end} {self.last_report}".strip())
        return self.value  # type: ignore[return-value]  # a task without a value returns None


def can_fork() -> bool:
    """Whether processes can be forked here: Windows has no fork, macOS libraries do not survive it."""
    return hasattr(os, "fork") and sys.platform != "darwin"
