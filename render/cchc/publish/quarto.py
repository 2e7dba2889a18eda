"""The stitcher where Quarto is installed: the same Markdown, filters, templates and styles."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

import yaml
from jinja2 import Environment

from cchc.base.installation import REPORT
from cchc.base.system_errors import reason as system_reason
from cchc.publish import build_folder as staging
from cchc.publish.formats import STEM, PublishError
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.programs import run

WRITERS = {"html": "cchc-html", "pdf": "cchc-typst", "docx": "cchc-docx"}
PROJECT = "_quarto.yml"
# The first version seen to print the report as the embedded engine does.
LEAST_VERSION = (1, 10)
TASK = "Quarto không dựng được báo cáo"
# Quarto ends well after most of what it complains of; a filter that refuses is one of these lines.
COMPLAINT = re.compile(r"\b(?:WARN(?:ING)?|ERROR|FATAL)\b|^\s*(?:error|warning): ")
# Without that program, which few have, a PDF is not checked again: it is made as well all the same.
NO_VERAPDF = "verapdf is not installed"
PREFIX = re.compile(r"^\s*(?:(?:WARN(?:ING)?|ERROR|FATAL)\s*(?:\([^)]*\))?:?\s*|error: )+")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
MOST_LINES = 5
# What an engine made of a build or keeps about it, and what Pandoc read of its text.
LEFT_OUT = (".*", "*.json", "*.log", *(f"{STEM}.{ending}" for ending in ("typ", "html", "pdf", "docx")))


class QuartoEngine:
    """Renders with `quarto render`, in the build folder: never in the source tree."""

    name = "quarto"

    def __init__(self, program: Path) -> None:
        self.program = program

    @property
    def versions(self) -> Mapping[str, str]:
        """The program's version."""
        return {"quarto": quarto_version(self.program)}

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
        staging.stage_page(self.build)
        write_project(self.build, self.formats)
        # Which formats are made stands in the project: it takes no list of them on the command line.
        command = [str(self.program), "render", f"{STEM}.qmd", "--no-clean", "--no-execute"]
        out, err = run(
            command, self.build, staging.environment(self.build), task=TASK, reason=reason, whole_group=True
        )
        if complaints := _complaints(out + err):
            raise PublishError(f"{TASK}: {_in_words(complaints)}")
        files = {name: self.build / f"{STEM}.{name}" for name in self.formats}
        for path in files.values():
            if not path.is_file():
                raise PublishError(f"Quarto chạy xong mà không có {path.name}.")
        return files


def write_project(build: Path, formats: Sequence[str]) -> None:
    """Make the staged build a Quarto project of these formats, which finishes what Quarto writes."""
    settings = yaml.safe_load((REPORT / PROJECT).read_text(encoding="utf-8"))
    writers = [WRITERS[name] for name in formats]
    settings["format"] = {writer: settings["format"][writer] for writer in writers}
    # Quarto knows double quotes alone, and nothing that stands for one inside.
    finishing = f'"{sys.executable}" -P -m cchc.publish.finish'
    settings["project"] |= {"pre-render": [], "post-render": [finishing]}
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (build / PROJECT).write_text(text, encoding="utf-8", newline="\n")
    (build / f"{STEM}.qmd").write_text(document(staging.sections(build)), encoding="utf-8", newline="\n")


def keep_project(build: Path, formats: Sequence[str], target: Path) -> None:
    """Copy a build that was rendered, of either engine, as a project for `quarto render` (PublishError)."""
    staging.stage_page(build)
    write_project(build, formats)
    try:
        shutil.copytree(build, target, ignore=shutil.ignore_patterns(*LEFT_OUT))
    except OSError as error:
        raise PublishError(
            f"Không ghi được thư mục dựng “{target}” ({system_reason(error)}). Chọn một thư mục chưa có."
        ) from None


def document(sections: Sequence[str]) -> str:
    """The document Quarto renders: what keeps it from running code, and one include a section."""
    template = (REPORT / f"{STEM}.qmd.j2").read_text(encoding="utf-8")
    return Environment(autoescape=False).from_string(template).render(sections=sections)


def reason(output: str) -> str:
    """Why Quarto failed: the lines from the first that says so, in plain text."""
    lines = COLOURS.sub("", output).splitlines()
    first = next((n for n, line in enumerate(lines) if COMPLAINT.search(line)), None)
    said = lines if first is None else lines[first:]
    return _in_words([line for line in said if line.strip()]) or "chương trình dừng mà không nói lý do."


def _complaints(output: str) -> list[str]:
    lines = COLOURS.sub("", output).splitlines()
    return [line for line in lines if COMPLAINT.search(line) and NO_VERAPDF not in line]


def _in_words(lines: Sequence[str]) -> str:
    # Each format may say the same; where another begins, its settings come.
    told = takewhile(lambda line: line.strip() != "pandoc", lines)
    once = dict.fromkeys(PREFIX.sub("", line).strip() for line in told)
    return " ".join(list(once)[:MOST_LINES])


@cache
def quarto_version(program: Path) -> str:
    """The version of this Quarto, `1.10.18`; empty where it does not say."""
    for file in ("share/version", "share/quarto/version"):
        path = program.resolve().parent.parent / file
        if path.is_file():
            return path.read_text(encoding="utf-8").strip()
    try:
        done = subprocess.run(
            [str(program), "--version"],
            cwd=REPORT,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError:
        return ""
    return done.stdout.strip()


def new_enough(version: str) -> bool:
    """Whether this version is known to print the report right."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    return numbers >= LEAST_VERSION
