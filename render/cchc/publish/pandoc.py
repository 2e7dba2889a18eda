"""The embedded engine: Pandoc and Typst from their wheels."""

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import yaml

from cchc.processes.task import End, Parent, Task, can_fork
from cchc.publish import stage as staging
from cchc.publish.engine import STEM, PublishError, require_formats
from cchc.publish.page_policy import finish_page
from cchc.publish.process import run

# No text can become a comment: the reader takes no HTML.
FOOT_PLACE = "<!-- page-foot -->"


class PandocEngine:
    """Renders with nothing but Python packages."""

    name = "pandoc"

    def render(self, build: Path, formats: Sequence[str]) -> dict[str, Path]:
        """Render the formats side by side; the first failure is raised (PublishError)."""
        require_formats(formats)
        build = build.resolve()
        staging.stage(build, formats)
        # The longest first.
        chosen = [name for name in ("docx", "html", "pdf") if name in formats]
        files = _in_forks(build, chosen) if can_fork() else _in_threads(build, chosen)
        return {name: files[name] for name in formats}


def _in_forks(build: Path, formats: Sequence[str]) -> dict[str, Path]:
    # Not there on systems that cannot fork.
    from cchc.processes.side_by_side import side_by_side

    tasks = [Task(name, partial(_make, build, name)) for name in formats]
    outcomes = {done.name: done for done in side_by_side(tasks, len(tasks), build / "processes.log")}
    if died := [name for name in formats if outcomes[name].end is End.DIED]:
        raise PublishError(
            f"Bước dựng {', '.join(died)} bị dừng đột ngột, thường do hết bộ nhớ. "
            "Đóng bớt chương trình rồi chạy lại."
        )
    return {name: outcomes[name].result() for name in formats}


def _in_threads(build: Path, formats: Sequence[str]) -> dict[str, Path]:
    with ThreadPoolExecutor(max_workers=len(formats)) as pool:
        files = {name: pool.submit(_make, build, name) for name in formats}
        return {name: file.result() for name, file in files.items()}


def _make(build: Path, name: str, _: Parent | None = None) -> Path:
    makers: dict[str, Callable[[Path], Path]] = {"html": _html, "pdf": _pdf, "docx": _docx}
    return makers[name](build)


def _html(build: Path) -> Path:
    target = build / f"{STEM}.html"
    options = [
        "--standalone",
        "--embed-resources",
        "--template=templates/page.html",
        "--include-in-header=page-head.html",
        f"--variable=include-after={FOOT_PLACE}",
    ]
    _pandoc(build, "html5", target, options)
    _put_foot(target, build / "page-foot.html")
    finish_page(target)
    return target


def _put_foot(page: Path, foot: Path) -> None:
    """Pandoc would read a megabyte of script in search of what to embed: it comes in afterwards."""
    text = page.read_text(encoding="utf-8")
    if text.count(FOOT_PLACE) != 1:
        raise PublishError("Trang HTML không có chỗ cho kịch bản của sổ báo cáo.")
    page.write_text(
        text.replace(FOOT_PLACE, foot.read_text(encoding="utf-8").rstrip("\n")),
        encoding="utf-8",
        newline="\n",
    )


def _docx(build: Path) -> Path:
    # Loads a library that the other formats have no use for.
    from cchc.publish.docx import finish_docx

    target = build / f"{STEM}.docx"
    _pandoc(build, "docx", target, ["--reference-doc=reference.docx"])
    finish_docx(target, staging.metadata(build), staging.epoch(build))
    return target


def _pdf(build: Path) -> Path:
    source, target = build / f"{STEM}.typ", build / f"{STEM}.pdf"
    _pandoc(build, "typst", source, ["--standalone", "--template=templates/report.typ"])
    _compile(source, target, staging.environment(build), staging.epoch(build))
    return target


def _compile(source: Path, target: Path, environment: Mapping[str, str], epoch: int) -> None:
    """Typst works with threads of its own, which a forked process has lost: it gets a fresh one."""
    command = [sys.executable, "-m", "cchc.publish.typst_compiler", source.name, target.name, str(epoch)]
    run(command, source.parent, environment, task="Không dựng được PDF")


def _pandoc(build: Path, writer: str, target: Path, options: Sequence[str]) -> None:
    import pypandoc

    command = [
        pypandoc.get_pandoc_path(),
        f"--from={shared_settings(build)['from']}",
        f"--to={writer}",
        f"--output={target.name}",
        "--wrap=none",
        "--fail-if-warnings",
        "--metadata-file=report.yml",
        *(f"--lua-filter={name}" for name in shared_settings(build)["filters"]),
        *options,
        *staging.sections(build),
    ]
    run(command, build, staging.environment(build), task=f"Không dựng được {target.name}")


def shared_settings(build: Path) -> dict[str, list[str] | str]:
    """Quarto's settings: its reader and filters are this engine's too."""
    return dict(yaml.safe_load((build / "_quarto.yml").read_text(encoding="utf-8")))
