"""A report made anew: notebooks, assembling, publishing, delivery."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path

from cchc.assembled import AssembledSection, led_by, write_sections
from cchc.cards import figure_cards, write_cards
from cchc.catalog.outline import SectionEntry
from cchc.checks import Checked, with_printed
from cchc.checks.house_style import check_house_style
from cchc.delivery import build_folder
from cchc.diff.in_report import changes_section, reading_beside
from cchc.editions.keeping import NOTEBOOKS
from cchc.execution.job import NotebookRun
from cchc.findings import ReportError
from cchc.finishing import Made, finish, write_records
from cchc.headings import part_heading
from cchc.key_figures import key_figures
from cchc.metadata import write_metadata
from cchc.order import Progress, Report, ReportOrder, in_seconds
from cchc.pictures.drawer import Drawer
from cchc.pictures.picture import Picture
from cchc.planning import Plan, chosen_sections
from cchc.preparing import Prepared, require_final
from cchc.production import produce
from cchc.provenance import PrintedFigure
from cchc.publish.engine import Supply
from cchc.publish.stage import CARDS
from cchc.reuse.as_loaded import remember
from cchc.reuse.kept_files import KeptFiles
from cchc.reuse.sections import SectionShelf
from cchc.workbook import Workbook


def make(prepared: Prepared, progress: Progress, drawing: str = "") -> Report:
    """Run, assemble, publish and deliver; ReportError leaves what was published alone.

    `drawing` is the address of a service that draws for several reports.
    """
    order, workbook = prepared.order, prepared.workbook
    entries = chosen_sections(workbook, order.sections)
    output, kept = order.output(entries), KeptFiles(order.workspace.kept)
    remember(order.workspace, order.period, workbook=workbook, checked=prepared.checked)
    with closing(Drawer(kept, pixels="docx" in order.formats, address=drawing)) as drawer:
        if prepared.planned.to_run:
            drawer.warm_up()
        with build_folder(output) as folder:
            (folder / NOTEBOOKS).mkdir()
            planned = prepared.planned.into(folder / NOTEBOOKS)
            sections = _produce(order, workbook, planned, SectionShelf(kept), drawer, progress)
            sections = _with_head(order, workbook, entries, sections)
            with _reading_beside(order, sections) as reading:
                with progress.step("assemble", "Đã ghép các phần"):
                    checked = _with_printed(order, workbook, prepared.checked, sections)
                    require_final(order, checked)
                    _require_no_missing(order, sections)
                    _write_build(order, workbook, entries, folder / "build", sections, checked)
                made = Made(order, workbook, sections, checked)
                published = _publish(made, folder, drawer, reading, progress)
            _tell_published(order, published, progress)
            report = finish(made, published, folder, output, progress.seconds)
            kept.tidy()
            return report


def _produce(
    order: ReportOrder,
    workbook: Workbook,
    planned: Plan,
    shelf: SectionShelf,
    drawer: Drawer,
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
        return produce(planned, workbook, shelf, drawer, order.jobs, told)


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


def _with_printed(
    order: ReportOrder, workbook: Workbook, checked: Checked, sections: Sequence[AssembledSection]
) -> Checked:
    text = [(section.section, section.markdown) for section in sections]
    slips = check_house_style(workbook, text)
    return with_printed(checked, _figures(sections), slips, whole=not order.sections)


def _write_build(
    order: ReportOrder,
    workbook: Workbook,
    entries: Sequence[SectionEntry],
    build: Path,
    sections: Sequence[AssembledSection],
    checked: Checked,
) -> None:
    write_sections(sections, build)
    asked = [entry.code for entry in entries] if order.sections else []
    write_metadata(workbook, order.final, build / "metadata.yml", asked)
    write_cards(figure_cards(workbook, _figures(sections), checked.all), build / CARDS)


def _reading_beside(
    order: ReportOrder, sections: Sequence[AssembledSection]
) -> AbstractContextManager[Callable[[], object]]:
    """Read the text for the comparison with the last edition meanwhile, where a processor is idle."""
    if order.tells_changes and order.jobs > 1:
        return reading_beside(order, sections)
    return nullcontext(lambda: None)


def _publish(
    made: Made, folder: Path, drawer: Drawer, reading: Callable[[], object], progress: Progress
) -> list[Path]:
    order, build = made.order, folder / "build"

    def pictures() -> None:
        _write_pictures(drawer.draw(made.sections), build / "charts")

    def page() -> None:
        write_records(made, folder)
        reading()
        # In the page alone: what an edition keeps is its own text, so that a rerun keeps the same.
        if order.tells_changes:
            changes = changes_section(order, made.workbook, made.sections, made.checked.all)
            write_sections(changes, build)

    with progress.step("publish"):
        supply = Supply(pictures, page, KeptFiles(order.workspace.kept))
        files = order.engine.render(build, order.formats, order.jobs, supply)
    return [files[name] for name in order.formats]


def _write_pictures(pictures: Mapping[str, Picture], folder: Path) -> None:
    folder.mkdir()
    for identifier, picture in pictures.items():
        (folder / f"{identifier}.svg").write_text(picture.svg, encoding="utf-8", newline="\n")
        if picture.png is not None:
            (folder / f"{identifier}.png").write_bytes(picture.png)


def _tell_published(order: ReportOrder, published: Sequence[Path], progress: Progress) -> None:
    for path in published:
        progress.say(f"  ✓ {path.name} ({path.stat().st_size / 1024:,.0f} kB)".replace(",", "."))
    seconds = in_seconds(progress.seconds["publish"])
    progress.say(f"Đã dựng {len(published)} tệp bằng {order.engine.name} ({seconds})")


def _figures(sections: Sequence[AssembledSection]) -> list[PrintedFigure]:
    return [figure for section in sections for figure in section.figures]


def _require_no_missing(order: ReportOrder, sections: Sequence[AssembledSection]) -> None:
    if not order.final:
        return
    missing = {
        figure.indicator for section in sections for figure in section.figures if figure.origin == "missing"
    }
    if missing:
        raise ReportError(
            f"Không phát hành bản chính thức khi còn thiếu số liệu: {', '.join(sorted(missing))}."
        )
