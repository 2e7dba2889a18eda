"""Loaded tables that tell the recorder which of their rows are looked up.

A lookup by key records the row; whatever else is done with a table records all of it.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast, overload

from cchc.inputs.figures import Figure
from cchc.inputs.params import Params
from cchc.inputs.workbook import Workbook, by_indicator
from cchc.notebook import recorder as recording
from cchc.notebook.recorder import Item

V = TypeVar("V")
ROW, TABLE = "row", "table"


class RecordedRows(Mapping[str, V], Generic[V]):
    """A mapping whose lookups are recorded."""

    def __init__(self, where: str, rows: Mapping[str, V]) -> None:
        self._where = where
        self._rows = rows

    def __getitem__(self, key: str) -> V:
        recording.note(ROW, self._where, str(key), self._rows.get(key))
        return self._rows[key]

    def __contains__(self, key: object) -> bool:
        recording.note(ROW, self._where, str(key), self._rows.get(cast("str", key)))
        return key in self._rows

    def get(self, key: str, default: Any = None) -> Any:
        """The row, else the default; both count as read."""
        recording.note(ROW, self._where, str(key), self._rows.get(key))
        return self._rows.get(key, default)

    def __iter__(self) -> Iterator[str]:
        recording.note(TABLE, self._where, "", self._rows)
        return iter(self._rows)

    def __len__(self) -> int:
        recording.note(TABLE, self._where, "", self._rows)
        return len(self._rows)


class RecordedFields:
    """An object whose fields are recorded as they are read, each for itself."""

    def __init__(self, where: str, watched: Any, fields: frozenset[str]) -> None:
        self._where = where
        self._watched = watched
        self._fields = fields

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._watched, name)
        if name in self._fields:
            recording.note(ROW, self._where, name, value)
        else:
            # A property or method may look at any field.
            recording.note(TABLE, self._where, "", self._watched)
        return value


class RecordedOutline:
    """The outline, recorded by section and part."""

    def __init__(self, where: str, outline: Any) -> None:
        self._where = where
        self._outline = outline

    def section(self, code: str) -> Any:
        """As Outline.section."""
        entry = self._outline.section(code)
        recording.note(ROW, self._where, f"section {code}", entry)
        return entry

    def part_of(self, code: str) -> Any:
        """As Outline.part_of."""
        part = self._outline.part_of(code)
        recording.note(ROW, self._where, f"part {code}", part)
        return part

    def __getattr__(self, name: str) -> Any:
        recording.note(TABLE, self._where, "", self._outline)
        return getattr(self._outline, name)


def row_of(table: Any, key: str) -> object:
    """What a lookup of this key says in an unwatched table: the counterpart of the classes above."""
    if isinstance(table, Mapping):
        return table.get(key)
    kind, by_code, code = key.partition(" ")
    if by_code and kind == "section":
        return cast("object", table.section(code))
    if by_code:
        try:
            return cast("object", table.part_of(code))
        except KeyError:
            return None
    return cast("object", getattr(table, key))


BY_KEY = ("indicators", "agencies", "documents")
# Short tables that nearly every section looks through: recorded whole.
WHOLE = ("calendar", "proper_names", "definitions", "targets")
# Besides its fields, what params tell of a single one.
FROM_ONE_FIELD = frozenset({"own_window"})


class RecordedFigures(Sequence[Figure]):
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
class RecordedWorkbook(Workbook):
    """A workbook of watched tables."""

    @cached_property
    def figures_by_indicator(self) -> Mapping[str, tuple[Figure, ...]]:
        """The rows of each indicator; a lookup records those alone."""
        figures = cast("RecordedFigures", self.figures)
        return RecordedRows(f"{self.period}/figures", by_indicator(figures.unwatched))


def watched(workbook: Workbook, recorder: recording.Recorder) -> Workbook:
    """The same workbook, its tables watched."""
    period = workbook.period
    for name in WHOLE:
        recorder.note(Item(TABLE, f"{period}/{name}"), getattr(workbook, name))
    tables: dict[str, Any] = {
        field.name: getattr(workbook, field.name) for field in dataclasses.fields(workbook)
    }
    tables |= {name: RecordedRows(f"{period}/{name}", tables[name]) for name in BY_KEY}
    fields = frozenset(Params.model_fields) | FROM_ONE_FIELD
    tables["params"] = RecordedFields(f"{period}/params", workbook.params, fields)
    tables["outline"] = RecordedOutline(f"{period}/outline", workbook.outline)
    tables["figures"] = RecordedFigures(f"{period}/figures", tuple(workbook.figures))
    return RecordedWorkbook(**tables)
