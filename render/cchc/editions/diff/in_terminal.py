"""The changes as tables for the terminal."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from cchc.editions.diff import in_words
from cchc.editions.diff.alignment import Mark, Operation
from cchc.editions.diff.changes import Changes, DocumentChange, FindingChange
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.in_words import DOCUMENTS, EMPTY, FIGURES, FINDINGS, PASSAGES
from cchc.editions.diff.passage_changes import PassageChange

NARROWEST = 60
INDENT = "    "
# As wdiff marks them: readable without any colour.
MARKS: dict[Operation, str] = {"kept": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
NOTHING_YET = "—"


def changes_as_table(changes: Changes) -> str:
    """From which edition to which, the summary, then each kind of change under its title."""
    width = max(NARROWEST, shutil.get_terminal_size((110, 24)).columns)
    lines = [*_wrapped(in_words.heading(changes), width, ""), *_wrapped(in_words.summary(changes), width, "")]
    for title, rows in (
        (FIGURES, [line for change in changes.figures for line in _figure_lines(change, changes)]),
        (PASSAGES, [line for change in changes.passages for line in _passage_lines(change, changes)]),
        (FINDINGS, [line for change in changes.findings for line in _finding_lines(change)]),
        (DOCUMENTS, [line for change in changes.documents for line in _document_lines(change)]),
    ):
        lines += ["", title.upper(), "─" * min(len(title), width)]
        for line in rows or [EMPTY[title]]:
            lines += _wrapped(line.lstrip(), width, INDENT if line.startswith(" ") else "")
    return "\n".join(lines)


def _figure_lines(change: FigureChange, changes: Changes) -> Iterator[str]:
    yield f"{in_words.figure_name(change.figure)}  [{change.figure.key.code}]"
    old, new = change.old_text or NOTHING_YET, change.new_text or NOTHING_YET
    yield f"{INDENT}{old} → {new}: {in_words.figure_remark(change)}"
    places = in_words.figure_places(change, changes)
    if places:
        yield f"{INDENT}In ở: {'; '.join(place.words for place in places)}"


def _passage_lines(change: PassageChange, changes: Changes) -> Iterator[str]:
    about = (in_words.passage_place(change, changes), in_words.passage_origin(change, changes))
    yield ": ".join(
        filter(None, [in_words.passage_status(change).capitalize(), "; ".join(filter(None, about))])
    )
    yield INDENT + _marked(change.marks)


def _finding_lines(change: FindingChange) -> Iterator[str]:
    status = in_words.FINDING_STATUSES[change.status].capitalize()
    yield f"{status}: {in_words.finding_severity(change)}  [{change.finding.rule}]"
    yield INDENT + _marked(change.marks)


def _document_lines(change: DocumentChange) -> Iterator[str]:
    yield f"{in_words.DOCUMENT_STATUSES[change.status].capitalize()}: {change.name}  [{change.id}]"
    for cell in change.cells:
        old, new = (in_words.cell_text(cell.column, text) or NOTHING_YET for text in (cell.old, cell.new))
        yield f"{INDENT}{in_words.column_name(cell.column)}: {old} → {new}"


def _marked(marks: Iterable[Mark]) -> str:
    return "".join(MARKS[mark.operation].format(mark.text) for mark in marks)


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
