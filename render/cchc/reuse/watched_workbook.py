"""A workbook that tells the recorder what is taken from it."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast, overload

from cchc.figures import Figure
from cchc.params import Params
from cchc.reuse import recording
from cchc.reuse.reads import Item
from cchc.reuse.watched import TABLE, WatchedFields, WatchedOutline, WatchedRows
from cchc.workbook import Workbook, by_indicator

BY_KEY = ("indicators", "agencies", "documents")
# Short tables that nearly every section looks through: recorded whole.
WHOLE = ("calendar", "proper_names", "definitions", "targets")
# Besides its fields, what params tell of a single one.
FROM_ONE_FIELD = frozenset({"own_window"})


class WatchedFigures(Sequence[Figure]):
    """All figures: whoever goes through them reads the whole table."""

    def __init__(self, where: str, rows: tuple[Figure, ...]) -> None:
        self.unwatched = rows
        self._where = where

    @overload
    def __getitem__(self, index: int) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Figure]: ...
    def __getitem__(self, index: int | slice) -> Figure | Sequence[Figure]:
        self._read()
        return self.unwatched[index]

    def __iter__(self) -> Iterator[Figure]:
        self._read()
        return iter(self.unwatched)

    def __len__(self) -> int:
        self._read()
        return len(self.unwatched)

    def _read(self) -> None:
        recording.note(TABLE, self._where, "", by_indicator(self.unwatched))


@dataclass(frozen=True)
class WatchedWorkbook(Workbook):
    """A workbook of watched tables."""

    @cached_property
    def figures_by_indicator(self) -> Mapping[str, tuple[Figure, ...]]:
        """The rows of each indicator; a lookup records those alone."""
        figures = cast("WatchedFigures", self.figures)
        return WatchedRows(f"{self.period}/figures", by_indicator(figures.unwatched))


def watched(workbook: Workbook, recorder: recording.Recorder) -> Workbook:
    """The same workbook, its tables watched."""
    period = workbook.period
    for name in WHOLE:
        recorder.note(Item(TABLE, f"{period}/{name}"), getattr(workbook, name))
    tables: dict[str, Any] = {
        field.name: getattr(workbook, field.name) for field in dataclasses.fields(workbook)
    }
    tables |= {name: WatchedRows(f"{period}/{name}", tables[name]) for name in BY_KEY}
    fields = frozenset(Params.model_fields) | FROM_ONE_FIELD
    tables["params"] = WatchedFields(f"{period}/params", workbook.params, fields)
    tables["outline"] = WatchedOutline(f"{period}/outline", workbook.outline)
    tables["figures"] = WatchedFigures(f"{period}/figures", tuple(workbook.figures))
    return WatchedWorkbook(**tables)
