"""What a run has to do: the sections it is asked for, and which of them stand as they are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cchc.catalog.outline import SectionEntry
from cchc.execution.job import NotebookJob, NotebookLimits
from cchc.findings import Finding, InputError, Severity
from cchc.order import ReportOrder
from cchc.reuse.sections import KeptSection, SectionShelf
from cchc.reuse.verifying import Inputs
from cchc.workbook import Workbook


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
