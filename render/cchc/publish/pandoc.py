"""The embedded engine: Pandoc and Typst from their wheels."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import yaml

from cchc.publish import stage as staging
from cchc.publish.engine import STEM, PublishError, require_formats
from cchc.publish.page_policy import finish_page
from cchc.publish.process import run

# No text can become a comment: the reader takes no HTML.
FOOT_PLACE = "<!-- page-foot -->"
# Archivable, with its structure, and readable by assistive technology.
PDF_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


class PandocEngine:
    """Renders with nothing but Python packages."""

    name = "pandoc"

    def render(self, build: Path, formats: Sequence[str]) -> dict[str, Path]:
        """Render the formats side by side; the first failure is raised (PublishError)."""
        require_formats(formats)
        build = build.resolve()
        staging.stage(build, formats)
        makers: dict[str, Callable[[Path], Path]] = {"html": _html, "pdf": _pdf, "docx": _docx}
        with ThreadPoolExecutor(max_workers=len(makers)) as pool:
            files = {name: pool.submit(makers[name], build) for name in formats}
            return {name: file.result() for name, file in files.items()}


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
        text.replace(FOOT_PLACE, foot.read_text(encoding="utf-8")), encoding="utf-8", newline="\n"
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
    target.write_bytes(_compile(source, staging.epoch(build)))
    return target


def _compile(source: Path, epoch: int) -> bytes:
    import typst

    try:
        pdf, warnings = typst.compile_with_warnings(
            source,
            root=source.parent,
            format="pdf",
            pdf_standards=[*PDF_STANDARDS],
            timestamp=epoch,
        )
    except typst.TypstError as error:
        raise PublishError(f"Không dựng được PDF: {_explain(error)}") from error
    if warnings:
        raise PublishError(f"Không dựng được PDF: {' '.join(_explain(warning) for warning in warnings)}")
    return bytes(pdf)


def _explain(problem: BaseException) -> str:
    hints = " ".join(getattr(problem, "hints", []))
    return f"{getattr(problem, 'message', problem)} {hints}".strip()


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
