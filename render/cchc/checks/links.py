"""Where the narrative refers to a chart, a table or a heading: it must be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.markdown import HEADING, ascii_slug
from cchc.checks.context import CheckContext
from cchc.checks.notebooks import printed_markdown
from cchc.checks.registry import BLOCKING, Topic
from cchc.inputs.narrative import heading_id
from cchc.inputs.notebook_file import NotebookFileError, read_notebook
from cchc.prose.front_matter import part_identifier
from cchc.prose.narratives import template_texts

NOWHERE = Rule(
    "loi_van.dan_sai",
    Severity.ERROR,
    "Lời văn nhắc tới hình, bảng hay đề mục không có",
    "Sửa tên sau dấu #: hinh-<phần>-<id> và bang-<phần>-<id> như ở notebook, <phần>-<số đề mục> với đề mục.",
    acknowledgeable=False,
)
LINK = re.compile(r"\]\(#(?P<target>[^)\s]+)\)(?P<reference>\{[^}]*\.ref\b[^}]*\})?")
PREFIXES = {"chart": "hinh", "table": "bang", "figures_table": "bang"}
# Findings of the appendix: which there are depends on the checks themselves.
FINDINGS = "dieu-"


@BLOCKING.check(Topic.PROSE, NOWHERE)
def check_links(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each link inside the report that leads nowhere, as far as that can be known before a run."""
    places: _Places | None = None
    for text in template_texts(context.workbook, context.prose):
        for match in LINK.finditer(text.text):
            places = places or _places(context)
            target, reference = match["target"], bool(match["reference"])
            if not places.may_have(target, reference=reference):
                row = text.row_of(text.row + text.text.count("\n", 0, match.start()))
                what = "hình, bảng nào" if reference else "chỗ nào"
                words = f"Không có {what} tên “#{target}”. {places.like(target, reference=reference)}"
                yield NOWHERE.finding(words.strip(), text.file, row, text.section)


@dataclass(frozen=True)
class _Places:
    """Addresses of exhibits and of headings; beginnings of those that only a run gives."""

    exhibits: frozenset[str]
    headings: frozenset[str]
    unknown: tuple[str, ...]
    other_headings: bool

    def may_have(self, target: str, *, reference: bool) -> bool:
        if target in self.exhibits or target.startswith(self.unknown):
            return True
        return not reference and (
            self.other_headings or target in self.headings or target.startswith(FINDINGS)
        )

    def like(self, target: str, *, reference: bool) -> str:
        # Loaded only to help with a mistake.
        from difflib import get_close_matches

        near = get_close_matches(target, self.exhibits if reference else self.exhibits | self.headings)
        return f"Gần giống: {', '.join(f'#{name}' for name in near)}." if near else ""


def _places(context: CheckContext) -> _Places:
    outline = context.workbook.outline
    exhibits: set[str] = set()
    unknown: set[str] = set()
    for entry in outline.sections:
        notebook = context.notebooks.get(entry.code)
        if notebook is None or notebook.broken:
            unknown |= {f"{kind}-" for kind in PREFIXES.values()}
            continue
        for call in notebook.calls:
            if call.name in PREFIXES:
                code, name = (notebook.literal(each) for each in (call.code, call.keyword("id")))
                stem = f"{PREFIXES[call.name]}-{ascii_slug(code)}-" if isinstance(code, str) else ""
                if stem and isinstance(name, str):
                    exhibits.add(f"{stem}{name}")
                else:
                    unknown.add(stem or f"{PREFIXES[call.name]}-")
    for section, declared in context.workbook.exhibits.items():
        exhibits |= {f"{exhibit.prefix}-{ascii_slug(section)}-{exhibit.id}" for exhibit in declared}
    headings = {part_identifier(part) for part in outline.parts}
    headings |= {ascii_slug(entry.code) for entry in outline.sections}
    headings |= {heading_id(code, key) for code, blocks in context.prose.items() for key in blocks}
    return _Places(frozenset(exhibits), frozenset(headings), tuple(unknown), _markdown_headings(context))


def _markdown_headings(context: CheckContext) -> bool:
    """Whether a notebook's own text has headings, whose addresses Pandoc makes."""
    for entry in context.workbook.outline.sections:
        try:
            cells = read_notebook(context.workbook.workspace.notebook(entry.notebook))
        except (FileNotFoundError, NotebookFileError):
            return True
        if any(HEADING.match(line) for _, text in printed_markdown(cells) for line in text.splitlines()):
            return True
    return False
