"""The inputs as they were before they were read: whether a report is made of one state of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cchc.inputs.workspace import Workspace

ABSENT = "absent"
# JupyterLab's own copies shape nothing.
CHECKPOINTS = ".ipynb_checkpoints"
# Nor do the files by which programs tell each other that one of them has another file open.
PASSING = (".", "~$")
INPUTS = ("data", "params", "notebooks")


def shapes_reports(workspace: Workspace, path: Path) -> bool:
    """Whether a file below these folders can: the panel, and what programs leave there, cannot."""
    passing = CHECKPOINTS in path.parts or path.name.startswith(PASSING)
    return not passing and path != workspace.panel


def file_digest(path: Path) -> str:
    """Of a file's bytes; `absent` where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    except OSError:
        return ABSENT


def names_digest(folder: Path) -> str:
    """Of the names in a folder; `absent` where there is none."""
    try:
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith(PASSING))
    except OSError:
        return ABSENT
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def everything_digest(workspace: Workspace) -> str:
    """Of all inputs of the workspace: the names and bytes of its files."""
    return InputSnapshot.now(workspace).digest


@dataclass(frozen=True)
class InputSnapshot:
    """The digest of every input by its path in the workspace, at one moment."""

    workspace: Workspace
    digests: Mapping[str, str]

    @classmethod
    def now(cls, workspace: Workspace) -> "InputSnapshot":
        """As every file below data/, params/, notebooks/ is now."""
        digests = {
            workspace.relative(path): file_digest(path)
            for folder in INPUTS
            for path in sorted((workspace.root / folder).rglob("*"))
            if path.is_file() and shapes_reports(workspace, path)
        }
        return cls(workspace, digests)

    @property
    def digest(self) -> str:
        """One digest of all of them."""
        lines = "".join(f"{name} {digest}\n" for name, digest in self.digests.items())
        return hashlib.sha256(lines.encode("utf-8")).hexdigest()[:32]

    def changed(self) -> tuple[str, ...]:
        """The inputs that say something else by now, or have come or gone."""
        return self.changed_until(InputSnapshot.now(self.workspace))

    def changed_until(self, later: "InputSnapshot") -> tuple[str, ...]:
        """Those that said something else at that later moment."""
        names = self.digests.keys() | later.digests.keys()
        return tuple(sorted(name for name in names if self.digests.get(name) != later.digests.get(name)))
