"""Problems of returned files: where exactly, what was read, what to do."""

from dataclasses import dataclass
from functools import partial

from cchc.base.findings import Severity


@dataclass(frozen=True)
class FilePlace:
    """A file, or a sheet or cell of it."""

    file: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        return "!".join(filter(None, (self.file, self.sheet, self.cell)))


@dataclass(frozen=True)
class Problem:
    """One thing to ask about, or to know; `text` is Vietnamese and says what to do."""

    severity: Severity
    name: str
    text: str
    place: FilePlace
    found: str = ""
    unit: str = ""
    indicator: str = ""

    @property
    def rule(self) -> str:
        """The name as the list of problems has it."""
        return f"thu_thap.{self.name}"

    def line(self) -> str:
        """One line for the terminal, as other commands list their findings."""
        return f"{self.place}: {self.severity}: {self.text}"


# What was not imported and has to be asked about; what to look at; what to know.
error = partial(Problem, Severity.ERROR)
warning = partial(Problem, Severity.WARNING)
note = partial(Problem, Severity.NOTE)
