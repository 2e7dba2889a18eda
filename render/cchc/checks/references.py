"""What templates call: each function, code, document and footnote must exist, and be called as it may be."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from cchc.base.findings import Finding, InputError
from cchc.base.markdown import FOOTNOTE
from cchc.base.yaml_files import read_yaml, read_yaml_text, row_of_key
from cchc.checks.context import CheckContext
from cchc.checks.registry import BLOCKING, Topic
from cchc.checks.template_mistakes import Mistake, mistakes
from cchc.inputs.catalog.outline import Outline, outline_files
from cchc.inputs.workbook import Workbook
from cchc.prose.front_matter import part_heading
from cchc.prose.narratives import TemplateText, template_texts
from cchc.prose.printer import Printer
from cchc.prose.templates import WRONG_TEMPLATE, RefusedBlock, render_note

# What stops a run, by file and row on which the text begins.
Stopped = Mapping[tuple[str, int], tuple[Finding, ...]]


@BLOCKING.check(Topic.PROSE, WRONG_TEMPLATE)
def check_references(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each mistake in the templates of the narrative, of notes and of the outline's titles."""
    stopped = {**_stopped_blocks(context), **_stopped_notes(context)}
    texts = list(template_texts(context.workbook, context.prose))
    for text in texts:
        yield from _problems(text, context, stopped.get((text.file, text.row), ()))
    for _, together in groupby(texts, key=lambda text: text.section or text.document):
        yield from _typed_footnotes(together)
    yield from _outline_titles(context.workbook)


def _problems(text: TemplateText, context: CheckContext, stops: tuple[Finding, ...]) -> list[Finding]:
    footnotes = text.part != "note" and not text.in_title
    printer = Printer(
        context.sources, text.section, "", render_note, notes_allowed=footnotes, in_title=text.in_title
    )
    # No block has run the text of an exhibit.
    found = mistakes(text.text, context.workbook, printer if stops or text.in_title else None)
    # Only a run shows what depends on what the template computes.
    return [_finding(text, mistake) for mistake in found] or [
        replace(stop, section=text.section) for stop in stops if _stands_in(text, stop)
    ]


def _stopped_blocks(context: CheckContext) -> Stopped:
    refused = [block for block in context.blocks if isinstance(block, RefusedBlock)]
    return {
        (stopped.block.file, row): stopped.problems
        for stopped in refused
        for row in (stopped.block.row, stopped.block.body_row)
    }


def _stopped_notes(context: CheckContext) -> Stopped:
    stopped = {}
    for document in context.workbook.documents.values():
        if "{" not in document.note:
            continue
        try:
            render_note(Printer(context.sources, "", document.id, render_note, notes_allowed=False), document)
        except InputError as error:
            stopped[document.file, document.row] = error.findings
    return stopped


def _stands_in(text: TemplateText, stop: Finding) -> bool:
    """Whether it is in this part of the block; what is wrong with a note is told as the note's."""
    if stop.file != text.file or not text.text:
        return False
    row = stop.row or text.row
    return row >= text.row if text.part == "body" else row == text.row


def _typed_footnotes(texts: Iterable[TemplateText]) -> Iterator[Finding]:
    """Footnotes typed by hand: one text for each, and a place for each text, within a section."""
    marks = [
        (text, match, _is_definition(text, match)) for text in texts for match in FOOTNOTE.finditer(text.text)
    ]
    called = {match[1] for _, match, defines in marks if not defines}
    defined: set[str] = set()
    for text, match, defines in sorted(marks, key=lambda mark: not mark[2]):
        name, row = match[1], text.text.count("\n", 0, match.start()) + 1
        if not defines and name not in defined:
            why = "không có nội dung; dùng cc() với mã văn bản trong documents.csv."
        elif defines and name in defined:
            why = "có hai nội dung trong một phần: đổi tên một chú thích."
        elif defines and name not in called:
            why = "không câu nào gọi tới: đặt dấu ấy vào câu, hoặc bỏ nội dung."
        else:
            why = ""
        if defines:
            defined.add(name)
        if why:
            yield _finding(text, (row, f"Chú thích [^{name}] {why}"))


def _is_definition(text: TemplateText, match: re.Match[str]) -> bool:
    at_line_start = match.start() == 0 or text.text[match.start() - 1] == "\n"
    return at_line_start and text.text[match.end() : match.end() + 1] == ":"


def _outline_titles(workbook: Workbook) -> Iterator[Finding]:
    for n, part in enumerate(workbook.outline.parts):
        try:
            part_heading(workbook, part)
        except InputError as error:
            path = next(p for p in outline_files(workbook.workspace.catalog) if _in_force(p, workbook))
            row = row_of_key(read_yaml_text(path, workbook.file(path)), "parts", n, "title")
            yield from (replace(f, file=workbook.file(path), row=row) for f in error.findings)


def _in_force(path: Path, workbook: Workbook) -> bool:
    outline = read_yaml(path, workbook.file(path), Outline)
    return outline.first_year <= workbook.period.year <= outline.last_year


def _finding(text: TemplateText, mistake: Mistake) -> Finding:
    row, explanation = mistake
    return WRONG_TEMPLATE.finding(explanation, text.file, text.row_of(text.row + row - 1), text.section)
