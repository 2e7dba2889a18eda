"""Sections made by earlier runs, each with what it read."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cchc.assembled import AssembledSection
from cchc.execution.job import NotebookJob
from cchc.reuse.kept_files import KeptFiles
from cchc.reuse.making import libraries, program
from cchc.reuse.reads import Reads
from cchc.reuse.verifying import Inputs, first_change

# Correcting a figure back and forth finds both sections.
VARIANTS = 4


@dataclass(frozen=True)
class MadeSection:
    """A section, the executed notebook it comes from, and what that run read."""

    section: AssembledSection
    notebook: Path
    reads: Reads


@dataclass(frozen=True)
class KeptSection:
    """A section as it was kept, and the text of its executed notebook."""

    section: AssembledSection
    notebook: str


@dataclass(frozen=True)
class SectionShelf:
    """The sections that may be used again, in files of their own.

    `steady` says whether the inputs are still those that the run began with.
    """

    files: KeptFiles
    steady: Callable[[], bool] = lambda: True

    def find(self, job: NotebookJob, inputs: Inputs) -> KeptSection | None:
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
                return KeptSection(AssembledSection.from_json(kept["section"]), kept["notebook"])
        return None

    def keep(self, job: NotebookJob, made: MadeSection) -> None:
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
