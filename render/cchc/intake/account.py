"""The whole import, from a folder of files to what has to be said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.checks.arithmetic import check_arithmetic
from cchc.checks.units import check_units
from cchc.findings import Finding
from cchc.intake.assignment import Assignment, Supplier
from cchc.intake.collecting import Folder, Sent, collect, open_folder, period_of
from cchc.intake.form_identities import check_form_identities
from cchc.intake.form_of_period import FormOfPeriod, form_of_period
from cchc.intake.importing import Outcome, import_readings
from cchc.intake.problems import Problem
from cchc.period import Period
from cchc.values import Values
from cchc.workbook import Workbook, load_workbook
from cchc.workspace import Workspace


@dataclass(frozen=True)
class Account:
    """What an import found and did."""

    workbook: Workbook
    files: int
    outcome: Outcome
    problems: tuple[Problem, ...]
    sums: tuple[Finding, ...]
    silent: tuple[Supplier, ...]
    unusable: tuple[Supplier, ...]
    empty: tuple[Sent, ...]
    blanks: tuple[tuple[Supplier, tuple[str, ...]], ...]


def import_folder(workspace: Workspace, folder: Path, period: Period | None) -> Account:
    """Import every file of `folder`; InputError where the workbook itself is not in order."""
    opened = open_folder(folder)
    period = period or period_of(opened.opened)
    form = form_of_period(load_workbook(workspace, period))
    sent, problems = collect(opened.opened, form)
    identities = [problem for one in sent for problem in check_form_identities(form, one)]
    outcome = import_readings(form, sent)
    after = load_workbook(workspace, period)
    return Account(
        after,
        opened.files,
        outcome,
        (*opened.problems, *problems, *identities, *outcome.problems),
        tuple(_sums(after, outcome)),
        *_silent(form, sent, opened),
        tuple(one for one in sent if one.empty),
        tuple(_blanks(form, sent)),
    )


def _sums(workbook: Workbook, outcome: Outcome) -> list[Finding]:
    """The sums of units against stated totals, and units that are lacking."""
    readings = [*outcome.new, *outcome.unchanged, *(change.reading for change in outcome.changed)]
    codes = {reading.entry.item.indicator.code for reading in readings}
    found = [*check_arithmetic(workbook, Values(workbook)), *check_units(workbook)]
    return [finding for finding in found if codes & set(finding.figures)]


def _silent(
    form: FormOfPeriod, sent: Sequence[Sent], folder: Folder
) -> tuple[tuple[Supplier, ...], tuple[Supplier, ...]]:
    """Who sent nothing that names them, and who sent only files that could not be used."""
    used = {one.supplier.code for one in sent}
    seen = {one.identity.unit for one in folder.opened} | {problem.unit for problem in folder.problems}
    lacking = [a.supplier for a in form.assignments if a.supplier.code not in used]
    return (
        tuple(supplier for supplier in lacking if supplier.code not in seen),
        tuple(supplier for supplier in lacking if supplier.code in seen),
    )


def _blanks(form: FormOfPeriod, sent: Sequence[Sent]) -> list[tuple[Supplier, tuple[str, ...]]]:
    """What the units that sent something left blank, or have lost from their form."""
    found = []
    for assignment in form.assignments:
        files = [one for one in sent if one.supplier == assignment.supplier]
        if not files or all(one.empty for one in files):
            continue
        given = {key for one in files for key, text in one.fingerprints.items() if text.startswith("?")} | {
            r.entry.item.key for one in files for r in one.readings if r.value is not None
        }
        lacking = _names(assignment, given)
        if lacking:
            found.append((assignment.supplier, lacking))
    return found


def _names(assignment: Assignment, given: set[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(item.indicator.code for item in assignment.items if item.key not in given)
