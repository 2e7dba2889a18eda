"""Documents of the period that were added, dropped or changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cchc.documents import COLUMNS

DocumentFate = Literal["added", "dropped", "changed"]

COLUMN_NAMES = {
    "kind": "loại",
    "number": "số, ký hiệu",
    "date": "ngày",
    "issuer": "cơ quan ban hành",
    "title": "trích yếu",
    "url": "địa chỉ",
    "note": "ghi chú",
}
LONGEST = 100

Cells = Mapping[str, str]


@dataclass(frozen=True)
class CellChange:
    """One column of a document's row that reads otherwise."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class DocumentChange:
    """One document, by its id."""

    fate: DocumentFate
    id: str
    old: Cells | None
    new: Cells | None

    @property
    def name(self) -> str:
        """`Quyết định số 5466/QĐ-UBND`, or the beginning of what else names it."""
        cells = self.new or self.old or {}
        if cells.get("number"):
            return f"{cells['kind']} số {cells['number']}"
        words = cells.get("title") or cells.get("url") or cells.get("note", "")
        text = f"{cells.get('kind', '')}: {words}"
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]}…"

    @property
    def cells(self) -> tuple[CellChange, ...]:
        """What changed within the row; empty for a document that came or went."""
        if self.old is None or self.new is None:
            return ()
        pairs = ((column, self.old[column], self.new[column]) for column in COLUMNS)
        return tuple(CellChange(column, old, new) for column, old, new in pairs if old != new)


def document_changes(old: Mapping[str, Cells], new: Mapping[str, Cells]) -> list[DocumentChange]:
    """What was added or changed in the order of the new edition, then what was dropped."""
    changes = []
    for identifier, cells in new.items():
        if identifier not in old:
            changes.append(DocumentChange("added", identifier, None, cells))
        elif dict(old[identifier]) != dict(cells):
            changes.append(DocumentChange("changed", identifier, old[identifier], cells))
    dropped = [DocumentChange("dropped", id_, cells, None) for id_, cells in old.items() if id_ not in new]
    return [*changes, *dropped]
