"""Sections made by earlier runs, each with what it read."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.base.cache import FileCache, libraries, program
from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.execution.jobs import NotebookJob
from cchc.execution.section import AssembledSection
from cchc.inputs.snapshot import everything_digest, file_digest, names_digest
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.notebook.recorded_workbook import ROW, row_of
from cchc.notebook.recorder import EVERYTHING, Item, Reads, digest
from cchc.prose.templates import first_mentions
from cchc.values.values import Values

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


# Correcting a figure back and forth finds both sections.
VARIANTS = 4


@dataclass(frozen=True)
class SectionResult:
    """A section, the executed notebook it comes from, and what that run read."""

    section: AssembledSection
    notebook: Path
    reads: Reads


@dataclass(frozen=True)
class CachedSection:
    """A section as it was kept, and the text of its executed notebook."""

    section: AssembledSection
    notebook: str


@dataclass(frozen=True)
class SectionCache:
    """The sections that may be used again, in files of their own.

    `steady` says whether the inputs are still those that the run began with.
    """

    files: FileCache
    steady: Callable[[], bool] = lambda: True

    def find(self, job: NotebookJob, inputs: Inputs) -> CachedSection | None:
        """The section that running `job` now would give.

        None unless notebook, parameters, program, libraries and everything that the run read are the same.
        """
        if not job.source.is_file():
            return None
        for name in self.files.names(f"{_key(job)}-*"):
            stored = self.files.get(name)
            if stored is None:
                continue
            kept = json.loads(stored)
            if first_change(Reads.from_json(kept["reads"]), inputs) is None:
                return CachedSection(AssembledSection.from_json(kept["section"]), kept["notebook"])
        return None

    def keep(self, job: NotebookJob, made: SectionResult) -> None:
        """Keep what was made, unless nobody can tell what it was made from."""
        if made.reads.opaque:
            return
        kept = {
            "reads": made.reads.to_json(),
            "section": made.section.to_json(),
            "notebook": made.notebook.read_text(encoding="utf-8"),
        }
        content = json.dumps(kept, ensure_ascii=False).encode("utf-8")
        read = hashlib.sha256(json.dumps(kept["reads"], sort_keys=True).encode("utf-8")).hexdigest()
        key = _key(job)
        if not self.steady():
            return
        self.files.put(f"{key}-{read[:16]}", content)
        for old in self.files.names(f"{key}-*")[VARIANTS:]:
            (self.files.folder / old).unlink(missing_ok=True)


def _key(job: NotebookJob) -> str:
    digest = hashlib.sha256()
    for part in (program(), libraries(), job.section, json.dumps(dict(job.parameters), sort_keys=True)):
        digest.update(part.encode("utf-8") + b"\0")
    digest.update(job.source.read_bytes())
    return f"{job.section}-{digest.hexdigest()[:32]}"
