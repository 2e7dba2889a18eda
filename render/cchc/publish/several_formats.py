"""One run of Pandoc for several formats; each is finished as soon as Pandoc has written it."""

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

from cchc.installation import REPORT
from cchc.publish import stage as staging
from cchc.publish.engine import STEM
from cchc.publish.page_policy import finish_page
from cchc.publish.process import run, run_telling

WRITERS = {"html": "html5", "pdf": "typst", "docx": "docx"}
# Its filters do the same for every format; the writer runs the others for each.
ANY_FORMAT = "filters/any_format/"
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


def shared_settings(build: Path) -> dict[str, list[str] | str]:
    """Quarto's settings: its reader and filters are this engine's too."""
    return dict(yaml.safe_load((build / "_quarto.yml").read_text(encoding="utf-8")))


def _command(build: Path, writers: Sequence[str]) -> list[str]:
    import pypandoc

    settings = shared_settings(build)
    data = [staging.REPORT_DATA, *([staging.PAGE_DATA] if WRITERS["html"] in writers else [])]
    once = [name for name in settings["filters"] if name.startswith(ANY_FORMAT)]
    each = [name for name in settings["filters"] if name not in once]
    return [
        pypandoc.get_pandoc_path(),
        # More room for what it makes in passing: a tenth of its time goes into collecting that.
        "+RTS",
        "-A64m",
        "-RTS",
        f"--from={settings['from']}",
        f"--to={WRITER}",
        "--wrap=none",
        "--fail-if-warnings",
        *(f"--metadata-file={name}" for name in data),
        *(f"--lua-filter={name}" for name in once),
        f"--variable=filters:{','.join(each)}",
        f"--variable=formats:{','.join(writers)}",
        f"--variable=stem:{STEM}",
        *staging.sections(build),
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
