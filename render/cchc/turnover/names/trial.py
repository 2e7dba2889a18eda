"""What the checks would find of the changed inputs that they did not find before."""

from collections import Counter
from collections.abc import Callable, Hashable

from cchc.base.findings import Finding, InputError, ReportError, Severity
from cchc.base.period import Period, periods_among
from cchc.checks import check
from cchc.checks.run import check_figures_alone
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.turnover.names.workspace_edits import WorkspaceEdits

MOST_SHOWN = 5
REFUSED = "Chưa sửa gì, vì sửa xong thì kỳ {period} có thêm LỖI:{errors}\nSửa những chỗ ấy rồi chạy lại."
# By what a finding is known before and after.
Known = Callable[[Finding], Hashable]


def by_place(finding: Finding) -> Hashable:
    """Where no row moves, and words may change."""
    return finding.rule, finding.file, finding.row


def by_words(finding: Finding) -> Hashable:
    """Where rows move."""
    return finding.rule, finding.file, finding.explanation


def refuse_new_errors(edits: WorkspaceEdits, known: Known) -> None:
    """ReportError that lists the errors which the changes would bring to any period."""
    with edits.tried() as copy:
        for period in all_periods(edits.workspace):
            after = _errors(copy, period)
            if not after:
                continue
            before = Counter(map(known, _errors(edits.workspace, period)))
            new = [error for error in after if not _taken(before, known(error))]
            if new:
                shown = "".join(f"\n  {error.place}: {error.explanation}" for error in new[:MOST_SHOWN])
                more = f"\n  … và {len(new) - MOST_SHOWN} điều nữa" if len(new) > MOST_SHOWN else ""
                raise ReportError(REFUSED.format(period=period, errors=shown + more))


def all_periods(workspace: Workspace) -> list[Period]:
    """Every period that can be checked, with parameters or figures alone."""
    names = {*workspace.periods, *(path.parent.name for path in workspace.root.glob("data/*/figures.*"))}
    return periods_among(sorted(names))


def _taken(before: "Counter[Hashable]", key: Hashable) -> bool:
    before[key] -= 1
    return before[key] >= 0


def _errors(workspace: Workspace, period: Period) -> list[Finding]:
    try:
        workbook = load_workbook(workspace, period, tolerant=True, past=True)
    except InputError as error:
        return list(error.findings)
    alone = workspace.figures_alone(period)
    found = (check_figures_alone if alone else check)(workbook).all
    return [finding for finding in found if finding.severity is Severity.ERROR]
