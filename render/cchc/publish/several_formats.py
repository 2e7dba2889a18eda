"""One run of Pandoc for several formats; each is finished as soon as Pandoc has written it."""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cchc.installation import REPORT
from cchc.publish import stage as staging
from cchc.publish.engine import STEM
from cchc.publish.page_policy import finish_page
from cchc.publish.process import MORE_ROOM, run, run_telling
from cchc.publish.shared_settings import shared_settings

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
    from cchc.publish.docx import finish_docx

    finish_docx(build / f"{STEM}.docx", staging.metadata(build), staging.epoch(build))


def _finish_pdf(build: Path) -> None:
    """Typst works with threads of its own, which a forked process has lost: it gets a fresh one."""
    command = [sys.executable, "-m", "cchc.publish.typst_compiler"]
    names = [f"{STEM}.typ", f"{STEM}.pdf", str(staging.epoch(build))]
    run([*command, *names], build, staging.environment(build), task="Không dựng được PDF")
