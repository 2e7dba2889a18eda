"""A folder of results that can all be made again: a file is whole or it is not used."""

import contextlib
import hashlib
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cchc.base.files import DeliveryError, sha256_of_all, write_whole
from cchc.base.installation import program_files
from cchc.base.own_folder import MINE_ALONE, is_own_file, own_folder

MEGABYTE = 1024 * 1024
DIGEST = 64
# What its folder's name begins with.
WORKSPACE = "so-"
SECONDS_KEPT_UNUSED = 90 * 24 * 60 * 60
# Neither a link nor a pipe is followed.
READING = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class FileCache:
    """Results by name, each with a checksum of name and content; without a folder there are none.

    Runs at the same time see all of a file or none of it; what cannot be read or written costs time,
    never a report. The checksum tells of damage, not of forgery: the folder is one that only the user
    writes to (own_folder.py).
    """

    folder: Path | None
    most_mb: int = 256

    def get(self, name: str) -> bytes | None:
        """What was put under this name; None where it is not there, cut off, damaged or another user's."""
        if self.folder is None:
            return None
        path = self.folder / name
        try:
            stored = _read_own(path)
            digest, content = stored[:DIGEST], stored[DIGEST:]
            if digest != _digest(name, content):
                path.unlink()
                return None
            os.utime(path)
        except OSError:
            return None
        return content

    def put(self, name: str, content: bytes) -> None:
        """Store the content under this name, where the folder can be written."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError, DeliveryError):
            self.folder.mkdir(mode=MINE_ALONE, parents=True, exist_ok=True)
            write_whole(self.folder / name, _digest(name, content) + content, durable=False)

    def drop(self, name: str) -> None:
        """Have nothing under this name."""
        if self.folder is not None:
            with contextlib.suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)

    def names(self, pattern: str) -> list[str]:
        """The names that a glob pattern finds, the latest used first."""
        if self.folder is None:
            return []
        found = [(_used(path), path) for path in self.folder.glob(pattern)]
        return [path.name for _, path in sorted(found, reverse=True)]

    def tidy(self) -> None:
        """Drop what was not used for the longest time, until the rest fits."""
        room = self.most_mb * MEGABYTE
        for name in self.names("*"):
            with contextlib.suppress(OSError):
                room -= self._size(name)
                if room < 0:
                    self.drop(name)

    def _size(self, name: str) -> int:
        return 0 if self.folder is None else (self.folder / name).lstat().st_size


def shared_cache() -> FileCache:
    """The user's cache of what is the same for every workspace."""
    return FileCache(own_folder())


def workspace_cache(root: Path) -> FileCache:
    """The user's cache of one workspace; it stands apart from it, as nobody knows who filled one inside."""
    folder = own_folder()
    name = WORKSPACE + hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]
    return FileCache(None if folder is None else folder / name)


def forget_old_workspaces() -> None:
    """Drop the caches of workspaces that nobody worked with for long: moved, or thrown away."""
    if (folder := own_folder()) is None:
        return
    for old in folder.glob(f"{WORKSPACE}*"):
        with contextlib.suppress(OSError):
            if _old(old) and all(map(_old, old.iterdir())):
                shutil.rmtree(old, ignore_errors=True)


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


def _read_own(path: Path) -> bytes:
    """The bytes of a file of the user's own (OSError; whatever else has that name is taken away)."""
    if not is_own_file(path.lstat()):
        path.unlink()
    with os.fdopen(os.open(path, READING), "rb") as file:
        return file.read()


def _digest(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode("utf-8") + b"\n" + content).hexdigest().encode("ascii")


def _old(path: Path) -> bool:
    return time.time() - _used(path) > SECONDS_KEPT_UNUSED


def _used(path: Path) -> float:
    try:
        return path.lstat().st_mtime
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
