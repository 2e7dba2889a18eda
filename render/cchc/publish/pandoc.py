"""The embedded engine: Pandoc and Typst from their wheels."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from cchc.processes.task import End, Parent, Task, can_fork
from cchc.publish import stage as staging
from cchc.publish.engine import STEM, PublishError, no_pictures, require_formats
from cchc.publish.several_formats import render_formats
from cchc.system_errors import cut_short


class PandocEngine:
    """Renders with nothing but Python packages."""

    name = "pandoc"

    def render(
        self, build: Path, formats: Sequence[str], jobs: int = 2, pictures: Callable[[], object] = no_pictures
    ) -> dict[str, Path]:
        """Render the formats, side by side where `jobs` allows; PublishError on the first failure."""
        require_formats(formats)
        build = build.resolve()
        staging.stage(build, formats)
        pictures()
        groups = _groups(formats, jobs)
        if len(groups) == 1:
            render_formats(build, groups[0])
        elif can_fork():
            _in_forks(build, groups)
        else:
            _in_threads(build, groups)
        return {name: build / f"{STEM}.{name}" for name in formats}


def _groups(formats: Sequence[str], jobs: int) -> list[tuple[str, ...]]:
    """What one run of Pandoc makes: reading the text once saves most where nothing else is at work.

    Then the PDF comes first, since it is compiled once Pandoc has written it; the page alone takes about
    as long as the two others.
    """
    in_order = tuple(name for name in ("pdf", "docx", "html") if name in formats)
    rest = tuple(name for name in in_order if name != "html")
    if jobs == 1 or not rest or rest == in_order:
        return [in_order]
    return [rest, ("html",)]


def _in_forks(build: Path, groups: Sequence[tuple[str, ...]]) -> None:
    # Not there on systems that cannot fork.
    from cchc.processes.side_by_side import side_by_side

    def work(group: tuple[str, ...], _: Parent) -> None:
        render_formats(build, group)

    tasks = [Task(", ".join(group), partial(work, group)) for group in groups]
    outcomes = {done.name: done for done in side_by_side(tasks, len(tasks), build / "processes.log")}
    for task in tasks:
        if outcomes[task.name].end is End.DIED:
            raise PublishError(cut_short(f"dựng {task.name}"))
        outcomes[task.name].result()


def _in_threads(build: Path, groups: Sequence[tuple[str, ...]]) -> None:
    with ThreadPoolExecutor(max_workers=len(groups)) as pool:
        for done in [pool.submit(render_formats, build, group) for group in groups]:
            done.result()
