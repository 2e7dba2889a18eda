"""One report, from inputs to files in place."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cchc.assemble import AssembledSection, assemble, led_by, write_build
from cchc.cards import figure_cards, write_cards
from cchc.catalog.outline import SectionEntry
from cchc.checks import Checked, check, with_printed
from cchc.checks.house_style import check_house_style
from cchc.delivery import build_folder, deliver
from cchc.diff.in_report import changes_section
from cchc.editions.edition import MANIFEST
from cchc.editions.keeping import Kept, keep_edition
from cchc.editions.text import write_text
from cchc.execute import NotebookJob, NotebookRun, run_notebooks
from cchc.findings import Finding, InputError, ReportError, Severity, stop_on
from cchc.headings import part_heading
from cchc.key_figures import key_figures
from cchc.ledger import write_findings, write_ledger
from cchc.ledger_sheet import write_ledger_sheet
from cchc.manifest import Making, manifest, write_manifest
from cchc.metadata import write_metadata
from cchc.period import Period
from cchc.publish.engine import FORMATS, STEM, Engine
from cchc.publish.fonts import report_fonts
from cchc.publish.stage import CARDS, epoch
from cchc.workbook import Workbook, load_workbook
from cchc.workspace import Workspace


@dataclass(frozen=True)
class ReportOrder:
    """What is asked for; no `sections` means all of them."""

    workspace: Workspace
    period: Period
    engine: Engine
    formats: tuple[str, ...] = FORMATS
    sections: tuple[str, ...] = ()
    jobs: int = 2
    final: bool = False


@dataclass
class Progress:
    """Told of each step as it ends; keeps the seconds each took."""

    say: Callable[[str], None]
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str, message: str = "") -> Iterator[None]:
        """Time a step, and say it when it is done."""
        started = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - started
        if message:
            self.say(f"{message} ({_seconds(self.seconds[name])})")


@dataclass(frozen=True)
class Report:
    """The files of a finished report, and what the checks found."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    # Formats not asked for this time, left from an earlier run.
    older: tuple[Path, ...] = ()
    # None for an extract, which is no edition.
    kept: Kept | None = None


def make_report(order: ReportOrder, progress: Progress) -> Report:
    """Check, run, assemble, publish and deliver; ReportError leaves what was published alone."""
    with progress.step("check", "Đã đọc và kiểm tra số liệu"):
        workbook = load_workbook(order.workspace, order.period)
        checked = check(workbook)
        stop_on(checked.blocking)
        _require_final(order, checked)
    entries = chosen_sections(workbook, order.sections)
    output = _output(order, entries)
    with build_folder(output) as folder:
        runs = _run(order, workbook, entries, folder, progress)
        with progress.step("assemble", "Đã ghép các phần"):
            sections = assemble(runs)
            if order.sections:
                part = workbook.outline.part_of(entries[0].code)
                sections[0] = led_by(sections[0], part_heading(workbook, part))
            elif (head := key_figures(workbook)) is not None:
                sections.insert(0, head)
            figures = [figure for section in sections for figure in section.figures]
            text = [(section.section, section.markdown) for section in sections]
            checked = with_printed(
                checked, figures, check_house_style(workbook, text), whole=not order.sections
            )
            _require_final(order, checked)
            _require_no_missing(order, sections)
            # In the page alone: what an edition keeps is its own text, so that a rerun keeps the same.
            page_only = (
                [] if order.final or order.sections else changes_section(workbook, sections, checked.all)
            )
            write_build([*sections, *page_only], folder / "build")
            asked = [entry.code for entry in entries] if order.sections else []
            write_metadata(workbook, order.final, folder / "build" / "metadata.yml", asked)
            write_cards(figure_cards(workbook, figures, checked.all), folder / "build" / CARDS)
        with progress.step("publish"):
            files = order.engine.render(folder / "build", order.formats)
        return _finish(folder, workbook, order, progress, sections, checked, files, output)


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


def _output(order: ReportOrder, entries: Sequence[SectionEntry]) -> Path:
    """An extract never replaces the whole report: it has a folder of its own."""
    output = order.workspace.output(order.period)
    return output / "trich" / "-".join(entry.code for entry in entries) if order.sections else output


def _run(
    order: ReportOrder, workbook: Workbook, entries: Sequence[SectionEntry], folder: Path, progress: Progress
) -> list[NotebookRun]:
    (folder / "notebooks").mkdir()
    jobs = [
        NotebookJob(
            section=entry.code,
            source=(order.workspace.notebooks / f"{entry.notebook}.ipynb").resolve(),
            target=folder / "notebooks" / f"{entry.notebook}.ipynb",
            parameters={"period": str(order.period), "workspace": ".."},
            timeout_seconds=workbook.params.notebook_timeout_seconds,
        )
        for entry in entries
    ]
    done: list[NotebookRun] = []

    def told(run: NotebookRun) -> None:
        done.append(run)
        mark = "✗" if run.failure else "✓"
        progress.say(f"  [{len(done)}/{len(jobs)}] {mark} {run.name} ({_seconds(run.seconds)})")

    with progress.step("execute", f"Đã chạy {len(jobs)} notebook"):
        return run_notebooks(jobs, order.jobs, told)


def _finish(
    folder: Path,
    workbook: Workbook,
    order: ReportOrder,
    progress: Progress,
    sections: Sequence[AssembledSection],
    checked: Checked,
    files: dict[str, Path],
    output: Path,
) -> Report:
    for name in order.formats:
        progress.say(
            f"  ✓ {files[name].name} ({files[name].stat().st_size / 1024:,.0f} kB)".replace(",", ".")
        )
    progress.say(
        f"Đã dựng {len(files)} tệp bằng {order.engine.name} ({_seconds(progress.seconds['publish'])})"
    )
    staged, moment = folder / "edition", epoch(folder / "build")
    staged.mkdir()
    published = [files[name].rename(staged / files[name].name) for name in order.formats]
    published += _write_records(staged, workbook, sections, checked, moment)
    text = {} if order.sections else write_text(sections, workbook, staged)
    making = Making(
        engine=order.engine.name,
        seconds=progress.seconds,
        files={path.name: path for path in published},
        fonts=report_fonts(),
        final=order.final,
        moment=moment,
        text=text,
    )
    data = manifest(workbook, making, checked.all)
    if order.sections:
        write_manifest(data, staged / MANIFEST)
        arrived = deliver([*published, staged / MANIFEST, folder / "notebooks"], output)
        return Report(tuple(arrived), tuple(checked.all), _older(output, arrived))
    kept = keep_edition(
        staged,
        data,
        folder / "notebooks",
        order.workspace.editions(order.period),
        workbook.params.editions_kept,
    )
    return Report(kept.files, tuple(checked.all), _older(output, kept.files), kept)


def _older(output: Path, arrived: Sequence[Path]) -> tuple[Path, ...]:
    files = (output / f"{STEM}.{name}" for name in FORMATS)
    return tuple(path for path in files if path not in arrived and path.exists())


def _write_records(
    folder: Path, workbook: Workbook, sections: Sequence[AssembledSection], checked: Checked, moment: int
) -> list[Path]:
    write_ledger(sections, folder / "figures.csv")
    write_ledger_sheet(workbook, sections, checked.all, folder / "figures.xlsx", moment)
    write_findings(checked.all, folder / "findings.csv")
    return [folder / "figures.csv", folder / "figures.xlsx", folder / "findings.csv"]


def _require_final(order: ReportOrder, checked: Checked) -> None:
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    if order.final and errors:
        raise InputError(errors)


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


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} giây".replace(".", ",")
