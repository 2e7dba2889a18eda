"""From notebooks to sections: those that nothing has touched are used again, the others run side by side."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial

from cchc.base.findings import InputError, stop_on
from cchc.base.tasks import can_fork
from cchc.execution.jobs import NotebookError, NotebookJob, NotebookRun
from cchc.execution.run import Execute, NotebookResult, run_notebooks
from cchc.execution.section import AssembledSection
from cchc.execution.section_cache import SectionResult
from cchc.inputs.snapshot import everything_digest
from cchc.inputs.workbook import Workbook
from cchc.notebook.recorder import Reads, recording
from cchc.pipeline.prepare import Plan

RunResult = NotebookResult[SectionResult | None]
Ended = Callable[[NotebookJob, RunResult], object]


@dataclass(frozen=True)
class SectionRuns:
    """The sections that could be made, in the order of the report, and the runs that gave none."""

    sections: list[AssembledSection]
    failed: list[NotebookRun]

    def whole(self) -> list[AssembledSection]:
        """All sections.

        NotebookError names every notebook that failed; InputError every output that the report cannot hold.
        """
        if failures := [run.failure for run in self.failed if run.failure]:
            raise NotebookError("\n\n".join(failures))
        stop_on([finding for run in self.failed for finding in run.problems])
        return self.sections


def run_sections(plan: Plan, workbook: Workbook, workers: int, ended: Ended) -> SectionRuns:
    """Every section, its notebook run where it is not up to date; `ended` is told of each run as it ends."""
    sections = {code: cached.section for code, cached in plan.up_to_date.items()}
    _write_notebooks(plan)
    runs: dict[str, NotebookRun] = {}
    jobs = {job.section: job for job in plan.jobs}
    if plan.to_run:
        for result in run_notebooks(plan.to_run, workers, partial(run_section, workbook)):
            code = result.run.section
            runs[code] = result.run
            if result.value is not None:
                sections[code] = result.value.section
            ended(jobs[code], result)
    in_order = [runs[code] for code in jobs if code in runs and code not in sections]
    return SectionRuns([sections[code] for code in jobs if code in sections], in_order)


def run_section(
    workbook: Workbook, job: NotebookJob, execute: Execute
) -> tuple[NotebookRun, SectionResult | None]:
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
                notebook = read_executed(run)
            add_unplaced(
                notebook, Section(job.section, recorded(workbook, recorder) if recorder else workbook)
            )
        except InputError as error:
            return replace(run, problems=error.findings), None
    # What an ordinary kernel reads is not seen from here.
    reads = recorder.reads() if recorder else Reads.of_everything(everything_digest(workbook.workspace))
    return run, SectionResult(assemble(run, notebook), run.target, reads)


def _write_notebooks(plan: Plan) -> None:
    """The executed notebooks of the sections that are up to date."""
    for job in plan.jobs:
        if (cached := plan.up_to_date.get(job.section)) is not None:
            job.target.write_text(cached.notebook, encoding="utf-8", newline="\n")
