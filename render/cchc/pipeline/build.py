"""One run of a report, from top to bottom."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cchc.base.cache import FileCache, forget_old_workspaces
from cchc.base.delivery import build_folder
from cchc.base.findings import ReportError
from cchc.base.tasks import can_fork
from cchc.checks import Checked, with_printed
from cchc.checks.house_style.lint import check_house_style
from cchc.checks.readback.marking import marked
from cchc.checks.readback.printed import read_back
from cchc.editions.diff.in_report import changes_section
from cchc.editions.storing import NOTEBOOKS
from cchc.execution.jobs import NotebookRun
from cchc.execution.section import AssembledSection, led_by, printed_figures, write_sections
from cchc.execution.section_cache import SectionCache, SectionResult
from cchc.inputs.workbook import Workbook
from cchc.notebook.shared_inputs import MEMO
from cchc.pipeline.order import Progress, Report, ReportOrder, in_seconds
from cchc.pipeline.prepare import Prepare, Prepared, require_final
from cchc.pipeline.record import deliver, write_records
from cchc.pipeline.sections import SectionRuns, run_sections
from cchc.prose.front_matter import part_heading, write_metadata
from cchc.prose.templates import first_mentions
from cchc.publish.build_folder import CARDS, stage
from cchc.publish.chart_picture import Picture
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.page.cards import figure_cards, write_cards
from cchc.publish.page.key_figures import key_figures
from cchc.publish.pictures import Drawer
from cchc.publish.quarto import keep_project
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import Values

# Notebooks are a part each; what comes after them takes about as long as four.
PARTS_BEFORE, PARTS_AFTER = 1, 6
RUNNING = "Chạy notebook"


def build_report(prepare: Prepare, progress: Progress, drawing: str = "") -> Report:
    """Check → plan → run notebooks → assemble → publish → record → deliver.

    ReportError leaves what was published alone. `drawing` is the address of a service that draws for
    several reports.
    """
    prepared = prepare()
    progress.seconds.update(prepared.seconds)
    order = prepared.order
    with _open_build(prepared, drawing) as build:
        progress.parts = PARTS_BEFORE + len(prepared.plan.to_run) + PARTS_AFTER
        progress.advance(RUNNING, PARTS_BEFORE)
        sections = run_notebooks(prepared, build, progress)
        with progress.step("assemble", "Đã ghép các phần"):
            sections = _assemble(prepared, sections, build)
        progress.advance(f"Dựng {', '.join(order.formats).upper()}")
        with progress.step("publish"):
            stage(build.text, order.formats, build.cache)
            _write_pictures(build.drawer.draw(sections), build.text / "charts")
            with order.engine.start(build.text, order.formats, build.reader, order.jobs) as rendering:
                checked = _checked_for_edition(prepared, sections, build.reader)
                _write_page(prepared, sections, checked, build)
                write_records(prepared, sections, checked, build.folder)
                files = rendering.finish()
        published = [files[name] for name in order.formats]
        if order.keep_build is not None:
            keep_project(build.text, order.formats, order.keep_build)
            progress.say(f"Thư mục dựng bằng Quarto: {order.keep_build}")
        _list_files(order, published, progress)
        progress.advance("Lưu bản báo cáo", PARTS_AFTER - 2)
        report = deliver(prepared, sections, checked, published, build.folder, progress.seconds)
        build.cache.tidy()
        forget_old_workspaces()
        progress.advance("Xong")
        return report


@dataclass(frozen=True)
class Build:
    """A report being built: its folder, beside the output, and those at work for it."""

    folder: Path
    cache: FileCache
    drawer: Drawer
    reader: MarkdownReader

    @property
    def text(self) -> Path:
        """What the engine renders."""
        return self.folder / "build"


@contextmanager
def _open_build(prepared: Prepared, drawing: str) -> Iterator[Build]:
    order = prepared.order
    cache = order.workspace.cache
    with (
        closing(Drawer(cache, pixels="docx" in order.formats, address=drawing)) as drawer,
        closing(MarkdownReader(cache)) as reader,
    ):
        if prepared.plan.to_run:
            drawer.warm_up()
        with build_folder(order.output(prepared.entries)) as folder:
            yield Build(folder, cache, drawer, reader)


def run_notebooks(prepared: Prepared, build: Build, progress: Progress) -> list[AssembledSection]:
    """Every section, its notebook run where it is not up to date (NotebookError, InputError)."""
    count = len(prepared.plan.to_run)
    with progress.step("execute", f"Đã chạy {count} notebook" if count else ""):
        return try_notebooks(prepared, build, progress).whole()


def try_notebooks(prepared: Prepared, build: Build, progress: Progress) -> SectionRuns:
    """Every section that can be made, and what became of the others; each run is told as it ends."""
    (build.folder / NOTEBOOKS).mkdir()
    _share_inputs(prepared)
    plan = prepared.plan.into(build.folder / NOTEBOOKS)
    cache = SectionCache(build.cache, steady=lambda: not prepared.snapshot.changed())
    count, numbers = len(plan.to_run), itertools.count(1)

    def ended(run: NotebookRun, result: SectionResult | None) -> None:
        if result is not None:
            # Pictures and text get ready while other notebooks still run.
            build.drawer.ask(result.section.charts)
            build.reader.ask([result.section.markdown])
            cache.put(run.job, result)
        mark = "✗" if run.failure else "✓"
        seconds = in_seconds(run.seconds)
        progress.say(f"  [{next(numbers)}/{count}] {mark} {run.job.source.stem} ({seconds})")
        progress.advance(RUNNING)

    if plan.up_to_date:
        progress.say(f"  Dùng lại {len(plan.up_to_date)}/{len(plan.jobs)} phần không đổi")
    return run_sections(plan, prepared.workbook, prepared.order.jobs, ended)


def _share_inputs(prepared: Prepared) -> None:
    """Hand the notebooks' processes what each of them would make anew."""
    workbook, snapshot = prepared.workbook, prepared.snapshot
    MEMO.put(snapshot, workbook.period, workbook=workbook, checked=prepared.checked)
    if prepared.plan.to_run and can_fork():
        # Compiles the templates of all prose, too.
        MEMO.put(snapshot, workbook.period, first_mentions=first_mentions(workbook, Values(workbook)))


