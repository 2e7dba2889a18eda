"""The whole import, from a folder of files to what has to be said about it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.base.csv_tables import inert
from cchc.base.findings import Finding, Severity
from cchc.base.period import Period
from cchc.checks.arithmetic import check_arithmetic
from cchc.checks.context import CheckContext
from cchc.checks.units import check_units
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.intake.assignment import Assignment, Supplier
from cchc.intake.form import FormOfPeriod, form_of_period
from cchc.intake.importing import Change, Outcome, import_readings
from cchc.intake.problems import Problem
from cchc.intake.returned.folder import Folder, Sent, collect, open_folder, period_of
from cchc.intake.returned.form_identities import check_form_identities
from cchc.values.explanation import format_exactly, with_unit


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
    context = CheckContext(workbook)
    found = [*check_arithmetic(context), *check_units(context)]
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


COLUMNS = ("severity", "file", "sheet", "cell", "found", "explanation", "unit", "indicator", "rule")
LIST_NAME = "can-hoi-lai.csv"
MOST_NAMED = 5
GROUPS = (
    (Severity.ERROR, "CẦN HỎI LẠI (chưa nhập)"),
    (Severity.WARNING, "CẦN XEM LẠI"),
    (Severity.NOTE, "NÊN BIẾT"),
)


def tell(account: Account) -> Iterator[str]:
    """What to say, line by line: what was done, what to ask, who owes what."""
    outcome, period = account.outcome, account.workbook.period
    yield f"Kỳ {period} ({period.label}): {account.files} tệp."
    kept = sum(problem.rule == "thu_thap.giu_so_tay" for problem in outcome.problems)
    yield (
        f"Số liệu: {len(outcome.new)} số mới, {len(outcome.changed)} số thay đổi, "
        f"{len(outcome.unchanged)} số như trước, {kept} số ghi tay được giữ."
    )
    yield "Đã ghi vào figures.csv." if outcome.written else "figures.csv không đổi."
    yield from _section("THAY ĐỔI SO VỚI LẦN NHẬP TRƯỚC", map(_change, outcome.changed))
    for severity, title in GROUPS:
        lines = [p.finding().line() for p in account.problems if p.severity is severity]
        yield from _section(title, lines)
    yield from _section("ĐỐI CHIẾU TỔNG VỚI CÁC ĐƠN VỊ", (finding.line() for finding in account.sums))
    yield from _section("CHƯA GỬI", map(_name, account.silent))
    yield from _section("ĐÃ GỬI NHƯNG KHÔNG DÙNG ĐƯỢC TỆP NÀO", map(_name, account.unusable))
    yield from _section(
        "GỬI TỆP CHƯA ĐIỀN GÌ", (f"{_name(one.supplier)}: {one.file}" for one in account.empty)
    )
    yield from _section("CÒN ĐỂ TRỐNG", (_blank(*blank) for blank in account.blanks))


def write_problems(problems: Sequence[Problem], path: Path) -> None:
    """Write the list of problems, to be sorted and sent on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for p in problems:
            cells = (
                p.severity.value,
                p.place.file,
                p.place.sheet,
                p.place.cell,
                p.found,
                p.text,
                p.unit,
                p.indicator,
                p.rule,
            )
            writer.writerow([inert(cell) for cell in cells])


def has_questions(account: Account) -> bool:
    """Whether anything was left out that has to be asked about."""
    severities = {p.severity for p in account.problems} | {finding.severity for finding in account.sums}
    return Severity.ERROR in severities


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield f"{title} ({len(listed)})"
        yield from (f"  {line}" for line in listed)


def _change(change: Change) -> str:
    entry, value = change.reading.entry, change.reading.value
    assert value is not None
    old, new = (with_unit(format_exactly(n), entry.item.indicator.unit) for n in (change.old, value))
    return f"{entry.item.indicator.name} ({entry.item.scope}): {old} → {new} ({entry.place})"


def _name(supplier: Supplier) -> str:
    return f"{supplier.name} ({supplier.code})"


def _blank(supplier: Supplier, codes: Sequence[str]) -> str:
    more = f" … ({len(codes) - MOST_NAMED} chỉ tiêu khác)" if len(codes) > MOST_NAMED else ""
    return f"{_name(supplier)}: {len(codes)} chỉ tiêu: {', '.join(codes[:MOST_NAMED])}{more}"
