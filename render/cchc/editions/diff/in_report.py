"""What a draft's page shows its reviewer: what changed since the last edition.

It belongs to the whole report and to no section, as the key figures do. Its figures are an earlier
edition's, or are printed elsewhere in the page: it hands on none.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cchc.base.cache import FileCache
from cchc.base.findings import Finding, ReportError
from cchc.base.markdown import div, escape, where_span
from cchc.editions.diff import in_words
from cchc.editions.diff.alignment import Mark
from cchc.editions.diff.changes import Changes, DocumentChange, FindingChange, compare_editions
from cchc.editions.diff.edition_text import draft_edition_text, read_edition_text
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.in_words import DOCUMENTS, FIGURES, FINDINGS, PASSAGES
from cchc.editions.diff.passage_changes import PassageChange
from cchc.execution.section import AssembledSection
from cchc.inputs.workbook import Workbook
from cchc.publish.markdown_reader import MarkdownReader

# After the key figures' file, before the first section's.
NAME = "00_thay_doi"
CLASSES = {"deleted": ".deleted", "inserted": ".inserted"}


def changes_section(
    previous: Path | None,
    workbook: Workbook,
    sections: Sequence[AssembledSection],
    findings: Sequence[Finding],
    reader: MarkdownReader,
) -> list[AssembledSection]:
    """One section that only the page prints; none without a `previous` edition, given by its folder.

    `reader` may have read the sections already. An edition that cannot be read stops no report: the section
    then says why it cannot.
    """
    if previous is None:
        return []
    try:
        old = read_edition_text(previous, reader, lambda _: workbook.default_window)
        new = draft_edition_text(workbook, sections, findings, reader)
        markdown = changes_markdown(compare_editions(old, new))
    except ReportError as error:
        markdown = _block("Thay đổi so với bản trước", f"Không so sánh được: {error}", [])
    return [AssembledSection("", NAME, f"{markdown}\n", (), ())]


def read_ahead(previous: Path, cache: FileCache) -> None:
    """Read the previous edition into the cache for changes_section(), which says what is wrong with it."""
    with suppress(ReportError):
        _ = read_edition_text(previous, MarkdownReader(cache)).printed


def changes_markdown(changes: Changes) -> str:
    """The summary, then each kind of change as a list (Markdown)."""
    lists = (
        (FIGURES, [_figure_item(change) for change in changes.figures]),
        (PASSAGES, [_passage_item(change, changes) for change in changes.passages]),
        (FINDINGS, [_finding_item(change) for change in changes.findings]),
        (DOCUMENTS, [_document_item(change) for change in changes.documents]),
    )
    parts = [
        "\n".join([div(".changes-kind", escape(kind.title)), "", *(f"- {item}" for item in items)])
        for kind, items in lists
        if items
    ]
    return _block(f"Thay đổi so với {changes.old.name}", in_words.summary(changes), parts)


def _block(title: str, summary: str, parts: Iterable[str]) -> str:
    head = [div(".changes-title", escape(title)), div(".changes-summary", escape(summary))]
    return div(".edition-changes", "\n\n".join([*head, *parts]), colons=5)


def _figure_item(change: FigureChange) -> str:
    # The page links the new number to where it is printed, and shows it as it is printed there.
    new = where_span([change.current.key.code]) if change.new and not change.current.key.base else ""
    new = new or escape(change.new_text)
    old = _marked_text([Mark("deleted", change.old_text)]) if change.old_text else ""
    numbers = " → ".join(filter(None, [old, new]))
    name, remark = escape(in_words.figure_name(change.current)), escape(in_words.figure_remark(change))
    return f"**{name}**: {numbers}, {remark}"


def _passage_item(change: PassageChange, changes: Changes) -> str:
    status = f"**{in_words.status(change)}**"
    words = escape(in_words.passage_place(change, changes))
    place = f"[{words}](#{change.new.anchor})" if words and change.new else words
    origin = in_words.passage_origin(change, changes)
    about = ", ".join(filter(None, [status, place])) + (f" ({escape(origin)})" if origin else "")
    return f"{about}: {_marked_text(change.marks)}"


def _finding_item(change: FindingChange) -> str:
    severity = escape(in_words.finding_severity(change))
    return f"**{in_words.status(change)}**, {severity}: {_marked_text(change.marks)}"


def _document_item(change: DocumentChange) -> str:
    return f"**{in_words.status(change)}**: " + "; ".join([escape(change.name), *_cell_changes(change)])


def _cell_changes(change: DocumentChange) -> Iterator[str]:
    for name, old, new in in_words.document_cells(change):
        sides = [Mark("deleted", old), Mark("kept", " "), Mark("inserted", new)]
        yield f"{escape(name)}: {_marked_text(sides)}"


def _marked_text(marks: Iterable[Mark]) -> str:
    return "".join(_marked_span(mark) for mark in marks)


def _marked_span(mark: Mark) -> str:
    # Escaping trims: the spaces at the ends go back around the mark.
    text = escape(mark.text)
    before = " " if mark.text[:1].isspace() else ""
    after = " " if text and mark.text[-1:].isspace() else ""
    if not text or mark.operation == "kept":
        return f"{before}{text}{after}"
    return f"{before}[{text}]{{{CLASSES[mark.operation]}}}{after}"
