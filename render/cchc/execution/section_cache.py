"""Sections that earlier runs made, each with what its run read: used again while that says the same."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cchc.base.cache import FileCache, cache_key
from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.execution.jobs import NotebookJob
from cchc.execution.section import AssembledSection
from cchc.inputs.snapshot import everything_digest, file_digest, names_digest
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.notebook.recorded_workbook import ROW, lookup
from cchc.notebook.recorder import EVERYTHING, InputRef, Reads, digest
from cchc.prose.templates import first_mentions
from cchc.values.values import Values

# Correcting a figure back and forth finds both sections.
VARIANTS = 4
# No digest is like it: what was read when a file was sound is not what it says now.
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class SectionResult:
    """What a notebook's run gave: its section, the executed notebook, and what the run read."""

    section: AssembledSection
    notebook: Path
    reads: Reads


@dataclass(frozen=True)
class CachedSection:
    """A section of an earlier run, and the text of its executed notebook."""

    section: AssembledSection
    notebook: str


@dataclass(frozen=True)
class SectionCache:
    """Section results in files of their own; `steady` says whether the inputs are still those of the run."""

    files: FileCache
    steady: Callable[[], bool] = lambda: True

    def find(self, job: NotebookJob, inputs: "CurrentInputs") -> CachedSection | None:
        """The section that running `job` now would give.

        None unless notebook, parameters, program, libraries and everything that the run read are the same.
        """
        if not job.source.is_file():
            return None
        for name in self.files.names(f"{_key(job)}-*"):
            content = self.files.get(name)
            if content is None:
                continue
            stored = json.loads(content)
            if first_change(Reads.from_json(stored["reads"]), inputs) is None:
                return CachedSection(AssembledSection.from_json(stored["section"]), stored["notebook"])
        return None

    def put(self, job: NotebookJob, result: SectionResult) -> None:
        """Store what was made, unless nobody knows what it was made from."""
        if result.reads.opaque:
            return
        stored = {
            "reads": result.reads.to_json(),
            "section": result.section.to_json(),
            "notebook": result.notebook.read_text(encoding="utf-8"),
        }
        content = json.dumps(stored, ensure_ascii=False).encode("utf-8")
        variant = hashlib.sha256(json.dumps(stored["reads"], sort_keys=True).encode("utf-8")).hexdigest()
        key = _key(job)
        if not self.steady():
            return
        self.files.put(f"{key}-{variant[:16]}", content)
        for old in self.files.names(f"{key}-*")[VARIANTS:]:
            self.files.drop(old)


def _key(job: NotebookJob) -> str:
    parameters = json.dumps(dict(job.parameters), sort_keys=True)
    return cache_key(job.section, parameters, job.source.read_bytes())


class CurrentInputs:
    """The inputs as they are now; each is looked at once."""

    def __init__(self, workbook: Workbook) -> None:
        self._given = workbook
        self._workspace = workbook.workspace
        self._workbook = cache(self._load)
        self._table = cache(self._find_table)
        # What the recorder would note now.
        self.digest = cache(self._look)

    def _look(self, ref: InputRef) -> str:
        path = self._workspace.root / ref.where
        match ref.kind:
            case "file":
                return file_digest(path)
            case "names":
                return names_digest(path)
            case "folder":
                return digest(path.is_dir())
            case kind if kind == EVERYTHING:
                return everything_digest(self._workspace)
        table = self._table(ref.where)
        if table is None:
            return UNREADABLE
        return digest(lookup(table, ref.key) if ref.kind == ROW else table)

    def _find_table(self, where: str) -> Any:
        period, _, name = where.partition("/")
        workbook = self._workbook(period)
        return None if workbook is None else _named(workbook, name)

    def _load(self, period: str) -> Workbook | None:
        if period == str(self._given.period):
            return self._given
        try:
            return load_workbook(self._workspace, Period.parse(period), past=True)
        except ReportError:
            return None


def first_change(reads: Reads, inputs: CurrentInputs) -> InputRef | None:
    """The first input that no longer says what the run read; None where all do."""
    return next((ref for ref, noted in reads.items.items() if inputs.digest(ref) != noted), None)


def _named(workbook: Workbook, name: str) -> Any:
    if name == "first_mentions":
        return first_mentions(workbook, Values(workbook))
    return workbook.figures_by_indicator if name == "figures" else getattr(workbook, name)
