"""All checks of a period, in one list: of the inputs, and of what the report has printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.base.findings import Finding, Severity, by_gravity
from cchc.base.table_files import in_place
from cchc.checks.arithmetic import check_arithmetic
from cchc.checks.consequences import without_consequences
from cchc.checks.context import CheckContext
from cchc.checks.house_style.lint import check_house_style
from cchc.checks.readback.printed import place
from cchc.checks.refusals import NO_CHECKS_FILE
from cchc.checks.registry import BLOCKING, INPUTS, PRINTED, Topic, all_rules
from cchc.checks.relations import check_relations
from cchc.checks.shares_of_a_base import check_shares
from cchc.checks.single_figures import check_single_figures
from cchc.checks.windows import check_windows
from cchc.checks.windows_of_sums import check_windows_of_sums
from cchc.inputs.acknowledged import IDLE, Acknowledged, Acknowledgement, acknowledge, load_acknowledgements
from cchc.inputs.catalog.forms import form_relations, load_forms, unknown_forms
from cchc.inputs.catalog.relations import Relation, load_relations
from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import load_prose
from cchc.values.printed_figure import PrintedFigure

# What printing alone shows in full.
SEEN_IN_PRINT = (Topic.PRINTED, Topic.HOUSE_STYLE, Topic.READ_BACK)


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
    """Run every check; a problem hides no other, but for a file that cannot be read, what hangs on it."""
    prose, unreadable = load_prose(workbook)
    relations, unusable = relations_of(workbook)
    context = CheckContext(workbook, prose, relations)
    blocking = [finding for findings in unreadable.values() for finding in findings]
    blocking += [*workbook.problems, *BLOCKING.run(context)]
    found = [*unusable, *INPUTS.run(context)]
    read_back = _codes(Topic.READ_BACK)
    findings = [finding for finding in found if finding.rule not in read_back]
    slips = check_house_style(workbook, context.markdown())
    slips += [finding for finding in found if finding.rule in read_back]
    path = workbook.workspace.data(workbook.period) / "acknowledged.csv"
    rows, problems = load_acknowledgements(path, workbook.file(path))
    known = acknowledgeable(relations)
    # What printing alone can find is judged after assembling, with the same rows.
    printed = _codes(*SEEN_IN_PRINT)
    now = [row for row in rows if row.rule not in printed]
    later = [row for row in rows if row.rule in printed]
    dates = workbook.house_style.date_style
    still_open, accepted = acknowledge(findings, now, known, dates)
    open_slips, accepted_slips = acknowledge(slips, later, known, dates)
    # A row that fits nothing yet may fit a title or a table.
    open_slips = [slip for slip in open_slips if slip.rule in printed]
    open_findings = [*problems, *still_open, *open_slips]
    causes = [*blocking, *open_findings]
    return Checked(
        tuple(by_gravity(without_consequences(blocking, causes))),
        tuple(by_gravity(without_consequences(open_findings, causes))),
        (*accepted, *accepted_slips),
        known,
        rows,
    )


def check_figures_alone(workbook: Workbook) -> Checked:
    """What the figures of a past period, entered to be compared with, show by themselves."""
    relations, unusable = relations_of(workbook)
    context = CheckContext(workbook, relations=relations)
    about_figures = (check_arithmetic, check_relations, check_shares, check_single_figures)
    own = (*about_figures, check_windows, check_windows_of_sums)
    found = [finding for look in own for finding in look(context)]
    causes = [*workbook.problems, *unusable]
    return Checked(workbook.problems, tuple(by_gravity(without_consequences([*unusable, *found], causes))))


def with_printed(
    checked: Checked,
    figures: Sequence[PrintedFigure],
    slips: Sequence[Finding] = (),
    read: Sequence[Finding] = (),
    *,
    whole: bool = True,
) -> Checked:
    """What was found before, and what the assembled report shows besides.

    `slips` are what breaks the house style in its whole text, in place of those of the prose alone;
    `read` is what reading it back shows, besides what the inputs have shown.
    Where it is not the `whole` report, an acknowledgement may be about what was left out.
    """
    again, printed = _codes(Topic.HOUSE_STYLE, Topic.READ_BACK), _codes(*SEEN_IN_PRINT)
    rows = [row for row in checked.acknowledgements if row.rule in printed]
    found = [*checked.findings, *(item.finding for item in checked.acknowledged)]
    known = [finding for finding in found if finding.rule in _codes(Topic.READ_BACK)]
    places = {*map(place, found)}
    new = [finding for finding in read if place(finding) not in places]
    still_open, accepted = acknowledge([*PRINTED.run(figures), *slips, *known, *new], rows, checked.rules)
    if not whole:
        still_open = [finding for finding in still_open if finding.rule != IDLE.code]
    before = [finding for finding in checked.findings if finding.rule not in again]
    accepted_before = [item for item in checked.acknowledged if item.finding.rule not in again]
    return Checked(
        checked.blocking,
        tuple(by_gravity([*before, *still_open])),
        (*accepted_before, *accepted),
        checked.rules,
        checked.acknowledgements,
    )


def relations_of(workbook: Workbook) -> tuple[tuple[Relation, ...], list[Finding]]:
    """The rules of checks.csv and the forms' identities over this catalogue, and every problem met."""
    catalog = workbook.workspace.catalog
    problems: list[Finding] = []
    found: list[Relation] = []
    levels = {agency.level for agency in workbook.agencies.values()}
    if in_place(catalog / "checks.csv").exists():
        loaded, wrong = load_relations(catalog / "checks.csv", workbook.catalogued, levels, workbook.last_day)
        found += loaded
        problems += wrong
    else:
        text = "Không có data/catalog/checks.csv: không quan hệ nào giữa các số liệu được đối chiếu."
        problems.append(NO_CHECKS_FILE.finding(text, "data/catalog"))
    if in_place(catalog / "forms.csv").exists():
        forms, wrong = load_forms(catalog / "forms.csv")
        found += form_relations(forms, workbook.indicators)
        problems += [*wrong, *unknown_forms(forms, workbook.indicators)]
    return tuple(found), problems


def acknowledgeable(relations: Sequence[Relation]) -> frozenset[str]:
    """The codes that a row of acknowledged.csv may name."""
    own = (rule.code for _, rule in all_rules() if rule.acknowledgeable)
    return frozenset({*own, *(relation.id for relation in relations)})


def _codes(*topics: Topic) -> frozenset[str]:
    return frozenset(rule.code for topic, rule in all_rules() if topic in topics)
