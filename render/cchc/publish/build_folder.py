"""Getting the build folder ready: what both engines share is copied or written beside the text."""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from cchc.base.cache import FileCache, cache_key, get_or_make
from cchc.base.clock import given_epoch, in_files
from cchc.base.installation import REPORT
from cchc.base.markdown import escape
from cchc.base.search_path import python_environment
from cchc.publish.formats import PublishError
from cchc.publish.layout import LAYOUT_FILE, official_layout, report_fonts
from cchc.publish.letterhead import MOTTO, NATIONAL_NAME, Letterhead, letterhead
from cchc.publish.markdown_reader import MarkdownReader
from cchc.publish.page.assets import page_data, page_foot, page_head

SHARED = ("_quarto.yml", "_language-vi.yml", LAYOUT_FILE, "_extensions", "fonts")
CARDS = "figure-cards.json"
# The metadata of all formats, and what the page adds to it.
REPORT_DATA, PAGE_DATA = "report.yml", "page.yml"
RUNS = re.compile(r"-{2,}|\.{3,}")
# What the letterhead is measured by.
MEASURED = ("subtitle", "issuing-body")


def stage(build: Path, formats: Sequence[str], cache: FileCache | None = None) -> None:
    """Put filters, templates and styles into `build`, without what the page alone takes.

    What is the same from report to report may be in the `cache`.
    """
    sections(build)
    for name in SHARED:
        _copy(REPORT / name, build / name)
    head = report_letterhead(metadata(build), cache)
    _write_yaml(_template_data(build, head), build / REPORT_DATA)
    if "docx" in formats:
        place_reference(build / "reference.docx", head.rules, cache)


def stage_page(build: Path) -> None:
    """Put in what the page alone takes: styles, scripts, and what it tells of figures."""
    cards = _cards(build)
    marks = {"figure-marks": cards.get("marks", {})} if metadata(build).get("draft") else {}
    _write_yaml({**marks, "figure-cards": bool(cards.get("page"))}, build / PAGE_DATA)
    foot = page_data(cards.get("page")) + page_foot()
    (build / "page-head.html").write_text(page_head(), encoding="utf-8", newline="\n")
    (build / "page-foot.html").write_text(foot, encoding="utf-8", newline="\n")


def sections(build: Path) -> list[str]:
    """The sections' paths inside `build`, in the report's order (PublishError if there are none)."""
    found = sorted(path.name for path in (build / "sections").glob("*.md"))
    if not found:
        raise PublishError(f"Không có phần nào để dựng trong “{build / 'sections'}”.")
    return [f"sections/{name}" for name in found]


def read_in(build: Path, reader: MarkdownReader) -> None:
    """Put beside each section's text what Pandoc makes of it, where that is not there yet (PublishError)."""
    unread = [build / name for name in sections(build) if not (build / _read_name(name)).exists()]
    documents = reader.documents([path.read_text(encoding="utf-8") for path in unread])
    for path, document in zip(unread, documents, strict=True):
        path.with_suffix(".json").write_bytes(document)


def read_sections(build: Path) -> list[str]:
    """The paths of the sections that have been read in, in the report's order."""
    names = map(_read_name, sections(build))
    return [name for name in names if (build / name).exists()]


def _read_name(section: str) -> str:
    return section.removesuffix(".md") + ".json"


def epoch(build: Path) -> int:
    """The time that goes into the files: SOURCE_DATE_EPOCH, else when the build was assembled."""
    given = given_epoch()
    return in_files((build / "metadata.yml").stat().st_mtime if given is None else given)


def environment(build: Path) -> dict[str, str]:
    """The environment of the programs an engine starts."""
    # Windows would have Python speak another encoding to what reads it here.
    return {**python_environment(), "SOURCE_DATE_EPOCH": str(epoch(build)), "PYTHONUTF8": "1"}


def metadata(build: Path) -> dict[str, Any]:
    """The report's metadata as assembled."""
    data = yaml.safe_load((build / "metadata.yml").read_text(encoding="utf-8"))
    return dict(data or {})


def report_letterhead(metadata: Mapping[str, Any], cache: FileCache | None) -> Letterhead:
    """The letterhead of this report; measured once for the same words and fonts."""

    def make() -> bytes:
        made = letterhead(metadata, official_layout(), report_fonts())
        return json.dumps([made.subtitle_lines, dict(made.rules)]).encode("utf-8")

    measured = json.dumps([{key: metadata.get(key) for key in MEASURED}, report_fonts()], ensure_ascii=False)
    # The layout is a file of the program.
    lines, rules = json.loads(get_or_make(cache, cache_key("letterhead", measured), make))
    return Letterhead(tuple(lines), rules)


def place_reference(path: Path, rules: Mapping[str, float], cache: FileCache | None) -> None:
    """Write the reference document of the Word file; made once for the same rules."""

    def make() -> bytes:
        # Loads a library that nothing else here has a use for.
        from cchc.publish.docx.reference import write_reference

        write_reference(path, official_layout(), rules)
        return path.read_bytes()

    path.write_bytes(get_or_make(cache, cache_key("reference", json.dumps(sorted(rules.items()))), make))


def _template_data(build: Path, head: Letterhead) -> dict[str, Any]:
    """The metadata as filters and templates take it: `draft` means something of its own to Quarto."""
    data = metadata(build)
    draft = bool(data.pop("draft", False))
    drawn = {name.lower().replace(" ", "-"): f"{length:.1f}mm" for name, length in head.rules.items()}
    texts = {
        **data,
        "national-name": NATIONAL_NAME,
        "motto": MOTTO,
        "subtitle-lines": list(head.subtitle_lines),
    }
    return {
        **{key: literal(value) for key, value in texts.items()},
        **drawn,
        "draft-edition": draft,
        "report-fonts": list(report_fonts()),
    }


def literal(value: Any) -> Any:
    """Engines read metadata as Markdown, each as its own: texts, and texts in lists, are escaped for both."""
    if isinstance(value, str):
        # Quarto makes dashes and dots typographic.
        return RUNS.sub(lambda run: "".join(f"\\{char}" for char in run[0]), escape(value))
    return [literal(item) for item in value] if isinstance(value, list) else value


def _cards(build: Path) -> dict[str, Any]:
    """What the page tells of its figures, where the assembler has written it."""
    path = build / CARDS
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)


def _write_yaml(data: Mapping[str, Any], path: Path) -> None:
    path.write_text(yaml.safe_dump(dict(data), allow_unicode=True), encoding="utf-8", newline="\n")
