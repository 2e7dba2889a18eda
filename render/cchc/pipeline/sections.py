"""From notebooks to sections: those that nothing has touched are used again, the others run side by side."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from cchc.base.findings import InputError, stop_on
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


def run_sections(plan: Plan, workbook: Workbook, workers: int, ended: Ended) -> list[AssembledSection]:
    """All sections in the order of the report; `ended` is called with each run as soon as it ends.

    NotebookError names every notebook that failed, after all have run; InputError every output that the
    report cannot hold.
    """
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
    in_order = [runs[code] for code in codes if code in runs]
    if failures := [run.failure for run in in_order if run.failure]:
        raise NotebookError("\n\n".join(failures))
    stop_on([finding for run in in_order for finding in run.problems])
    return [sections[code] for code in codes]


def run_section(workbook: Workbook, job: NotebookJob, execute: Execute) -> Result[SectionResult]:
    """Run the notebook, with a record of what it reads, and assemble its section."""
    # Only processes that run notebooks need it: it loads nbconvert.
    from cchc.execution.assemble import assemble

    if can_fork():
        with recording(workbook.workspace) as recorder:
            run = execute(job)
        reads = recorder.reads()
    else:
        # What an ordinary kernel reads cannot be recorded from here.
        run, reads = execute(job), Reads({InputRef(EVERYTHING): everything_digest(workbook.workspace)})
    if run.failure:
        return run, None
    try:
        return run, SectionResult(assemble(job.section, job.target), job.target, reads)
    except InputError as error:
        return replace(run, problems=error.findings), None
