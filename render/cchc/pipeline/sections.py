"""From notebooks to sections: those that nothing has touched are used again, the others run side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from cchc.base.findings import Finding, InputError, stop_on
from cchc.base.tasks import can_fork
from cchc.execution.jobs import NotebookError, NotebookJob, NotebookRun
from cchc.execution.section_cache import SectionResult, SectionCache
from cchc.execution.run import Done, Execute, run_notebooks
from cchc.execution.section import AssembledSection
from cchc.inputs.snapshot import everything_digest
from cchc.inputs.workbook import Workbook
from cchc.notebook.recorder import Reads, recording
from cchc.pipeline.prepare import Plan
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.pictures import Drawer


@dataclass(frozen=True)
class Product:
    """What a notebook's process makes of it: a section, or why the report cannot hold it."""

    made: SectionResult | None
    problems: tuple[Finding, ...] = ()


def produce(
    planned: Plan,
    workbook: Workbook,
    shelf: SectionCache,
    drawer: Drawer,
    reader: MarkdownReader,
    workers: int,
    told: Callable[[NotebookRun], None],
) -> list[AssembledSection]:
    """All sections in the order of the jobs; each is kept as soon as it is made.

    NotebookError names every notebook that failed, after all have run; InputError every output that the
    report cannot hold.
    """
    sections = {code: kept.section for code, kept in planned.standing.items()}
    for job in planned.jobs:
        if job.section in planned.standing:
            text = planned.standing[job.section].notebook
            job.target.write_text(text, encoding="utf-8", newline="\n")
    ended: dict[str, Done[Product]] = {}
    if planned.to_run:
        for done in run_notebooks(planned.to_run, workers, partial(make_section, workbook)):
            ended[done.run.section] = done
            if done.value is not None and (made := done.value.made) is not None:
                sections[done.run.section] = made.section
                drawer.ask(made.section.charts)
                reader.ask([made.section.markdown])
                shelf.keep(_job(planned, done.run.section), made)
            told(done.run)
    in_order = [ended[job.section] for job in planned.jobs if job.section in ended]
    if failures := [done.run.failure for done in in_order if done.run.failure]:
        raise NotebookError("\n\n".join(failures))
    stop_on([finding for done in in_order if done.value is not None for finding in done.value.problems])
    return [sections[job.section] for job in planned.jobs]


def make_section(workbook: Workbook, job: NotebookJob, execute: Execute) -> tuple[NotebookRun, Product]:
    """Run the notebook, with a record of what it reads, and assemble its section."""
    # Only processes that run notebooks need it: it loads nbconvert.
    from cchc.execution.assemble import assemble

    if can_fork():
        with recording(workbook.workspace) as recorder:
            run = execute(job)
        reads = recorder.reads()
    else:
        # What an ordinary kernel reads is not seen from here.
        run, reads = execute(job), Reads.of_everything(everything_digest(workbook.workspace))
    if run.failure:
        return run, Product(None)
    try:
        return run, Product(SectionResult(assemble(run), run.target, reads))
    except InputError as error:
        return run, Product(None, error.findings)


def _job(planned: Plan, section: str) -> NotebookJob:
    return next(job for job in planned.jobs if job.section == section)
