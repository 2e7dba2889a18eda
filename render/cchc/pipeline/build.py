"""A report made anew: notebooks, assembling, publishing, delivery."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cchc.base.cache import KeptFiles
from cchc.base.files import build_folder, deliver
from cchc.base.findings import ReportError, Severity
from cchc.base.tasks import can_fork
from cchc.checks import Checked, with_printed
from cchc.checks.house_style.lint import check_house_style
from cchc.editions.diff.in_report import changes_section
from cchc.editions.edition import MANIFEST
from cchc.editions.keeping import NOTEBOOKS, keep_edition, write_text
from cchc.editions.ledger import write_findings, write_ledger
from cchc.editions.ledger_sheet import write_ledger_sheet
from cchc.editions.manifest import Making, manifest, unsettled, write_manifest
from cchc.execution.jobs import NotebookRun
from cchc.execution.kept_sections import SectionShelf
from cchc.execution.section import AssembledSection, led_by, write_sections
from cchc.inputs.catalog.outline import SectionEntry
from cchc.inputs.snapshot import Seen
from cchc.inputs.workbook import Workbook
from cchc.notebook.shared_inputs import remember
from cchc.pipeline.order import Progress, Report, ReportOrder, in_seconds
from cchc.pipeline.prepare import Plan, Prepared, chosen_sections, require_final
from cchc.pipeline.sections import produce
from cchc.prose.front_matter import part_heading, write_metadata
from cchc.prose.templates import first_mentions
from cchc.publish.build_folder import CARDS, epoch
from cchc.publish.drawing_service import Picture
from cchc.publish.engine import FORMATS, STEM, Supply
from cchc.publish.layout import report_fonts
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.page.cards import figure_cards, write_cards
from cchc.publish.page.key_figures import key_figures
from cchc.publish.pictures import Drawer
from cchc.values.printed_figure import PrintedFigure
from cchc.values.values import Values

# Where an edition is made, in the folder of a build.
EDITION = "edition"
CHANGED = "Dữ liệu đổi trong lúc dựng: {names}. Bản chính thức phải dựng từ dữ liệu đứng yên; chạy lại lệnh."
RECORDS = ("figures.csv", "figures.xlsx", "findings.csv")


@dataclass(frozen=True)
class Made:
    """A report that is about to be published: all that its edition records."""

    order: ReportOrder
    workbook: Workbook
    seen: Seen
    sections: Sequence[AssembledSection]
    checked: Checked


def write_records(made: Made, folder: Path) -> None:
    """The ledger and the findings, in the edition being made in `folder`."""
    staged, moment = folder / EDITION, epoch(folder / "build")
    staged.mkdir()
    write_ledger(made.sections, staged / "figures.csv")
    write_ledger_sheet(made.workbook, made.sections, made.checked.all, staged / "figures.xlsx", moment)
    write_findings(made.checked.all, staged / "findings.csv")


def finish(
    made: Made, files: Sequence[Path], folder: Path, output: Path, seconds: Mapping[str, float]
) -> Report:
    """Put the published files, their records and the executed notebooks of `folder` into place.

    ReportError where a final report's inputs did not stand still.
    """
    staged = folder / EDITION
    files = [*(path.rename(staged / path.name) for path in files), *(staged / name for name in RECORDS)]
    making = Making(
        engine=made.order.engine.name,
        seconds=seconds,
        files={path.name: path for path in files},
        fonts=report_fonts(),
        final=made.order.final,
        moment=epoch(folder / "build"),
        text={} if made.order.sections else write_text(made.sections, made.workbook, staged),
    )
    data = manifest(made.workbook, making, made.checked.all)
    # After the files were hashed: what changes from now on has another hash.
    changed = made.seen.changed()
    if changed and made.order.final:
        raise ReportError(CHANGED.format(names=", ".join(changed)))
    data = unsettled(data, changed)
    findings = {s: sum(f.severity is s for f in made.checked.all) for s in Severity}
    if made.order.sections:
        write_manifest(data, staged / MANIFEST)
        arrived = deliver([*files, staged / MANIFEST, folder / NOTEBOOKS], output)
        return Report(tuple(arrived), findings, older(output, arrived), unsettled=changed)
    workspace, period = made.workbook.workspace, made.workbook.period
    limit = made.workbook.params.editions_kept
    editions, replaces = workspace.editions(period), made.order.replaces
    kept = keep_edition(staged, data, folder / NOTEBOOKS, editions, limit, replaces)
    return Report(kept.files, findings, older(output, kept.files), kept, changed)


def older(output: Path, arrived: Sequence[Path]) -> tuple[Path, ...]:
    """Published formats in `output` that did not arrive with this run."""
    files = (output / f"{STEM}.{name}" for name in FORMATS)
    return tuple(path for path in files if path not in arrived and path.exists())


def publish(
    prepared: Prepared,
    sections: Sequence[AssembledSection],
    folder: Path,
    drawer: Drawer,
    reader: MarkdownReader,
    progress: Progress,
) -> tuple[Made, list[Path]]:
    """Render what is in the build below `folder`, check what it prints, and write its records.

    ReportError where it may not be published.
    """
    order, build = prepared.order, folder / "build"
    done: list[Made] = []

    def pictures() -> None:
        _write_pictures(drawer.draw(sections), build / "charts")

    def page() -> None:
        made = Made(order, prepared.workbook, prepared.seen, sections, _checked(prepared, sections))
        require_final(order, made.checked)
        _require_no_missing(order, sections)
        write_cards(figure_cards(made.workbook, _figures(sections), made.checked.all), build / CARDS)
        write_records(made, folder)
        # In the page alone: what an edition keeps is its own text, so that a rerun keeps the same.
        if order.tells_changes:
            changes = changes_section(order, made.workbook, sections, made.checked.all, reader)
            write_sections(changes, build)
        done.append(made)

    with progress.step("publish"):
        supply = Supply(pictures, page, reader, KeptFiles(order.workspace.cache))
        files = order.engine.render(build, order.formats, order.jobs, supply)
    published = [files[name] for name in order.formats]
    _tell(order, published, progress)
    return done[0], published


def _write_pictures(pictures: Mapping[str, Picture], folder: Path) -> None:
    folder.mkdir()
    for identifier, picture in pictures.items():
        (folder / f"{identifier}.svg").write_text(picture.svg, encoding="utf-8", newline="\n")
        if picture.png is not None:
            (folder / f"{identifier}.png").write_bytes(picture.png)


def _checked(prepared: Prepared, sections: Sequence[AssembledSection]) -> Checked:
    """The checks of the inputs, and those of what is printed."""
    text = [(section.section, section.markdown) for section in sections]
    slips = check_house_style(prepared.workbook, text)
    return with_printed(prepared.checked, _figures(sections), slips, whole=not prepared.order.sections)


def _require_no_missing(order: ReportOrder, sections: Sequence[AssembledSection]) -> None:
    if not order.final:
        return
    missing = {figure.indicator for figure in _figures(sections) if figure.origin == "missing"}
    if missing:
        raise ReportError(
            f"Không phát hành bản chính thức khi còn thiếu số liệu: {', '.join(sorted(missing))}."
        )


def _figures(sections: Sequence[AssembledSection]) -> list[PrintedFigure]:
    return [figure for section in sections for figure in section.figures]


def _tell(order: ReportOrder, published: Sequence[Path], progress: Progress) -> None:
    for path in published:
        progress.say(f"  ✓ {path.name} ({path.stat().st_size / 1024:,.0f} kB)".replace(",", "."))
    seconds = in_seconds(progress.seconds["publish"])
    progress.say(f"Đã dựng {len(published)} tệp bằng {order.engine.name} ({seconds})")


def make(prepared: Prepared, progress: Progress, drawing: str = "") -> Report:
    """Run, assemble, publish and deliver; ReportError leaves what was published alone.

    `drawing` is the address of a service that draws for several reports.
    """
    order, workbook = prepared.order, prepared.workbook
    entries = chosen_sections(workbook, order.sections)
    output, kept = order.output(entries), KeptFiles(order.workspace.cache)
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
