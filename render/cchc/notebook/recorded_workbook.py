"""Loaded tables whose lookups are recorded.

A lookup by key records the row; whatever else is done with a table records all of it.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Generic, TypeVar, cast

from cchc.inputs.figures import Figure
from cchc.inputs.params import Params
from cchc.inputs.workbook import Workbook, by_indicator
from cchc.notebook import recorder as recording
from cchc.notebook.recorder import InputRef

V = TypeVar("V")
ROW, TABLE = "row", "table"


class RecordedRows(Mapping[str, V], Generic[V]):
    """A mapping whose lookups are recorded, those that find nothing too."""

    def __init__(self, where: str, rows: Mapping[str, V]) -> None:
        self._where = where
        self._rows = rows

    def __getitem__(self, key: str) -> V:
        recording.note(ROW, self._where, str(key), self._rows.get(key))
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        recording.note(TABLE, self._where, "", self._rows)
        return iter(self._rows)

    def __len__(self) -> int:
        recording.note(TABLE, self._where, "", self._rows)
        return len(self._rows)


class RecordedObject:
    """An object whose fields, and what its lookups by code find, are recorded each for itself."""

    def __init__(
        self, where: str, recorded: Any, fields: Set[str] = frozenset(), lookups: Set[str] = frozenset()
    ) -> None:
        self._where = where
        self._recorded = recorded
        self._fields = fields
        self._lookups = lookups

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._recorded, name)
        if name in self._lookups:
            return partial(self._look_up, name)
        if name in self._fields:
            recording.note(ROW, self._where, name, value)
        else:
            # A property or method may look at any field.
            recording.note(TABLE, self._where, "", self._recorded)
        return value

    def _look_up(self, name: str, code: str) -> Any:
        found = getattr(self._recorded, name)(code)
        recording.note(ROW, self._where, f"{name} {code}", found)
        return found


def lookup(table: Any, key: str) -> object:
    """What a lookup finds in a table that records nothing: the counterpart of the classes above."""
    if isinstance(table, Mapping):
        return table.get(key)
    name, by_code, code = key.partition(" ")
    try:
        return cast("object", getattr(table, name)(code) if by_code else getattr(table, name))
    except KeyError:
        return None


BY_KEY = ("indicators", "dormant", "agencies", "documents", "exhibits")
# Short tables that nearly every section looks through: recorded whole.
WHOLE = ("calendar", "proper_names", "definitions", "targets")
# Besides its fields, what params answer from a single one.
FROM_ONE_FIELD = frozenset({"own_window"})
LOOKUPS_OF_OUTLINE = frozenset({"section", "part_of"})


class RecordedFigures(Sequence[Figure]):
    """All figures: whoever goes through them reads the whole table."""

    def __init__(self, where: str, rows: tuple[Figure, ...]) -> None:
        self.rows = rows
        self._where = where

    def __getitem__(self, index: Any) -> Any:
        self._read()
        return self.rows[index]

    def __iter__(self) -> Iterator[Figure]:
        self._read()
        return iter(self.rows)

    def __len__(self) -> int:
        self._read()
        return len(self.rows)

    def _read(self) -> None:
        recording.note(TABLE, self._where, "", by_indicator(self.rows))


@dataclass(frozen=True)
class RecordedWorkbook(Workbook):
    """A workbook of recorded tables."""

    @cached_property
    def figures_by_indicator(self) -> Mapping[str, tuple[Figure, ...]]:
        """The rows of each indicator; a lookup records those alone."""
        figures = cast("RecordedFigures", self.figures)
        return RecordedRows(f"{self.period}/figures", by_indicator(figures.rows))


def recorded(workbook: Workbook, recorder: recording.Recorder) -> Workbook:
    """The same workbook, its lookups recorded."""
    period = workbook.period
    for name in WHOLE:
        recorder.note(InputRef(TABLE, f"{period}/{name}"), getattr(workbook, name))
    tables: dict[str, Any] = {
        field.name: getattr(workbook, field.name) for field in dataclasses.fields(workbook)
    }
    tables |= {name: RecordedRows(f"{period}/{name}", tables[name]) for name in BY_KEY}
    fields = frozenset(Params.model_fields) | FROM_ONE_FIELD
    tables["params"] = RecordedObject(f"{period}/params", workbook.params, fields)
    tables["outline"] = RecordedObject(f"{period}/outline", workbook.outline, lookups=LOOKUPS_OF_OUTLINE)
    tables["figures"] = RecordedFigures(f"{period}/figures", tuple(workbook.figures))
    return RecordedWorkbook(**tables)
