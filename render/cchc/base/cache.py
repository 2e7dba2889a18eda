"""A folder of results that can all be made again: a file is whole or it is not used."""

import contextlib
import hashlib
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cchc.base.files import DeliveryError, sha256_of_all, write_whole
from cchc.base.installation import program_files

MEGABYTE = 1024 * 1024
DIGEST = 64
IGNORING = ".gitignore"


@dataclass(frozen=True)
class FileCache:
    """Results by name, each with its own checksum.

    Runs at the same time see all of a file or none of it; what cannot be read or written costs time,
    never a report.
    """

    folder: Path
    most_mb: int = 256

    def get(self, name: str) -> bytes | None:
        """What was put under this name; None where it is not there, cut off or damaged."""
        path = self.folder / name
        try:
            stored = path.read_bytes()
            digest, content = stored[:DIGEST], stored[DIGEST:]
            if digest != _digest(content):
                path.unlink()
                return None
            os.utime(path)
        except OSError:
            return None
        return content

    def put(self, name: str, content: bytes) -> None:
        """Store the content under this name, where the folder can be written."""
        with contextlib.suppress(OSError, DeliveryError):
            if not self.folder.is_dir():
                self.folder.mkdir(parents=True, exist_ok=True)
                # No version control should carry what can be made again.
                (self.folder / IGNORING).write_text("*\n", encoding="ascii")
            write_whole(self.folder / name, _digest(content) + content, durable=False)

    def names(self, pattern: str) -> list[str]:
        """The names that a glob pattern finds, the latest used first."""
        found = [(_used(path), path) for path in self.folder.glob(pattern)]
        return [path.relative_to(self.folder).as_posix() for _, path in sorted(found, reverse=True)]

    def tidy(self) -> None:
        """Drop what was not used for the longest time, until the rest fits."""
        paths = [path for path in self.folder.glob("*") if path.is_file() and path.name != IGNORING]
        room = self.most_mb * MEGABYTE
        for path in sorted(paths, key=_used, reverse=True):
            with contextlib.suppress(OSError):
                room -= path.stat().st_size
                if room < 0:
                    path.unlink()


def get_or_make(cache: FileCache | None, name: str, make: Callable[[], bytes]) -> bytes:
    """What is cached under this name, else what `make` makes; without a cache it is made each time."""
    if cache is None:
        return make()
    content = cache.get(name)
    if content is None:
        content = make()
        cache.put(name, content)
    return content


def cache_key(kind: str, *parts: str | bytes, by_program: bool = True) -> str:
    """The name of a result: its kind, and one digest of all that decides it.

    The libraries always do; the program does unless `by_program` says that no code of it takes part.
    """
    digest = hashlib.sha256()
    for part in (libraries(), program() if by_program else "", *parts):
        content = part.encode("utf-8") if isinstance(part, str) else part
        digest.update(f"{len(content)}:".encode("ascii") + content)
    return f"{kind}-{digest.hexdigest()[:32]}"


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode("ascii")


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


@cache
def program() -> str:
    """One hash of this package: its code, templates, filters and styles."""
    return sha256_of_all(program_files())


@cache
def libraries() -> str:
    """One hash of Python's version and of every installed distribution's name and version."""
    installed = {
        info.name
        for folder in sys.path
        for info in Path(folder or ".").glob("*.dist-info")
        # The package's own files are hashed: see program().
        if not info.name.startswith("cchc-")
    }
    lines = [platform.python_version(), platform.system(), platform.machine(), *sorted(installed)]
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()
