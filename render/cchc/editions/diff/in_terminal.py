"""The changes as tables for the terminal."""

from collections.abc import Iterable, Iterator

from cchc.base.terminal import terminal_width, underlined, wrapped
from cchc.editions.diff import in_words
from cchc.editions.diff.alignment import Mark, Operation
from cchc.editions.diff.changes import Changes, DocumentChange, FindingChange
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.in_words import DOCUMENTS, FIGURES, FINDINGS, PASSAGES
from cchc.editions.diff.passage_changes import PassageChange

INDENT = "    "
# As wdiff marks them: readable without any colour.
MARKS: dict[Operation, str] = {"kept": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
NOTHING_YET = "—"


def changes_as_table(changes: Changes) -> str:
    """From which edition to which, the summary, then each kind of change under its title."""
    width = terminal_width()
    lines = [*wrapped(in_words.heading(changes), width), *wrapped(in_words.summary(changes), width)]
    for kind, rows in (
        (FIGURES, [line for change in changes.figures for line in _figure_lines(change, changes)]),
        (PASSAGES, [line for change in changes.passages for line in _passage_lines(change, changes)]),
        (FINDINGS, [line for change in changes.findings for line in _finding_lines(change)]),
        (DOCUMENTS, [line for change in changes.documents for line in _document_lines(change)]),
    ):
        lines += ["", *underlined(kind.title.upper(), width)]
        for line in rows or [kind.empty]:
            lines += wrapped(line.lstrip(), width, INDENT if line.startswith(" ") else "")
    return "\n".join(lines)


def _figure_lines(change: FigureChange, changes: Changes) -> Iterator[str]:
    yield f"{in_words.figure_name(change.current)}  [{change.current.key.code}]"
    old, new = change.old_text or NOTHING_YET, change.new_text or NOTHING_YET
    yield f"{INDENT}{old} → {new}: {in_words.figure_remark(change)}"
    places = in_words.figure_places(change, changes)
    if places:
        yield f"{INDENT}In ở: {'; '.join(place.words for place in places)}"


def _passage_lines(change: PassageChange, changes: Changes) -> Iterator[str]:
    about = (in_words.passage_place(change, changes), in_words.passage_origin(change, changes))
    yield ": ".join(filter(None, [in_words.status(change), "; ".join(filter(None, about))]))
    yield INDENT + _marked(change.marks)


def _finding_lines(change: FindingChange) -> Iterator[str]:
    yield f"{in_words.status(change)}: {in_words.finding_severity(change)}  [{change.current.rule}]"
    yield INDENT + _marked(change.marks)


def _document_lines(change: DocumentChange) -> Iterator[str]:
    yield f"{in_words.status(change)}: {change.name}  [{change.current['id']}]"
    for name, old, new in in_words.document_cells(change):
        yield f"{INDENT}{name}: {old or NOTHING_YET} → {new or NOTHING_YET}"


def _marked(marks: Iterable[Mark]) -> str:
    return "".join(MARKS[mark.operation].format(mark.text) for mark in marks)
