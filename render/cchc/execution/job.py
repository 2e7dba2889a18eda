"""One notebook to run, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cchc.findings import ReportError

KERNEL = "python3"
PARAMETERS_TAG = "parameters"
INJECTED_TAG = "injected-parameters"


@dataclass(frozen=True)
class NotebookLimits:
    """What one notebook may use: time, memory of its process, and text and data that it puts out."""

    seconds: int = 120
    memory_mb: int = 2048
    output_mb: int = 32


@dataclass(frozen=True)
class NotebookJob:
    """One notebook to run: paths, parameters, and what it may use."""

    section: str
    source: Path
    target: Path
    parameters: Mapping[str, str]
    limits: NotebookLimits = field(default_factory=NotebookLimits)

    @property
    def file(self) -> str:
        """The notebook as messages name it."""
        return f"notebooks/{self.source.name}"


@dataclass(frozen=True)
class NotebookRun:
    """An executed notebook, or why it failed (Vietnamese)."""

    section: str
    name: str
    target: Path
    seconds: float
    failure: str = ""


class NotebookError(ReportError):
    """At least one notebook failed; the text names notebook and cell of each."""


class TooMuchOutputError(Exception):
    """A notebook puts out more than the report could hold."""
