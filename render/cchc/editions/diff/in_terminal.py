"""The changes as tables for the terminal."""

import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from cchc.base.findings import finding_record
from cchc.editions.diff import in_words
from cchc.editions.diff.alignment import Fate, Mark
from cchc.editions.diff.changes import Changes, DocumentChange, FindingChange
from cchc.editions.diff.edition_read import Edition, EditionFigure
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.in_words import (
    DOCUMENTS,
    EMPTY,
    FIGURES,
    FINDINGS,
    PASSAGES,
    passage_place,
    place_name,
    summary,
)
from cchc.editions.diff.passage_changes import PassageChange

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


def changes_as_json(changes: Changes) -> str:
    """An object of `from`, `to`, `summary`, `figures`, `sentences`, `findings`, `documents`.

    Values are exact decimals as text, null where missing; windows ISO days, months or years;
    positions count from 1 in reading order; a side that does not exist is null.
    """
    data = {
        "from": _edition(changes.old),
        "to": _edition(changes.new),
        "summary": summary(changes),
        "figures": [_figure_change(change, changes) for change in changes.figures],
        "sentences": [_passage_change(change, changes) for change in changes.passages],
        "findings": [_finding_change(change) for change in changes.findings],
        "documents": [_document_change(change) for change in changes.documents],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _edition(edition: Edition) -> dict[str, Any]:
    return {"period": str(edition.period), "edition": edition.number, "final": edition.final}


def _figure_change(change: FigureChange, changes: Changes) -> dict[str, Any]:
    figure = change.figure
    return {
        "change": change.fate,
        "indicator": figure.key.indicator,
        "agency": figure.key.agency,
        "period_of_figure": figure.key.base or None,
        "name": figure.name,
        "unit": figure.unit,
        "old": _figure_record(change.old, change.old_text, changes.old),
        "new": _figure_record(change.new, change.new_text, changes.new),
        "difference": None if change.difference is None else str(change.difference),
        "in_words": change.in_words,
        "windows_in_words": change.windows,
    }


def _figure_record(figure: EditionFigure | None, text: str, edition: Edition) -> dict[str, Any] | None:
    if figure is None:
        return None
    start, end = figure.window.start, figure.window.end
    return {
        "value": None if figure.value is None else str(figure.value),
        "text": text,
        "window_from": str(start) if start else None,
        "window_to": str(end) if end else None,
        "places": [
            {
                "section": p.section,
                "place": p.place,
                "text": p.text,
                "in_words": place_name(p.section, p.place, edition).words,
            }
            for p in figure.places
        ],
    }


def _passage_change(change: PassageChange, changes: Changes) -> dict[str, Any]:
    return {
        "change": change.kind,
        "kind": change.passage.kind,
        "section": change.passage.section,
        "place": change.passage.anchor,
        "place_in_words": passage_place(change, changes),
        "old": change.old.text if change.old else None,
        "new": change.new.text if change.new else None,
        "old_position": None if change.old_position is None else change.old_position + 1,
        "new_position": None if change.new_position is None else change.new_position + 1,
        "marks": [[mark.fate, mark.text] for mark in change.marks],
    }


def _finding_change(change: FindingChange) -> dict[str, Any]:
    old, new = (finding_record(side) if side else None for side in (change.old, change.new))
    return {"change": change.fate, "old": old, "new": new}


def _document_change(change: DocumentChange) -> dict[str, Any]:
    return {
        "change": change.fate,
        "id": change.id,
        "name": change.name,
        "cells": {cell.column: [cell.old, cell.new] for cell in change.cells},
    }
