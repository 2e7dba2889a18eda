"""The changes as JSON, for programs."""

import json
from dataclasses import asdict
from typing import Any

from cchc.base.findings import finding_record
from cchc.editions.diff.changes import Changes, DocumentChange, FindingChange
from cchc.editions.diff.edition_figures import EditionFigure
from cchc.editions.diff.edition_text import EditionText
from cchc.editions.diff.figure_changes import FigureChange
from cchc.editions.diff.in_words import passage_place, place_name, summary
from cchc.editions.diff.passage_changes import PassageChange


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


def _edition(edition: EditionText) -> dict[str, Any]:
    return {"period": str(edition.period), "edition": edition.number, "final": edition.final}


def _figure_change(change: FigureChange, changes: Changes) -> dict[str, Any]:
    figure = change.current
    return {
        "change": change.status,
        "indicator": figure.key.indicator,
        "agency": figure.key.agency,
        "period_of_figure": figure.key.base or None,
        "name": figure.name,
        "unit": figure.unit,
        "old": _figure_side(change.old, change.old_text, changes.old),
        "new": _figure_side(change.new, change.new_text, changes.new),
        "difference": None if change.difference is None else str(change.difference),
        "in_words": change.in_words,
        "windows_in_words": change.windows,
        "definition_in_words": change.definition,
    }


def _figure_side(figure: EditionFigure | None, text: str, edition: EditionText) -> dict[str, Any] | None:
    if figure is None:
        return None
    start, end = figure.window.start, figure.window.end
    return {
        "value": None if figure.value is None else str(figure.value),
        "text": text,
        "window_from": str(start) if start else None,
        "window_to": str(end) if end else None,
        "places": [
            asdict(place) | {"in_words": place_name(place.section, place.place, edition).words}
            for place in figure.places
        ],
    }


def _passage_change(change: PassageChange, changes: Changes) -> dict[str, Any]:
    return {
        "change": change.status,
        "kind": change.current.kind,
        "section": change.current.section,
        "place": change.current.anchor,
        "place_in_words": passage_place(change, changes),
        "old": change.old.text if change.old else None,
        "new": change.new.text if change.new else None,
        "old_position": None if change.old_position is None else change.old_position + 1,
        "new_position": None if change.new_position is None else change.new_position + 1,
        "marks": [[mark.operation, mark.text] for mark in change.marks],
    }


def _finding_change(change: FindingChange) -> dict[str, Any]:
    old, new = (finding_record(side) if side else None for side in (change.old, change.new))
    return {"change": change.status, "old": old, "new": new}


def _document_change(change: DocumentChange) -> dict[str, Any]:
    return {
        "change": change.status,
        "id": change.current["id"],
        "name": change.name,
        "cells": change.cells,
    }
