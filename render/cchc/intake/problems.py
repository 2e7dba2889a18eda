"""Problems of returned files: where exactly, what was read, what to do."""

from dataclasses import dataclass
from functools import partial

from cchc.base.findings import Finding, Severity


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
    rule: str
    text: str
    place: FilePlace
    found: str = ""
    unit: str = ""
    indicator: str = ""

    def finding(self) -> Finding:
        """As the other commands list it."""
        figures = (self.indicator,) if self.indicator else ()
        return Finding(
            self.severity,
            self.rule,
            self.text,
            str(self.place),
            figures=figures,
            found=self.found,
            agency=self.unit,
        )


def _problem(
    severity: Severity,
    rule: str,
    text: str,
    place: FilePlace,
    found: str = "",
    unit: str = "",
    indicator: str = "",
) -> Problem:
    return Problem(severity, f"thu_thap.{rule}", text, place, found, unit, indicator)


# What was not imported and has to be asked about; what to look at; what to know.
error = partial(_problem, Severity.ERROR)
warning = partial(_problem, Severity.WARNING)
note = partial(_problem, Severity.NOTE)
