"""The embedded engine: Pandoc and Typst from their wheels."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from cchc.processes.task import End, Parent, Task, can_fork
from cchc.publish import stage as staging
from cchc.publish.engine import COMPLETE, STEM, Supply, require_formats
from cchc.publish.error import PublishError
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.several_formats import render_formats
from cchc.system_errors import cut_short


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
    from cchc.processes.side_by_side import side_by_side

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
