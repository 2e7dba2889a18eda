"""One notebook to run, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cchc.base.findings import Finding, ReportError
from cchc.checks.notebooks import NO_KERNEL, NO_PARAMETER, WITHOUT_KERNEL, undeclared

KERNEL = "python3"
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
    """An executed notebook, or why it failed (Vietnamese); `problems` are outputs that no report can hold."""

    job: NotebookJob
    seconds: float
    failure: str = ""
    problems: tuple[Finding, ...] = ()


class NotebookError(ReportError):
    """At least one notebook failed; the text names notebook and cell of each."""


class TooMuchOutputError(Exception):
    """A notebook puts out more than the report could hold."""


def literal(path: Path) -> str:
    """The path for papermill, which would fill in parameters between braces."""
    return str(path).replace("{", "{{").replace("}", "}}")


def undeclared_parameters(jobs: Iterable[NotebookJob]) -> Iterator[Finding]:
    """LỖI for each parameter that a notebook does not declare."""
    import papermill

    for job in jobs:
        try:
            declared = papermill.inspect_notebook(literal(job.source))
        except ValueError:
            yield NO_KERNEL.finding(WITHOUT_KERNEL, job.file, section=job.section)
            continue
        for name in (name for name in job.parameters if name not in declared):
            yield NO_PARAMETER.finding(undeclared(name), job.file, section=job.section)
