"""All checks of a period, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.base.findings import Finding, Severity, by_gravity
from cchc.checks import documents, listings, printed, relations, units, windows
from cchc.checks import earlier_periods as periods
from cchc.checks import single_figures as arithmetic
from cchc.checks import single_figures as missing
from cchc.checks import single_figures as rates
from cchc.checks import usage as unused
from cchc.checks.documents import check_documents
from cchc.checks.earlier_periods import check_periods
from cchc.checks.house_style import lint as house_style
from cchc.checks.house_style.lint import check_house_style, prose_markdown
from cchc.checks.listings import check_listings
from cchc.checks.notebooks import check_key_figures, check_notebooks
from cchc.checks.printed import check_printed
from cchc.checks.relations import Terms, check_relations
from cchc.checks.single_figures import check_arithmetic, check_formulas, check_missing, check_single_figures
from cchc.checks.typed_prose import check_digits, check_markup, check_references, check_renewal
from cchc.checks.units import check_units
from cchc.checks.usage import check_unused
from cchc.checks.windows import check_windows
from cchc.inputs import acknowledged
from cchc.inputs.acknowledged import Acknowledged, Acknowledgement, acknowledge, load_acknowledgements
from cchc.inputs.catalog.forms import form_relations, load_forms, unknown_forms
from cchc.inputs.catalog.relations import Relation, load_relations
from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import load_prose
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import Values

# What can be acknowledged, besides the rules of checks.csv and forms.csv.
AUTOMATIC: dict[str, str] = {
    **arithmetic.ARITHMETIC_RULES,
    **documents.RULES,
    **house_style.RULES,
    **listings.RULES,
    **missing.MISSING_RULES,
    **periods.RULES,
    **printed.RULES,
    **rates.RATE_RULES,
    **relations.RULES,
    **units.RULES,
    **unused.RULES,
    **windows.RULES,
    **acknowledged.RULES,
}

# What the assembled report alone shows, or shows whole.
PRINTED = frozenset({*printed.RULES, *house_style.RULES})


@dataclass(frozen=True)
class Rules:
    """The rules as data, and the problems of their files."""

    relations: tuple[Relation, ...]
    problems: tuple[Finding, ...]


@dataclass(frozen=True)
class Checked:
    """What the checks found.

    `blocking` problems make a report impossible; the rest is for the reviewer, and what the
    office has acknowledged stands apart.
    """

    blocking: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    acknowledged: tuple[Acknowledged, ...] = ()
    rules: frozenset[str] = frozenset()
    acknowledgements: tuple[Acknowledgement, ...] = field(default=(), repr=False)

    @property
    def all(self) -> list[Finding]:
        """Everything that is open, gravest first."""
        return by_gravity([*self.blocking, *self.findings])

    @property
    def errors(self) -> list[Finding]:
        """The open LỖI: a final report is refused while there is any."""
        return [finding for finding in self.all if finding.severity is Severity.ERROR]


def check(workbook: Workbook) -> Checked:
    """Run every check; a problem never hides another."""
    values = Values(workbook)
    prose, unreadable = load_prose(workbook)
    blocking = [finding for findings in unreadable.values() for finding in findings]
    blocking += workbook.problems
    blocking += check_references(workbook, prose)
    blocking += check_notebooks(workbook)
    blocking += check_key_figures(workbook)
    blocking += check_formulas(workbook, values)
    rules = load_rules(workbook)
    findings = [
        *rules.problems,
        *check_digits(workbook, prose),
        *check_markup(workbook, prose),
        *check_renewal(workbook, prose),
        *check_numbers(workbook, rules.relations),
        *check_missing(workbook, values),
        *check_windows(workbook),
        *check_documents(workbook, prose),
        *check_units(workbook),
        *check_unused(workbook, prose),
        *check_listings(workbook, values, prose),
        *check_periods(workbook, values, rules.relations),
    ]
    path = workbook.workspace.data(workbook.period) / "acknowledged.csv"
    rows, problems = load_acknowledgements(path, workbook.file(path))
    known = frozenset({*AUTOMATIC, *(relation.id for relation in rules.relations)})
    # What printing alone can find is judged after assembling, with the same rows.
    now = [row for row in rows if row.rule not in PRINTED]
    dates = workbook.house_style.date_style
    still_open, accepted = acknowledge(findings, now, known, dates)
    slips = check_house_style(workbook, prose_markdown(workbook, prose))
    open_slips, accepted_slips = acknowledge(slips, [row for row in rows if row not in now], known, dates)
    return Checked(
        tuple(by_gravity(blocking)),
        # A row that fits nothing yet may fit a title or a table.
        tuple(by_gravity([*problems, *still_open, *(f for f in open_slips if f.rule in house_style.RULES)])),
        (*accepted, *accepted_slips),
        known,
        rows,
    )


def with_printed(
    checked: Checked,
    figures: Sequence[PrintedFigure],
    slips: Sequence[Finding] = (),
    *,
    whole: bool = True,
) -> Checked:
    """What was found before, and what the assembled report shows besides.

    `slips` are what breaks the house style in its whole text, in place of those of the prose alone.
    Where it is not the `whole` report, an acknowledgement may be about what was left out.
    """
    rows = [row for row in checked.acknowledgements if row.rule in PRINTED]
    still_open, accepted = acknowledge([*check_printed(figures), *slips], rows, checked.rules)
    if not whole:
        still_open = [finding for finding in still_open if finding.rule != acknowledged.IDLE]
    before = [finding for finding in checked.findings if finding.rule not in house_style.RULES]
    known = [item for item in checked.acknowledged if item.finding.rule not in house_style.RULES]
    return Checked(
        checked.blocking,
        tuple(by_gravity([*before, *still_open])),
        (*known, *accepted),
        checked.rules,
        checked.acknowledgements,
    )


def check_numbers(workbook: Workbook, rules: Sequence[Relation]) -> list[Finding]:
    """The checks that need nothing but the figures: rules as data, ratios, sums, single figures."""
    values = Values(workbook)
    return [
        *check_arithmetic(workbook, values),
        *check_relations(Terms(workbook, values), rules),
        *check_single_figures(workbook),
    ]


def load_rules(workbook: Workbook) -> Rules:
    """The rules of checks.csv, and the identities of forms.csv over this catalogue's indicators."""
    catalog = workbook.workspace.catalog
    problems: list[Finding] = []
    found: list[Relation] = []
    levels = {agency.level for agency in workbook.agencies.values()}
    if (catalog / "checks.csv").exists():
        loaded, wrong = load_relations(catalog / "checks.csv", workbook.indicators, levels)
        found += loaded
        problems += wrong
    else:
        text = "Không có data/catalog/checks.csv: không quan hệ nào giữa các số liệu được đối chiếu."
        problems.append(Finding(Severity.NOTE, "quy_tac.khong_co", text, "data/catalog"))
    if (catalog / "forms.csv").exists():
        forms, wrong = load_forms(catalog / "forms.csv")
        found += form_relations(forms, workbook.indicators)
        problems += [*wrong, *unknown_forms(forms, workbook.indicators)]
    return Rules(tuple(found), tuple(problems))
