"""The real workbook of 2020-H1, and made-up ones with other figures, rules and documents."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cchc.base.findings import Finding
from cchc.base.period import Period
from cchc.base.windows import Window
from cchc.checks.arithmetic import check_arithmetic
from cchc.checks.context import CheckContext
from cchc.checks.relations import check_relations
from cchc.checks.run import relations_of
from cchc.checks.shares_of_a_base import check_shares
from cchc.checks.single_figures import check_single_figures
from cchc.inputs.catalog.relations import Relation
from cchc.inputs.figures import Figure
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace

ROOT = Path(__file__).parents[2]
PERIOD = Period.parse("2020-H1")

# Figures by `code` or `code agency`.
Stating = Callable[[Mapping[str, str | None]], Workbook]
Ruled = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def report() -> Workbook:
    """The workbook of the reference report."""
    return load_workbook(Workspace(ROOT), PERIOD)


def check_numbers(workbook: Workbook, relations: Sequence[Relation]) -> list[Finding]:
    """The checks that need nothing but the figures: relations, sums, single figures."""
    context = CheckContext(workbook, relations=relations)
    looks = (check_arithmetic, check_relations, check_shares, check_single_figures)
    return [finding for look in looks for finding in look(context)]


def with_values(workbook: Workbook, values: Mapping[str, str | None]) -> Workbook:
    """The workbook with other values; None takes the figure away."""
    figures = {(f.indicator, f.agency): f for f in workbook.figures}
    for name, text in values.items():
        code, _, agency = name.partition(" ")
        base = figures.get((code, agency)) or Figure(code, agency, None, Window(), "", "", "thu.csv", 99)
        figures[code, agency] = replace(base, value=None if text is None else Decimal(text))
    return replace(workbook, figures=tuple(figures.values()))


@pytest.fixture
def stating(workbook: Workbook) -> Stating:
    """The made-up workbook with other values."""
    return lambda values: with_values(workbook, values)


@pytest.fixture
def ruled(workspace: Path, workbook: Workbook) -> Ruled:
    """Findings of rules given as `id,kind,expression,severity` over other values."""

    def run(*rules: str, **values: str | None) -> list[Finding]:
        lines = ["id,kind,expression,severity,explanation,basis,valid_from,valid_to"]
        lines += [rule if rule.count(",") > 4 else f"{rule},Hai vế phải khớp,thử,," for rule in rules]
        (workspace / "data/catalog/checks.csv").write_text("\n".join(lines), encoding="utf-8")
        named = {code.replace("__", ".").replace("_at_", " "): value for code, value in values.items()}
        changed = with_values(workbook, named)
        relations, problems = relations_of(changed)
        return [*problems, *check_numbers(changed, relations)]

    return run
