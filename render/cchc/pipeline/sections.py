"""From notebooks to sections: those that nothing has touched are used again, the others run side by side."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial

from cchc.base.findings import Finding, InputError, Severity, stop_on
from cchc.base.tasks import can_fork
from cchc.execution.jobs import NotebookError, NotebookJob, NotebookRun
from cchc.execution.run import Execute, Result, run_notebooks
from cchc.execution.section import AssembledSection
from cchc.execution.section_cache import SectionResult
from cchc.inputs.snapshot import everything_digest
from cchc.inputs.workbook import Workbook
from cchc.notebook.recorder import EVERYTHING, InputRef, Reads, recording
from cchc.pipeline.prepare import Plan

Ended = Callable[[NotebookRun, SectionResult | None], object]


NOTHING_PRINTED = (
    "Không notebook nào in ra gì: báo cáo sẽ trống. Bỏ thẻ remove-cell, remove-output ở các ô cần in, "
    "hoặc gọi muc.narrative()."
)


@dataclass(frozen=True)
class SectionRuns:
    """The sections that could be made, in the order of the report, and the runs that gave none."""

    sections: list[AssembledSection]
    failed: list[NotebookRun]

    def whole(self) -> list[AssembledSection]:
        """All sections.

        NotebookError names every notebook that failed; InputError every output that the report cannot
        hold, or that nothing is printed at all.
        """
        if failures := [run.failure for run in self.failed if run.failure]:
            raise NotebookError("\n\n".join(failures))
        stop_on([finding for run in self.failed for finding in run.problems])
        if not any(section.markdown.strip() for section in self.sections):
            raise InputError([Finding(Severity.ERROR, "notebook.khong_in_gi", NOTHING_PRINTED, "notebooks")])
        return self.sections


def run_sections(plan: Plan, workbook: Workbook, workers: int, ended: Ended) -> SectionRuns:
    """Every section that can be made; `ended` is called with each run as soon as it ends."""
    sections = {}
    for job in plan.jobs:
        if (cached := plan.up_to_date.get(job.section)) is not None:
            sections[job.section] = cached.section
            job.target.write_text(cached.notebook, encoding="utf-8", newline="\n")
    runs: dict[str, NotebookRun] = {}
    if plan.to_run:
        for run, result in run_notebooks(plan.to_run, workers, partial(run_section, workbook)):
            runs[run.job.section] = run
            if result is not None:
                sections[run.job.section] = result.section
            ended(run, result)
    codes = [job.section for job in plan.jobs]
    failed = [runs[code] for code in codes if code not in sections]
    return SectionRuns([sections[code] for code in codes if code in sections], failed)


def run_section(workbook: Workbook, job: NotebookJob, execute: Execute) -> Result[SectionResult]:
    """Run the notebook, with a record of what it reads, and assemble its section."""
    # Only processes that run notebooks need it: it loads nbconvert.
    from cchc.execution.assemble import assemble, read_executed
    from cchc.execution.unplaced import add_unplaced
    from cchc.notebook.recorded_workbook import recorded
    from cchc.notebook.section import Section

    with recording(workbook.workspace) if can_fork() else nullcontext() as recorder:
        run = execute(job)
        if run.failure:
            return run, None
        try:
            with recorder.pause() if recorder else nullcontext():
                notebook = read_executed(job.section, job.target)
            own = recorded(workbook, recorder) if recorder else workbook
            add_unplaced(notebook, Section(job.section, own))
        except InputError as error:
            return replace(run, problems=error.findings), None
    if recorder:
        reads = recorder.reads()
    else:
        # What an ordinary kernel reads cannot be recorded from here.
        reads = Reads({InputRef(EVERYTHING): everything_digest(workbook.workspace)})
    return run, SectionResult(assemble(job.section, job.target, notebook), job.target, reads)
