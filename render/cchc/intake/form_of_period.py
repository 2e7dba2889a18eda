"""One period's forms: who owes what, and how each form is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cchc.catalog.forms import FormRow, load_forms
from cchc.findings import stop_on
from cchc.intake.assignment import Assignment, Item, assign, load_unit_rules
from cchc.intake.layout import Layout, lay_out
from cchc.intake.same_text import folded
from cchc.workbook import Workbook


@dataclass(frozen=True)
class FormOfPeriod:
    """What is asked of whom in one period."""

    workbook: Workbook
    assignments: tuple[Assignment, ...]
    forms: tuple[FormRow, ...]

    def layout(self, assignment: Assignment) -> Layout:
        """How the supplier's form is laid out."""
        return lay_out(assignment, self.forms, self.workbook.indicators)

    def assignment(self, supplier: str) -> Assignment | None:
        """What the supplier owes, None where it owes nothing."""
        return next((a for a in self.assignments if a.supplier.code == supplier), None)

    @cached_property
    def items(self) -> Mapping[tuple[str, str], Item]:
        """Everything that is asked, by key."""
        return {item.key: item for assignment in self.assignments for item in assignment.items}

    @cached_property
    def form_lines(self) -> Mapping[tuple[str, str], Mapping[str, Item]]:
        """What the columns of each row of the official forms take, by form and row code."""
        return {
            (folded(sheet.form), line.code): line.items
            for assignment in self.assignments
            for sheet in self.layout(assignment).forms
            for line in sheet.lines
        }


def form_of_period(workbook: Workbook) -> FormOfPeriod:
    """The period's forms; InputError lists what is wrong with their definition."""
    rules, problems = load_unit_rules(workbook)
    path = workbook.workspace.catalog / "forms.csv"
    forms, wrong = load_forms(path) if path.exists() else ((), [])
    stop_on([*problems, *wrong])
    return FormOfPeriod(workbook, assign(workbook, rules), forms)
