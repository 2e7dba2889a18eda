"""All checks of a period, in one list."""

from dataclasses import dataclass

from cchc.checks.arithmetic import check_arithmetic, check_formulas
from cchc.checks.digits import check_digits
from cchc.checks.missing import check_missing
from cchc.checks.notebooks import check_notebooks
from cchc.checks.references import check_references
from cchc.findings import Finding, InputError, by_gravity
from cchc.narrative import Block, load_narrative
from cchc.values import Values
from cchc.workbook import Workbook


@dataclass(frozen=True)
class Checked:
    """What the checks found.

    `blocking` problems make a report impossible; the rest is for the reviewer.
    """

    blocking: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def all(self) -> list[Finding]:
        """Everything, gravest first."""
        return by_gravity([*self.blocking, *self.findings])


def check(workbook: Workbook) -> Checked:
    """Run every check; a problem never hides another."""
    values = Values(workbook)
    blocking: list[Finding] = []
    prose: dict[str, dict[str, Block]] = {}
    for section in workbook.outline.sections:
        path = workbook.workspace.narrative(workbook.period, section.code)
        # The data check has no prose of its own.
        if path.exists():
            try:
                prose[section.code] = load_narrative(path, workbook.file(path))
            except InputError as error:
                blocking += error.findings
    blocking += check_references(workbook, prose)
    blocking += check_notebooks(workbook)
    blocking += check_formulas(workbook, values)
    findings = [
        *check_digits(workbook, prose),
        *check_arithmetic(workbook, values),
        *check_missing(workbook, values),
    ]
    return Checked(tuple(by_gravity(blocking)), tuple(by_gravity(findings)))
