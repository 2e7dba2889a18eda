"""The embedded engine: Pandoc and Typst from their wheels."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from cchc.base.findings import cut_short
from cchc.base.installation import REPORT
from cchc.base.tasks import End, Parent, Task, can_fork
from cchc.publish import build_folder as staging
from cchc.publish.engine import COMPLETE, STEM, PublishError, Supply, require_formats
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.page.assets import finish_page
from cchc.publish.programs import MORE_ROOM, run, run_telling, shared_settings

WRITERS = {"html": "html5", "pdf": "typst", "docx": "docx"}
WRITER = REPORT / "several_formats.lua"


def render_formats(build: Path, formats: Sequence[str]) -> None:
    """Render the formats inside the staged `build`, in this order (PublishError)."""
    of = {WRITERS[name]: name for name in formats}
    finish = {"html": _finish_html, "pdf": _finish_pdf, "docx": _finish_docx}
    task = f"Không dựng được {', '.join(formats)}"
    with ThreadPoolExecutor(max_workers=len(formats)) as pool:
        written = run_telling(_command(build, list(of)), build, staging.environment(build), task=task)
        for done in [pool.submit(finish[of[writer]], build) for writer in written]:
            done.result()


def _command(build: Path, writers: Sequence[str]) -> list[str]:
    import pypandoc

    settings = shared_settings()
    data = [staging.REPORT_DATA, *([staging.PAGE_DATA] if WRITERS["html"] in writers else [])]
    return [
        pypandoc.get_pandoc_path(),
        *MORE_ROOM,
        # What is read here is metadata; the sections have been read.
        f"--from={settings.reader}",
        f"--to={WRITER}",
        "--wrap=none",
        "--fail-if-warnings",
        *(f"--metadata-file={name}" for name in data),
        f"--variable=sections:{','.join(staging.read_sections(build))}",
        f"--variable=filters:{','.join(settings.for_any_format)}",
        f"--variable=format-filters:{','.join(settings.for_each_format)}",
        f"--variable=formats:{','.join(writers)}",
        f"--variable=stem:{STEM}",
    ]


def _finish_html(build: Path) -> None:
    finish_page(build / f"{STEM}.html")


def _finish_docx(build: Path) -> None:
    # Loads a library that the other formats have no use for.
    from cchc.publish.docx.finish import finish_docx

    finish_docx(build / f"{STEM}.docx", staging.metadata(build), staging.epoch(build))


def _finish_pdf(build: Path) -> None:
    """Typst works with threads of its own, which a forked process has lost: it gets a fresh one."""
    command = [sys.executable, "-m", "cchc.publish.typst_compiler"]
    names = [f"{STEM}.typ", f"{STEM}.pdf", str(staging.epoch(build))]
    run([*command, *names], build, staging.environment(build), task="Không dựng được PDF")


class PandocEngine:
    """Renders with nothing but Python packages."""

    name = "pandoc"

    def render(
        self, build: Path, formats: Sequence[str], jobs: int = 2, supply: Supply = COMPLETE
    ) -> dict[str, Path]:
        """Render the formats, side by side where `jobs` allows; PublishError on the first failure."""
        require_formats(formats)
        build = build.resolve()
        reader = supply.reader or MarkdownReader(supply.kept)
        staging.stage(build, formats, supply.kept)
        staging.read_in(build, reader)
        supply.pictures()
        groups = _groups(formats, jobs)

        def page() -> None:
            supply.page()
            if "html" in formats:
                staging.stage_page(build)
                staging.read_in(build, reader)

        if len(groups) == 1:
            page()
            render_formats(build, groups[0])
        elif can_fork():
            _in_forks(build, groups, page)
        else:
            _in_threads(build, groups, page)
        return {name: build / f"{STEM}.{name}" for name in formats}


def _groups(formats: Sequence[str], jobs: int) -> list[tuple[str, ...]]:
    """What one run of Pandoc makes: all at once saves most where nothing else is at work.

    Else paper comes first: the PDF is compiled once Pandoc has written it, and the page waits for what it
    alone prints.
    """
    in_order = tuple(name for name in ("pdf", "docx", "html") if name in formats)
    rest = tuple(name for name in in_order if name != "html")
    if jobs == 1 or not rest or rest == in_order:
        return [in_order]
    return [rest, ("html",)]


def _in_forks(build: Path, groups: Sequence[tuple[str, ...]], before_last: Callable[[], object]) -> None:
    # Not there on systems that cannot fork.
    from cchc.base.forks import side_by_side

    def work(group: tuple[str, ...], _: Parent) -> None:
        render_formats(build, group)

    def tasks() -> Iterator[Task[None]]:
        for group in _then(groups, before_last):
            yield Task(", ".join(group), partial(work, group))

    outcomes = {done.name: done for done in side_by_side(tasks(), len(groups), build / "processes.log")}
    for group in groups:
        outcome = outcomes[", ".join(group)]
        if outcome.end is End.DIED:
            raise PublishError(cut_short(f"dựng {outcome.name}"))
        outcome.result()


def _in_threads(build: Path, groups: Sequence[tuple[str, ...]], before_last: Callable[[], object]) -> None:
    with ThreadPoolExecutor(max_workers=len(groups)) as pool:
        for done in [pool.submit(render_formats, build, group) for group in _then(groups, before_last)]:
            done.result()


def _then(groups: Sequence[tuple[str, ...]], before_last: Callable[[], object]) -> Iterator[tuple[str, ...]]:
    """The groups, what comes before the last of them being done while the others are at work."""
    yield from groups[:-1]
    before_last()
    yield groups[-1]
