"""The stitcher where Quarto is installed: the same Markdown, filters, templates and styles."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from cchc.base.installation import REPORT
from cchc.publish import build_folder as staging
from cchc.publish.docx.finish import finish_docx
from cchc.publish.formats import STEM, PublishError
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.page.policy import finish_page
from cchc.publish.programs import run

WRITERS = {"html": "html", "pdf": "typst", "docx": "docx"}
WARNING = re.compile(r"^.*\bWARN(?:ING)?\b.*$|^warning: .*$", re.MULTILINE)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class QuartoEngine:
    """Renders with `quarto render`, in the build folder: never in the source tree."""

    name = "quarto"

    def __init__(self, program: Path) -> None:
        self.program = program

    @contextmanager
    def start(
        self,
        build: Path,
        formats: Sequence[str],
        reader: MarkdownReader,  # noqa: ARG002
        jobs: int,  # noqa: ARG002
    ) -> Iterator["QuartoRendering"]:
        """Begin with nothing: Quarto makes all formats in one run, and arranges it by itself."""
        yield QuartoRendering(self.program, build.resolve(), formats)


@dataclass(frozen=True)
class QuartoRendering:
    """A build that waits for its page."""

    program: Path
    build: Path
    formats: Sequence[str]

    def finish(self) -> dict[str, Path]:
        """Render all formats; a warning is a failure (PublishError)."""
        build = self.build
        staging.stage_page(build)
        (build / f"{STEM}.qmd").write_text(document(staging.sections(build)), encoding="utf-8", newline="\n")
        writers = ",".join(WRITERS[name] for name in self.formats)
        command = [str(self.program), "render", f"{STEM}.qmd", "--to", writers, "--no-clean"]
        out, err = run(command, build, staging.environment(build), task="Quarto không dựng được báo cáo")
        _refuse_warnings(out + err)
        files = {name: build / f"{STEM}.{name}" for name in self.formats}
        for path in files.values():
            if not path.is_file():
                raise PublishError(f"Quarto chạy xong mà không có {path.name}.")
        if "html" in files:
            finish_page(files["html"])
        if "docx" in files:
            finish_docx(files["docx"], staging.metadata(build), staging.epoch(build))
        return files


def document(sections: Sequence[str]) -> str:
    """The document Quarto renders: one include a section."""
    template = (REPORT / f"{STEM}.qmd.j2").read_text(encoding="utf-8")
    return Environment(autoescape=False).from_string(template).render(sections=sections)


def _refuse_warnings(output: str) -> None:
    if found := WARNING.findall(COLOURS.sub("", output)):
        raise PublishError(f"Quarto cảnh báo: {' '.join(line.strip() for line in found[:5])}")
