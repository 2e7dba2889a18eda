"""sha256 of files and of folders."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal (OSError)."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sha256_of_all(folder: Path, patterns: Iterable[str]) -> str:
    """One hash over names and bytes of every file below a folder that a pattern finds."""
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    lines = (
        f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(found)
        if "__pycache__" not in path.parts
    )
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()
