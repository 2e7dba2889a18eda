"""What precedes the making of a report: a plan of what has to run, and the checks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cchc.base.cache import KeptFiles
from cchc.base.findings import Finding, InputError, Severity, stop_on
from cchc.checks import Checked, check
from cchc.execution.jobs import NotebookJob, NotebookLimits
from cchc.execution.kept_sections import Inputs, KeptSection, SectionShelf
from cchc.inputs.catalog.outline import SectionEntry
from cchc.inputs.snapshot import Seen
from cchc.inputs.workbook import Workbook
from cchc.pipeline.order import Progress, ReportOrder


@dataclass(frozen=True)
class Plan:
    """Which sections stand as they are, and which notebooks have to run."""

    jobs: tuple[NotebookJob, ...]
    standing: dict[str, KeptSection]

    @property
    def to_run(self) -> list[NotebookJob]:
        """The largest first, so that it does not end long after the others."""
        waiting = [job for job in self.jobs if job.section not in self.standing]
        return sorted(waiting, key=lambda job: -_size(job))

    def into(self, folder: Path) -> "Plan":
        """The same plan, executed notebooks going into this folder."""
        jobs = tuple(replace(job, target=folder / job.target.name) for job in self.jobs)
        return replace(self, jobs=jobs)


def chosen_sections(workbook: Workbook, codes: Sequence[str]) -> tuple[SectionEntry, ...]:
    """The outline's sections, or those named by code or notebook number (InputError)."""
    entries = workbook.outline.sections
    if not codes:
        return entries
    names = {name: entry for entry in entries for name in (entry.code, entry.notebook, entry.notebook[:2])}
    if unknown := [code for code in codes if code not in names]:
        known = ", ".join(entry.code for entry in entries)
        explanation = (
            f"Đề cương không có phần {', '.join(f'“{code}”' for code in unknown)}. Các phần: {known}."
        )
        raise InputError([Finding(Severity.ERROR, "de_cuong.khong_co_phan", explanation)])
    wanted = {names[code].code for code in codes}
    return tuple(entry for entry in entries if entry.code in wanted)


def notebook_jobs(
    order: ReportOrder, workbook: Workbook, entries: Sequence[SectionEntry]
) -> list[NotebookJob]:
    """What each section's notebook is run with; Plan.into() says where it goes."""
    params = workbook.params
    limits = NotebookLimits(
        params.notebook_timeout_seconds, params.notebook_memory_mb, params.notebook_output_mb
    )
    return [
        NotebookJob(
            section=entry.code,
            source=(order.workspace.notebooks / f"{entry.notebook}.ipynb").resolve(),
            target=Path(f"{entry.notebook}.ipynb"),
            parameters={"period": str(order.period), "workspace": ".."},
            limits=limits,
        )
        for entry in entries
    ]


def plan(jobs: Sequence[NotebookJob], workbook: Workbook, shelf: SectionShelf | None) -> Plan:
    """Look for what can be used again; without a shelf everything runs."""
    if shelf is None:
        return Plan(tuple(jobs), {})
    inputs = Inputs(workbook)
    found = {job.section: shelf.find(job, inputs) for job in jobs}
    return Plan(tuple(jobs), {code: section for code, section in found.items() if section is not None})


def _size(job: NotebookJob) -> int:
    # One that is missing is told by the checks.
    return job.source.stat().st_size if job.source.is_file() else 0


@dataclass(frozen=True)
class Prepared:
    """A report that may be made: its inputs are read and bear no error that stops it."""

    order: ReportOrder
    workbook: Workbook
    planned: Plan
    checked: Checked
    seen: Seen
    seconds: dict[str, float]


def prepare(order: ReportOrder, workbook: Workbook, seen: Seen, progress: Progress) -> Prepared:
    """Plan and check; InputError names everything that stops the report.

    `seen` are the inputs from before the workbook was loaded.
    """
    entries = chosen_sections(workbook, order.sections)
    shelf = SectionShelf(KeptFiles(order.workspace.cache)) if order.reuse else None
    planned = plan(notebook_jobs(order, workbook, entries), workbook, shelf)
    with progress.step("check", "Đã đọc và kiểm tra số liệu"):
        checked = check(workbook)
    stop_on(checked.blocking)
    require_final(order, checked)
    return Prepared(order, workbook, planned, checked, seen, dict(progress.seconds))


def require_final(order: ReportOrder, checked: Checked) -> None:
    """An official report has no error left (InputError)."""
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    if order.final and errors:
        raise InputError(errors)
