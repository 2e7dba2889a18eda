"""Digests of files and folders as they are now."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cchc.reuse.reads import ABSENT
from cchc.workspace import Workspace

# JupyterLab's own copies shape nothing.
CHECKPOINTS = ".ipynb_checkpoints"
# Nor do the files by which programs tell each other that one of them has another file open.
PASSING = (".", "~$")
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
        names = sorted(path.name for path in folder.iterdir() if not path.name.startswith(PASSING))
    except OSError:
        return ABSENT
    return hashlib.sha256("\n".join(names).encode("utf-8")).hexdigest()[:32]


def input_digests(workspace: Workspace) -> dict[str, str]:
    """Of every file below data/, params/, notebooks/, by its path in the workspace."""
    found = {}
    for folder in INPUTS:
        for path in sorted((workspace.root / folder).rglob("*")):
            if path.is_file() and CHECKPOINTS not in path.parts and not path.name.startswith(PASSING):
                found[path.relative_to(workspace.root).as_posix()] = file_digest(path)
    return found


def everything_digest(workspace: Workspace) -> str:
    """Of all inputs of the workspace: the names and bytes of its files."""
    return digest_of(input_digests(workspace))


def digest_of(inputs: Mapping[str, str]) -> str:
    """One digest of those of many files."""
    lines = "".join(f"{name} {digest}\n" for name, digest in inputs.items())
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()[:32]
