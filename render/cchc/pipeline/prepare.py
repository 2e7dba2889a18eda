"""What comes before a report is built: the checks of its inputs, and the plan of what has to run."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cchc.base.findings import Finding, InputError, Severity, stop_on
from cchc.checks import Checked, check
from cchc.execution.jobs import NotebookJob, NotebookLimits
from cchc.execution.section_cache import CachedSection, CurrentInputs, SectionCache
from cchc.inputs.catalog.outline import SectionEntry
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workbook import Workbook
from cchc.pipeline.early import require_due
from cchc.pipeline.order import Progress, ReportOrder


@dataclass(frozen=True)
class Plan:
    """The notebooks of a report in its order, and the sections that are up to date without running."""

    jobs: tuple[NotebookJob, ...]
    up_to_date: Mapping[str, CachedSection]

    @property
    def to_run(self) -> list[NotebookJob]:
        """The largest first, so that it does not end long after the others."""
        waiting = [job for job in self.jobs if job.section not in self.up_to_date]
        return sorted(waiting, key=lambda job: -_size(job))

    def into(self, folder: Path) -> "Plan":
        """The same plan, executed notebooks going into this folder."""
        jobs = tuple(replace(job, target=folder / job.target.name) for job in self.jobs)
        return replace(self, jobs=jobs)


@dataclass(frozen=True)
class Prepared:
    """A report that may be built: its inputs are read and bear no error that stops it.

    `snapshot` are the inputs from before they were read; `seconds` what the steps so far took.
    """

    order: ReportOrder
    workbook: Workbook
    snapshot: InputSnapshot
    checked: Checked
    plan: Plan
    seconds: Mapping[str, float]

    @property
    def entries(self) -> tuple[SectionEntry, ...]:
        """The sections that it has."""
        return chosen_sections(self.workbook, self.order.sections)


# Checks and plans when it is called (InputError).
Prepare = Callable[[], Prepared]


def prepare(order: ReportOrder, workbook: Workbook, snapshot: InputSnapshot, progress: Progress) -> Prepared:
    """Check and plan; InputError names everything that stops the report."""
    jobs = notebook_jobs(order, workbook, chosen_sections(workbook, order.sections))
    cache = SectionCache(order.workspace.cache) if order.reuse else None
    plan = plan_sections(jobs, workbook, cache)
    with progress.step("check", "Đã đọc và kiểm tra số liệu"):
        checked = check(workbook)
    stop_on(checked.blocking)
    require_final(order, checked)
    require_due(order, workbook)
    return Prepared(order, workbook, snapshot, checked, plan, dict(progress.seconds))


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
            source=order.workspace.notebook(entry.notebook).resolve(),
            target=Path(f"{entry.notebook}.ipynb"),
            parameters={"period": str(order.period), "workspace": ".."},
            limits=limits,
        )
        for entry in entries
    ]


def plan_sections(jobs: Sequence[NotebookJob], workbook: Workbook, cache: SectionCache | None) -> Plan:
    """Look for sections that are up to date; without a cache everything runs."""
    if cache is None:
        return Plan(tuple(jobs), {})
    inputs = CurrentInputs(workbook)
    found = {job.section: cache.find(job, inputs) for job in jobs}
    return Plan(tuple(jobs), {code: section for code, section in found.items() if section is not None})


def _size(job: NotebookJob) -> int:
    # The checks report one that is missing.
    return job.source.stat().st_size if job.source.is_file() else 0


def require_final(order: ReportOrder, checked: Checked) -> None:
    """An official report has no error left (InputError)."""
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    if order.final and errors:
        raise InputError(errors)
