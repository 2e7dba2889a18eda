"""What is asked of a report, what is shown while it is built, and what it ends in."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cchc.base.findings import Severity
from cchc.base.period import Period
from cchc.base.progress import Advance, Say
from cchc.editions.edition import latest_edition_folder
from cchc.editions.storing import EditionOutcome
from cchc.inputs.catalog.outline import SectionEntry
from cchc.inputs.workspace import Workspace
from cchc.publish.engine import Engine
from cchc.publish.formats import FORMATS


@dataclass(frozen=True)
class ReportOrder:
    """What is asked for; no `sections` means all of them."""

    workspace: Workspace
    period: Period
    engine: Engine
    formats: tuple[str, ...] = FORMATS
    sections: tuple[str, ...] = ()
    jobs: int = 2
    final: bool = False
    # Whether what earlier runs made may be used again.
    reuse: bool = True
    # Why an official report is made before its time.
    early_reason: str | None = None
    # The number of the draft before it in one sitting, which gives way to it.
    replaces: int | None = None
    # Where to leave the build as a Quarto project that renders by hand.
    keep_build: Path | None = None

    @property
    def shows_changes(self) -> bool:
        """Whether it says what changed since the last edition: a whole draft's page does."""
        return "html" in self.formats and not self.final and not self.sections

    @property
    def previous_edition(self) -> Path | None:
        """The folder of the edition that it is compared with; None where there is none."""
        return latest_edition_folder(self.workspace.editions(self.period), but=self.replaces)

    def output(self, entries: Sequence[SectionEntry]) -> Path:
        """Where the report goes: an extract never replaces the whole, it has a folder of its own."""
        output = self.workspace.output(self.period)
        return output / "trich" / "-".join(entry.code for entry in entries) if self.sections else output


@dataclass
class Progress:
    """Shows each step as it ends, and how many of its parts are done; holds the seconds each step took."""

    say: Say
    seconds: dict[str, float] = field(default_factory=dict)
    parts: int = 0
    done: int = 0

    def advance(self, doing: str, done: int = 1) -> None:
        """So many more `parts` are done, and this is next."""
        self.done += done
        self.say(Advance(self.done, self.parts, doing))

    @contextmanager
    def step(self, name: str, message: str = "") -> Iterator[None]:
        """Time a step, and say it when it is done."""
        started = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - started
        if message:
            self.say(f"{message} ({in_seconds(self.seconds[name])})")


@dataclass(frozen=True)
class Report:
    """The files of a finished report, and how many findings of each severity its checks made."""

    files: tuple[Path, ...]
    findings: Mapping[Severity, int]
    # Formats not asked for this time, left from an earlier run.
    older: tuple[Path, ...] = ()
    # None for an extract, which is no edition.
    outcome: EditionOutcome | None = None
    # Inputs that changed while it was built: it may mix what was in them before and after.
    unsettled: tuple[str, ...] = ()


def in_seconds(seconds: float) -> str:
    """`1,5 giây`."""
    return f"{seconds:.1f} giây".replace(".", ",")
