"""The changes as tables for the terminal."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from cchc.diff import in_words
from cchc.diff.changes import Changes
from cchc.diff.document_changes import DocumentChange
from cchc.diff.figure_changes import FigureChange
from cchc.diff.finding_changes import FindingChange
from cchc.diff.in_words import DOCUMENTS, EMPTY, FIGURES, FINDINGS, PASSAGES
from cchc.diff.passage_changes import PassageChange
from cchc.diff.word_marks import Fate, Mark

NARROWEST = 60
INDENT = "    "
# As wdiff marks them: readable without any colour.
MARKS: dict[Fate, str] = {"kept": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
NOTHING_YET = "—"


def changes_as_table(changes: Changes) -> str:
    """From which edition to which, the summary, then each kind of change under its title."""
    width = max(NARROWEST, shutil.get_terminal_size((110, 24)).columns)
    lines = [*_wrapped(in_words.heading(changes), width, ""), *_wrapped(in_words.summary(changes), width, "")]
    for title, rows in (
        (FIGURES, [line for change in changes.figures for line in _figure(change, changes)]),
        (PASSAGES, [line for change in changes.passages for line in _passage(change, changes)]),
        (FINDINGS, [line for change in changes.findings for line in _finding(change)]),
        (DOCUMENTS, [line for change in changes.documents for line in _document(change)]),
    ):
        lines += ["", title.upper(), "─" * min(len(title), width)]
        for line in rows or [EMPTY[title]]:
            lines += _wrapped(line.lstrip(), width, INDENT if line.startswith(" ") else "")
    return "\n".join(lines)


def _figure(change: FigureChange, changes: Changes) -> Iterator[str]:
    yield f"{in_words.figure_name(change.figure)}  [{change.figure.key.code}]"
    old, new = change.old_text or NOTHING_YET, change.new_text or NOTHING_YET
    yield f"{INDENT}{old} → {new}: {in_words.figure_remark(change)}"
    places = in_words.figure_places(change, changes)
    if places:
        yield f"{INDENT}In ở: {'; '.join(place.words for place in places)}"


def _passage(change: PassageChange, changes: Changes) -> Iterator[str]:
    about = (in_words.passage_place(change, changes), in_words.passage_origin(change, changes))
    yield ": ".join(
        filter(None, [in_words.passage_fate(change).capitalize(), "; ".join(filter(None, about))])
    )
    yield INDENT + _marked(change.marks)


def _finding(change: FindingChange) -> Iterator[str]:
    fate = in_words.FINDING_FATES[change.fate].capitalize()
    yield f"{fate}: {in_words.finding_severity(change)}  [{change.finding.rule}]"
    yield INDENT + _marked(change.marks)


def _document(change: DocumentChange) -> Iterator[str]:
    yield f"{in_words.DOCUMENT_FATES[change.fate].capitalize()}: {change.name}  [{change.id}]"
    for cell in change.cells:
        old, new = (in_words.cell_text(cell.column, text) or NOTHING_YET for text in (cell.old, cell.new))
        yield f"{INDENT}{in_words.column_name(cell.column)}: {old} → {new}"


def _marked(marks: Iterable[Mark]) -> str:
    return "".join(MARKS[mark.fate].format(mark.text) for mark in marks)


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
