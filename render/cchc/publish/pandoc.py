"""The embedded engine: Pandoc and Typst from their wheels."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from cchc.base.findings import cut_short
from cchc.base.installation import REPORT
from cchc.base.search_path import python
from cchc.base.tasks import End, Outcome, Task, can_fork
from cchc.publish import build_folder as staging
from cchc.publish.formats import STEM, PublishError
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.page.policy import finish_page
from cchc.publish.programs import MORE_ROOM, run, run_telling, shared_settings

WRITERS = {"html": "html5", "pdf": "typst", "docx": "docx"}
WRITER = REPORT / "several_formats.lua"


class PandocEngine:
    """Renders with nothing but Python packages."""

    name = "pandoc"

    @property
    def versions(self) -> Mapping[str, str]:
        """Those of the wheels that bring the programs."""
        return {wheel: version(wheel) for wheel in ("pypandoc-binary", "typst")}

    @contextmanager
    def start(
        self, build: Path, formats: Sequence[str], reader: MarkdownReader, jobs: int
    ) -> Iterator["PandocRendering"]:
        """Read the text in and, where `jobs` allows it, begin with paper (PublishError)."""
        build = build.resolve()
        staging.read_in(build, reader)
        first, rest = _groups(formats, jobs)
        with _begun(build, first) as wait:
            yield PandocRendering(build, formats, rest, reader, wait)


@dataclass(frozen=True)
class PandocRendering:
    """Some formats are being rendered; the `rest` waits for the page."""

    build: Path
    formats: Sequence[str]
    rest: Sequence[str]
    reader: MarkdownReader
    wait: Callable[[], object]

    def finish(self) -> dict[str, Path]:
        """Render the rest; every format's file (PublishError on the first failure)."""
        if "html" in self.formats:
            staging.stage_page(self.build)
            staging.read_in(self.build, self.reader)
        render_formats(self.build, self.rest)
        self.wait()
        return {name: self.build / f"{STEM}.{name}" for name in self.formats}


def _groups(formats: Sequence[str], jobs: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What one run of Pandoc makes first, and what another makes then.

    All at once saves most where nothing else is at work. Else paper comes first: the PDF is compiled once
    Pandoc has written it, and the page waits for what it alone prints.
    """
    in_order = tuple(name for name in ("pdf", "docx", "html") if name in formats)
    paper = tuple(name for name in in_order if name != "html")
    if jobs == 1 or not paper or paper == in_order:
        return (), in_order
    return paper, ("html",)


@contextmanager
def _begun(build: Path, formats: Sequence[str]) -> Iterator[Callable[[], object]]:
    """Render these in the background; what is given waits for them (PublishError)."""
    if not formats:
        yield lambda: None
    elif can_fork():
        # Not there on systems that cannot fork.
        from cchc.base.forks import Child

        task = Task(", ".join(formats), lambda _: render_formats(build, formats))
        child = Child(task, build / "processes.log")
        try:
            yield lambda: _result(child.wait())
        finally:
            child.end()
    else:
        with ThreadPoolExecutor(max_workers=1) as pool:
            yield pool.submit(render_formats, build, formats).result


def _result(outcome: Outcome[None]) -> None:
    if outcome.end is End.DIED:
        raise PublishError(cut_short(f"dựng {outcome.name}"))
    outcome.result()


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
    command = python("-m", "cchc.publish.typst_compiler")
    names = [f"{STEM}.typ", f"{STEM}.pdf", str(staging.epoch(build))]
    run([*command, *names], build, staging.environment(build), task="Không dựng được PDF")
