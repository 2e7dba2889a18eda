"""The whole import: a folder of returned files into figures.csv, and everything that came up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.base.findings import Finding
from cchc.base.period import Period
from cchc.base.progress import Tell, untold
from cchc.checks.arithmetic import check_arithmetic
from cchc.checks.context import CheckContext
from cchc.checks.units import check_units
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.intake.assignment import Supplier
from cchc.intake.figures_file import FiguresFile
from cchc.intake.form import FormOfPeriod, form_of_period
from cchc.intake.merging import MergeOutcome, merge_readings
from cchc.intake.one_at_a_time import one_import_at_a_time
from cchc.intake.problems import Problem
from cchc.intake.returned.folder import ReturnedFolder, open_folder, period_of
from cchc.intake.returned.form_identities import check_form_identities
from cchc.intake.returned.submissions import Submission, collect


@dataclass(frozen=True)
class ImportResult:
    """What an import found and did."""

    workbook: Workbook
    files: int
    outcome: MergeOutcome
    problems: tuple[Problem, ...]
    sums: tuple[Finding, ...]
    silent: tuple[Supplier, ...]
    unusable: tuple[Supplier, ...]
    empty: tuple[Submission, ...]
    blanks: tuple[tuple[Supplier, tuple[str, ...]], ...]


def import_folder(
    workspace: Workspace, folder: Path, period: Period | None, tell: Tell = untold
) -> ImportResult:
    """Import every file of `folder`; InputError where the workbook itself is not in order."""
    returned = open_folder(folder, tell)
    period = period or period_of(returned)
    with one_import_at_a_time(workspace, period):
        return _import(workspace, period, returned)


def _import(workspace: Workspace, period: Period, returned: ReturnedFolder) -> ImportResult:
    form = form_of_period(load_workbook(workspace, period))
    file = FiguresFile(workspace.data(period) / "figures.csv")
    returned = returned.of_known_units([assignment.supplier.code for assignment in form.assignments])
    submissions, problems = collect(returned.opened, form)
    broken = [problem for one in submissions for problem in check_form_identities(form, one)]
    outcome = merge_readings(form, submissions, file)
    with file.as_before_on_failure():
        after = load_workbook(workspace, period)
    return ImportResult(
        after,
        returned.files,
        outcome,
        (*returned.problems, *problems, *broken, *outcome.problems),
        tuple(_sums(after, outcome)),
        *_silent(form, submissions, returned),
        tuple(submission for submission in submissions if submission.empty),
        tuple(_blanks(form, submissions)),
    )


def _sums(workbook: Workbook, outcome: MergeOutcome) -> list[Finding]:
    """The sums of units against stated totals, and units that are lacking."""
    readings = [*outcome.new, *outcome.unchanged, *(change.reading for change in outcome.changed)]
    codes = {reading.entry.item.indicator.code for reading in readings}
    context = CheckContext(workbook)
    found = [*check_arithmetic(context), *check_units(context)]
    return [finding for finding in found if codes & set(finding.figures)]


def _silent(
    form: FormOfPeriod, submissions: Sequence[Submission], returned: ReturnedFolder
) -> tuple[tuple[Supplier, ...], tuple[Supplier, ...]]:
    """Who sent nothing that names them, and who sent only files that could not be used."""
    used = {submission.supplier.code for submission in submissions}
    named = {file.identity.unit for file in returned.opened} | {problem.unit for problem in returned.problems}
    lacking = [a.supplier for a in form.assignments if a.supplier.code not in used]
    return (
        tuple(supplier for supplier in lacking if supplier.code not in named),
        tuple(supplier for supplier in lacking if supplier.code in named),
    )


def _blanks(
    form: FormOfPeriod, submissions: Sequence[Submission]
) -> Iterator[tuple[Supplier, tuple[str, ...]]]:
    """What the units that sent something left blank, or have lost from their form."""
    for assignment in form.assignments:
        files = [submission for submission in submissions if submission.supplier == assignment.supplier]
        if all(file.empty for file in files):
            continue
        asked = {key for file in files for key, text in file.fingerprints.items() if text.startswith("?")}
        given = {r.entry.item.key for file in files for r in file.readings if r.value is not None}
        lacking = [item.indicator.code for item in assignment.items if item.key not in asked | given]
        if lacking:
            yield assignment.supplier, tuple(lacking)
