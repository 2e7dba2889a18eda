"""Whether what a run read still says the same."""

from pathlib import Path
from typing import Any

from cchc.findings import ReportError
from cchc.period import Period
from cchc.prose import first_mentions
from cchc.reuse.files import everything_digest, file_digest, names_digest
from cchc.reuse.reads import EVERYTHING, Item, Reads, digest
from cchc.reuse.watched import ROW, row_of
from cchc.values import Values
from cchc.workbook import Workbook, load_workbook

# No digest is like it: what was read when a file was sound is not what it says now.
UNREADABLE = "unreadable"


class Inputs:
    """The inputs as they are now; each is looked at once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workspace = workbook.workspace
        self._workbooks: dict[str, Workbook | None] = {str(workbook.period): workbook}
        self._tables: dict[str, Any] = {}
        self._digests: dict[Item, str] = {}

    def digest(self, item: Item) -> str:
        """What the recorder would note now."""
        if item not in self._digests:
            self._digests[item] = self._look(item)
        return self._digests[item]

    def _look(self, item: Item) -> str:
        match item.kind:
            case "file":
                return file_digest(self._path(item.where))
            case "names":
                return names_digest(self._path(item.where))
            case "folder":
                return digest(self._path(item.where).is_dir())
            case kind if kind == EVERYTHING:
                return everything_digest(self._workspace)
        table = self._table(item.where)
        if table is None:
            return UNREADABLE
        return digest(row_of(table, item.key) if item.kind == ROW else table)

    def _path(self, where: str) -> Path:
        return self._workspace.root / where

    def _table(self, where: str) -> Any:
        if where not in self._tables:
            period, _, name = where.partition("/")
            workbook = self._workbook(period)
            self._tables[where] = None if workbook is None else _named(workbook, name)
        return self._tables[where]

    def _workbook(self, period: str) -> Workbook | None:
        if period not in self._workbooks:
            try:
                self._workbooks[period] = load_workbook(self._workspace, Period.parse(period))
            except ReportError:
                self._workbooks[period] = None
        return self._workbooks[period]


def first_change(reads: Reads, inputs: Inputs) -> Item | None:
    """The first input that no longer says what the run read; None where all do."""
    return next((item for item, noted in reads.items.items() if inputs.digest(item) != noted), None)


def _named(workbook: Workbook, name: str) -> Any:
    match name:
        case "figures":
            return workbook.figures_by_indicator
        case "first_mentions":
            return first_mentions(workbook, Values(workbook))
        case _:
            return getattr(workbook, name)
