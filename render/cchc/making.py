"""A report made anew: notebooks, assembling, publishing, delivery."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from cchc.assembled import AssembledSection, led_by, write_sections
from cchc.catalog.outline import SectionEntry
from cchc.delivery import build_folder
from cchc.editions.keeping import NOTEBOOKS
from cchc.execution.job import NotebookRun
from cchc.finishing import finish
from cchc.headings import part_heading
from cchc.key_figures import key_figures
from cchc.metadata import write_metadata
from cchc.order import Progress, Report, ReportOrder, in_seconds
from cchc.pictures.drawer import Drawer
from cchc.planning import Plan, chosen_sections
from cchc.preparing import Prepared
from cchc.processes.task import can_fork
from cchc.production import produce
from cchc.prose import first_mentions
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publishing import publish
from cchc.reuse.as_loaded import remember
from cchc.reuse.kept_files import KeptFiles
from cchc.reuse.sections import SectionShelf
from cchc.values import Values
from cchc.workbook import Workbook


def make(prepared: Prepared, progress: Progress, drawing: str = "") -> Report:
    """Run, assemble, publish and deliver; ReportError leaves what was published alone.

    `drawing` is the address of a service that draws for several reports.
    """
    order, workbook = prepared.order, prepared.workbook
    entries = chosen_sections(workbook, order.sections)
    output, kept = order.output(entries), KeptFiles(order.workspace.kept)
    _remember_for_notebooks(prepared)
    with (
        closing(Drawer(kept, pixels="docx" in order.formats, address=drawing)) as drawer,
        closing(MarkdownReader(kept)) as reader,
    ):
        if prepared.planned.to_run:
            drawer.warm_up()
        with build_folder(output) as folder:
            (folder / NOTEBOOKS).mkdir()
            planned = prepared.planned.into(folder / NOTEBOOKS)
            shelf = SectionShelf(kept, steady=lambda: not prepared.seen.changed())
            sections = _produce(order, workbook, planned, shelf, drawer, reader, progress)
            with progress.step("assemble", "Đã ghép các phần"):
                sections = _with_head(order, workbook, entries, sections)
                _write_build(order, workbook, entries, sections, folder / "build")
            made, published = publish(prepared, sections, folder, drawer, reader, progress)
            report = finish(made, published, folder, output, progress.seconds)
            kept.tidy()
            return report


def _remember_for_notebooks(prepared: Prepared) -> None:
    """What each of them would make anew."""
    workbook = prepared.workbook
    remember(prepared.seen, workbook.period, workbook=workbook, checked=prepared.checked)
    if prepared.planned.to_run and can_fork():
        # Compiles the templates of all prose, too.
        first = first_mentions(workbook, Values(workbook))
        remember(prepared.seen, workbook.period, first_mentions=first)


def _produce(
    order: ReportOrder,
    workbook: Workbook,
    planned: Plan,
    shelf: SectionShelf,
    drawer: Drawer,
    reader: MarkdownReader,
    progress: Progress,
) -> list[AssembledSection]:
    count = len(planned.to_run)
    done: list[NotebookRun] = []

    def told(run: NotebookRun) -> None:
        done.append(run)
        mark = "✗" if run.failure else "✓"
        progress.say(f"  [{len(done)}/{count}] {mark} {run.name} ({in_seconds(run.seconds)})")

    if planned.standing:
        progress.say(f"  Dùng lại {len(planned.standing)}/{len(planned.jobs)} phần không đổi")
    with progress.step("execute", f"Đã chạy {count} notebook" if count else ""):
        return produce(planned, workbook, shelf, drawer, reader, order.jobs, told)


def _with_head(
    order: ReportOrder,
    workbook: Workbook,
    entries: Sequence[SectionEntry],
    sections: Sequence[AssembledSection],
) -> list[AssembledSection]:
    """The sections under what opens them: the part's heading in an extract, else the key figures."""
    if order.sections:
        part = workbook.outline.part_of(entries[0].code)
        return [led_by(sections[0], part_heading(workbook, part)), *sections[1:]]
    head = key_figures(workbook)
    return [*([head] if head is not None else []), *sections]


def _write_build(
    order: ReportOrder,
    workbook: Workbook,
    entries: Sequence[SectionEntry],
    sections: Sequence[AssembledSection],
    build: Path,
) -> None:
    write_sections(sections, build)
    asked = [entry.code for entry in entries] if order.sections else []
    write_metadata(workbook, order.final, build / "metadata.yml", asked)
