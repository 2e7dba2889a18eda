"""Every figure of 2020-H1 that an identity ties down: change it by one, and a finding names it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.checks.conftest import check_numbers

from cchc.base.findings import Finding, Severity
from cchc.base.numbers import decimals_of
from cchc.checks.run import relations_of
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook

EQUALITIES = ("identity", "same_population", "shares", "ratio")


def tied(workbook: Workbook, rules: tuple[Relation, ...]) -> set[str]:
    """The codes in identities of checks.csv and of the forms, and the stated rates with a formula."""
    codes = {code for rule in rules if rule.kind in EQUALITIES for code in rule.comparison.codes}
    return codes | {code for code, indicator in workbook.indicators.items() if indicator.formula is not None}


def mutants(figure: Figure) -> Iterator[Decimal]:
    """One more and one less; a rate also by one unit of its last digit."""
    assert figure.value is not None
    steps = {Decimal(1), Decimal(1).scaleb(-decimals_of(figure.value))}
    yield from (figure.value + sign * step for step in steps for sign in (1, -1))


@pytest.fixture(scope="module")
def rules(report: Workbook) -> tuple[Relation, ...]:
    return relations_of(report)[0]


def test_every_change_by_one_is_named(report: Workbook, rules: tuple[Relation, ...]) -> None:
    codes = tied(report, rules)
    figures = [f for f in report.figures if f.indicator in codes and f.value is not None]
    usual = set(check_numbers(report, rules))
    missed: list[tuple[str, str]] = []
    repairs: list[tuple[str, str]] = []
    for figure in figures:
        for value in mutants(figure):
            changed = tuple(replace(f, value=value) if f is figure else f for f in report.figures)
            found = set(check_numbers(replace(report, figures=changed), rules))
            if naming(figure, found - usual):
                continue
            # Changing 47 units to 48 is no mistake: it puts right what the report says wrongly.
            (repairs if naming(figure, usual - found) else missed).append((figure.indicator, str(value)))
    # The share caught is all of them.
    assert missed == []
    assert sorted(repairs) == [("hien_dai_hoa.iso.don_vi", "48"), ("tthc.dvc.muc_3.ty_le", "10.92")]
    assert len(figures) >= 70


def test_a_whole_one_off_is_never_a_mere_note(report: Workbook, rules: tuple[Relation, ...]) -> None:
    usual = set(check_numbers(report, rules))
    for figure in report.figures:
        if figure.indicator in tied(report, rules) and figure.value is not None:
            less = replace(figure, value=figure.value - 1)
            changed = tuple(less if f is figure else f for f in report.figures)
            found = naming(figure, set(check_numbers(replace(report, figures=changed), rules)) - usual)
            assert {f.severity for f in found} & {Severity.ERROR, Severity.WARNING}, figure.indicator


def naming(figure: Figure, findings: set[Finding]) -> list[Finding]:
    """The findings that name the figure's indicator."""
    return [finding for finding in findings if figure.indicator in finding.figures]
