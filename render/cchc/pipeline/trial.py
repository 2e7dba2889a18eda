"""`cchc check --notebooks`: notebooks that are not up to date run, and what they print is checked too.

What they give goes into the cache: the report that follows has it.
"""

from contextlib import closing
from dataclasses import replace

from cchc.base.findings import Finding, InputError, Severity
from cchc.base.progress import Say
from cchc.base.working_folders import temporary_folder
from cchc.checks import Checked, check
from cchc.execution.jobs import NotebookRun
from cchc.execution.section import AssembledSection
from cchc.execution.section_cache import SectionCache
from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workbook import Workbook
from cchc.pipeline.build import Build, check_printed, try_notebooks
from cchc.pipeline.order import Progress, ReportOrder
from cchc.pipeline.prepare import Prepared, notebook_jobs, plan_sections
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.pandoc import PandocEngine
from cchc.publish.pictures import Drawer
from cchc.publish.refusals import readable, refusals

NOT_RUN = "Chưa chạy notebook nào: sửa các LỖI của tệp dữ liệu trước."
SKIPPED = "Chưa chạy {names}: sửa các LỖI nêu ở đó trước."


def check_by_running(workbook: Workbook, snapshot: InputSnapshot, jobs: int, say: Say) -> Checked:
    """All findings about the inputs, every notebook that fails, and all findings about the assembled text.

    A section whose prose or notebook is known to stop a report does not run; `say` tells of it.
    """
    checked = check(workbook)
    if workbook.problems:
        say(NOT_RUN)
        return checked
    broken = {finding.section for finding in checked.blocking}
    entries = [entry for entry in workbook.outline.sections if entry.code not in broken]
    if skipped := [entry.notebook for entry in workbook.outline.sections if entry.code in broken]:
        say(SKIPPED.format(names=", ".join(skipped)))
    order = ReportOrder(workbook.workspace, workbook.period, PandocEngine(), jobs=jobs)
    cache = workbook.workspace.cache
    plan = plan_sections(notebook_jobs(order, workbook, entries), workbook, SectionCache(cache))
    prepared = Prepared(order, workbook, snapshot, checked, plan, {})
    with (
        temporary_folder() as folder,
        closing(Drawer(cache, pixels=True)) as drawer,
        closing(MarkdownReader(cache)) as reader,
    ):
        if plan.to_run:
            drawer.warm_up()
        build = Build(folder, cache, drawer, reader)
        runs = try_notebooks(prepared, build, Progress(say, parts=len(plan.to_run)))
        found = [finding for run in runs.failed for finding in _failures(run)]
        found += [*_undrawable(drawer, runs.sections), *refusals(runs.sections, reader)]
        read = readable(runs.sections, reader)
    whole = len(runs.sections) == len(workbook.outline.sections)
    printed = check_printed(workbook, checked, runs.sections, read, whole=whole)
    return replace(printed, blocking=(*printed.blocking, *found))


def _failures(run: NotebookRun) -> list[Finding]:
    if not run.failure:
        return list(run.problems)
    file = run.job.file
    place, *reasons = (line.strip() for line in run.failure.removeprefix(file).strip(", ").splitlines())
    words = f"{place[:1].upper()}{place[1:]} {' – '.join(filter(None, reasons))}"
    return [Finding(Severity.ERROR, "notebook.khong_chay_duoc", words, file, section=run.job.section)]


def _undrawable(drawer: Drawer, sections: list[AssembledSection]) -> list[Finding]:
    try:
        drawer.draw(sections)
    except InputError as error:
        return list(error.findings)
    return []