def _assemble(
    prepared: Prepared, sections: Sequence[AssembledSection], build: Build
) -> list[AssembledSection]:
    """Put the text into the build; an extract is led by its part's heading, a whole report by its figures."""
    order, workbook, entries = prepared.order, prepared.workbook, prepared.entries
    if order.sections:
        part = workbook.outline.part_of(entries[0].code)
        whole = [led_by(sections[0], part_heading(workbook, part)), *sections[1:]]
    else:
        head = key_figures(workbook)
        whole = [*([head] if head is not None else []), *sections]
    write_sections([_with_faults_shown(section, workbook) for section in whole], build.text)
    asked = [entry.code for entry in entries] if order.sections else []
    write_metadata(workbook, order.final, build.text / "metadata.yml", asked)
    return whole


def _with_faults_shown(section: AssembledSection, workbook: Workbook) -> AssembledSection:
    return replace(section, markdown=marked(section.markdown, workbook.proper_names))


def _write_pictures(pictures: Mapping[str, Picture], folder: Path) -> None:
    folder.mkdir()
    for identifier, picture in pictures.items():
        (folder / f"{identifier}.svg").write_text(picture.svg, encoding="utf-8", newline="\n")
        if picture.png is not None:
            (folder / f"{identifier}.png").write_bytes(picture.png)


def _checked_for_edition(
    prepared: Prepared, sections: Sequence[AssembledSection], reader: MarkdownReader
) -> Checked:
    """The checks of the inputs, and those of what is printed; InputError where it may not be published."""
    blocks = reader.blocks([section.markdown for section in sections])
    read = [(section.section, own) for section, own in zip(sections, blocks, strict=True)]
    whole = not prepared.order.sections
    checked = check_printed(prepared.workbook, prepared.checked, sections, read, whole=whole)
    require_final(prepared.order, checked)
    if prepared.order.final:
        _require_no_missing(printed_figures(sections))
    return checked


def check_printed(
    workbook: Workbook,
    checked: Checked,
    sections: Sequence[AssembledSection],
    read: Sequence[tuple[str, list[Any]]],
    *,
    whole: bool,
) -> Checked:
    """The checks of the inputs, and those of what the sections print, `read` as Pandoc's blocks."""
    text = [(section.section, section.markdown) for section in sections]
    slips = check_house_style(workbook, text)
    figures = printed_figures(sections)
    return with_printed(checked, figures, slips, read_back(workbook, read), whole=whole)


def _require_no_missing(figures: Iterable[PrintedFigure]) -> None:
    missing = [figure for figure in figures if figure.origin == "missing"]
    if own := {figure.indicator for figure in missing if not figure.earlier}:
        raise ReportError(f"Không phát hành bản chính thức khi còn thiếu số liệu: {', '.join(sorted(own))}.")
    if missing:
        gaps = dict.fromkeys(
            f"\n  {figure.section} {figure.place}: {figure.indicator}, điền {figure.file}"
            for figure in missing
        )
        raise ReportError(f"Không phát hành bản chính thức khi còn thiếu số để so sánh:{''.join(gaps)}")


def _write_page(
    prepared: Prepared, sections: Sequence[AssembledSection], checked: Checked, build: Build
) -> None:
    """Put in what the page alone prints: the figures' cards, and what changed since the last edition.

    The changes are no part of the edition's own text, so that a rerun gives the same edition.
    """
    order, workbook = prepared.order, prepared.workbook
    write_cards(figure_cards(workbook, printed_figures(sections), checked.all), build.text / CARDS)
    if order.shows_changes:
        changes = changes_section(order.previous_edition, workbook, sections, checked.all, build.reader)
        write_sections(changes, build.text)


def _list_files(order: ReportOrder, files: Sequence[Path], progress: Progress) -> None:
    for path in files:
        progress.say(f"  ✓ {path.name} ({path.stat().st_size / 1024:,.0f} kB)".replace(",", "."))
    seconds = in_seconds(progress.seconds["publish"])
    progress.say(f"Đã dựng {len(files)} tệp bằng {order.engine.name} ({seconds})")
