"""Digests of files and folders as they are now."""

import hashlib
from pathlib import Path

from cchc.reuse.reads import ABSENT
from cchc.workspace import Workspace

# JupyterLab's own copies shape nothing.
CHECKPOINTS = ".ipynb_checkpoints"
INPUTS = ("data", "params", "notebooks")


def file_digest(path: Path) -> str:
    """Of a file's bytes; `absent` where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    except OSError:
        return ABSENT


def names_digest(folder: Path) -> str:
    """Of the names in a folder; `absent` where there is none."""
    try:
        names = sorted(path.name for path in folder.iterdir() if path.name != CHECKPOINTS)
    except OSError:
        return ABSENT
    return hashlib.sha256("\n".join(names).encode("utf-8")).hexdigest()[:32]


def everything_digest(workspace: Workspace) -> str:
    """Of all inputs of the workspace: names and bytes of every file below data/, params/, notebooks/."""
    lines = []
    for folder in INPUTS:
        for path in sorted((workspace.root / folder).rglob("*")):
            if path.is_file() and CHECKPOINTS not in path.parts:
                lines.append(f"{path.relative_to(workspace.root).as_posix()} {file_digest(path)}\n")
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()[:32]
