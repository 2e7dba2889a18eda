"""What a draft's page tells its reviewer: what changed since the last edition that is kept.

It belongs to the whole report and to no section, as the key figures do. Its figures are an earlier
edition's, or stand elsewhere in the page: it hands on none.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cchc.base.cache import KeptFiles
from cchc.base.findings import Finding, ReportError
from cchc.base.markdown import div, escape, where_span
from cchc.editions.diff import in_words
from cchc.editions.diff.alignment import Mark
from cchc.editions.diff.changes import Changes, DocumentChange, FindingChange, compare_editions
from cchc.editions.diff.edition_read import edition_in_the_making, read_edition
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.in_words import DOCUMENTS, FIGURES, FINDINGS, PASSAGES
from cchc.editions.diff.passage_changes import PassageChange
from cchc.editions.edition import latest_edition_folder
from cchc.execution.section import AssembledSection
from cchc.inputs.workbook import Workbook
from cchc.pipeline.order import ReportOrder
from cchc.publish.markdown_reader import MarkdownReader

# After the key figures' file, before the first section's.
NAME = "00_thay_doi"
CLASSES = {"deleted": ".deleted", "inserted": ".inserted"}


def changes_section(
    order: ReportOrder,
    workbook: Workbook,
    sections: Sequence[AssembledSection],
    findings: Sequence[Finding],
    reader: MarkdownReader,
) -> list[AssembledSection]:
    """One section that only the page prints; none where no edition is kept.

    `reader` may have read the sections already. An edition that cannot be read stops no report: the section
    then says why it cannot.
    """
    folder = _compared_with(order)
    if folder is None:
        return []
    documents = workbook.workspace.data(workbook.period) / "documents.csv"
    try:
        old = read_edition(folder, reader)
        new = edition_in_the_making(workbook.period, sections, findings, documents, reader)
        markdown = changes_markdown(compare_editions(old, new))
    except ReportError as error:
        markdown = _block("Thay đổi so với bản trước", f"Không so sánh được: {error}", [])
    return [AssembledSection("", NAME, f"{markdown}\n", (), ())]


def read_ahead(order: ReportOrder) -> None:
    """Read the last edition's text, so that changes_section() need not; what is wrong there it will say."""
    folder = _compared_with(order)
    if folder is not None:
        with suppress(ReportError):
            _ = read_edition(folder, MarkdownReader(KeptFiles(order.workspace.cache))).text


def _compared_with(order: ReportOrder) -> Path | None:
    return latest_edition_folder(order.workspace.output(order.period), but=order.replaces)


def changes_markdown(changes: Changes) -> str:
    """The summary, then each kind of change as a list (Markdown)."""
    lists = (
        (FIGURES, [_figure(change) for change in changes.figures]),
        (PASSAGES, [_passage(change, changes) for change in changes.passages]),
        (FINDINGS, [_finding(change) for change in changes.findings]),
        (DOCUMENTS, [_document(change) for change in changes.documents]),
    )
    parts = [_list(title, items) for title, items in lists if items]
    return _block(f"Thay đổi so với {changes.old.name}", in_words.summary(changes), parts)


def _block(title: str, told: str, parts: Iterable[str]) -> str:
    head = [div(".changes-title", escape(title)), div(".changes-summary", escape(told))]
    return div(".edition-changes", "\n\n".join([*head, *parts]), colons=5)


def _list(title: str, items: Iterable[str]) -> str:
    name = div(".changes-kind", escape(title))
    return f"{name}\n\n" + "\n".join(f"- {item}" for item in items)


def _figure(change: FigureChange) -> str:
    # The page links the new number to where it is printed, and shows it as it is printed there.
    new = where_span([change.figure.key.code]) if change.new and not change.figure.key.base else ""
    new = new or escape(change.new_text)
    old = _marked([Mark("deleted", change.old_text)]) if change.old_text else ""
    numbers = " → ".join(filter(None, [old, new]))
    name, remark = escape(in_words.figure_name(change.figure)), escape(in_words.figure_remark(change))
    return f"**{name}**: {numbers}, {remark}"


def _passage(change: PassageChange, changes: Changes) -> str:
    fate = f"**{escape(in_words.passage_fate(change).capitalize())}**"
    words = escape(in_words.passage_place(change, changes))
    place = f"[{words}](#{change.new.anchor})" if words and change.new else words
    origin = in_words.passage_origin(change, changes)
    about = ", ".join(filter(None, [fate, place])) + (f" ({escape(origin)})" if origin else "")
    return f"{about}: {_marked(change.marks)}"


def _finding(change: FindingChange) -> str:
    fate = escape(in_words.FINDING_FATES[change.fate].capitalize())
    return f"**{fate}**, {escape(in_words.finding_severity(change))}: {_marked(change.marks)}"


def _document(change: DocumentChange) -> str:
    fate = escape(in_words.DOCUMENT_FATES[change.fate].capitalize())
    return f"**{fate}**: " + "; ".join([escape(change.name), *_cells(change)])


def _cells(change: DocumentChange) -> Iterator[str]:
    for cell in change.cells:
        old, new = (in_words.cell_text(cell.column, text) for text in (cell.old, cell.new))
        sides = [Mark("deleted", old), Mark("kept", " "), Mark("inserted", new)]
        yield f"{escape(in_words.column_name(cell.column))}: {_marked(sides)}"


def _marked(marks: Iterable[Mark]) -> str:
    return "".join(_mark(mark) for mark in marks)


def _mark(mark: Mark) -> str:
    # Escaping trims: the spaces at the ends go back around the mark.
    text = escape(mark.text)
    before = " " if mark.text[:1].isspace() else ""
    after = " " if text and mark.text[-1:].isspace() else ""
    if not text or mark.fate == "kept":
        return f"{before}{text}{after}"
    return f"{before}[{text}]{{{CLASSES[mark.fate]}}}{after}"
