"""Folders and files that a run works in: its own while it lives, cleared away once it has died.

Whoever works in one holds a lock on it, which the system gives up with the process: neither a reused process
number nor a wrong clock makes a living run look dead. Where nothing can be locked (Windows, some network
drives) age decides.
"""

import contextlib
import errno
import os
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import TracebackType

SECONDS_A_RUN_MAY_TAKE = 24 * 60 * 60
TEMPORARY = "cchc-"
# As the tempfile module ends its names.
RANDOM = re.compile(r"[a-z0-9_]{8}")
# As write_whole() calls the file that it writes aside.
HALF_WRITTEN = re.compile(r"\..+-[0-9a-f]{8}\.tmp")


class WorkingFolder:
    """A new folder, held until it is closed, when it goes with all that is in it (OSError)."""

    def __init__(self, parent: Path, prefix: str) -> None:
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
            with contextlib.suppress(BlockingIOError):
                self._lock = held(self.path)
                if self.path.is_dir():
                    return
            # Another run has cleared it away before it was held.

    def close(self, *, keep: bool = False) -> None:
        """Take it away, unless it is to be kept for the next run."""
        if not keep:
            remove_tree(self.path)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Path:
        return self.path

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def temporary_folder() -> WorkingFolder:
    """A folder among the system's temporary files; those of runs that died go first (OSError)."""
    parent = Path(tempfile.gettempdir())
    _clear_once(parent)
    return WorkingFolder(parent, TEMPORARY)


@cache
def _clear_once(parent: Path) -> None:
    for folder in working_folders(parent, TEMPORARY):
        with taken_over(folder) as dead:
            if dead:
                end_processes_naming(folder)
                remove_tree(folder)


def working_folders(parent: Path, prefix: str) -> list[Path]:
    """Those of this user that any run has made there; none where the folder cannot be read."""
    try:
        with os.scandir(parent) as entries:
            return [
                Path(entry.path)
                for entry in entries
                if entry.name.startswith(prefix)
                and RANDOM.fullmatch(entry.name.removeprefix(prefix))
                and entry.is_dir(follow_symlinks=False)
                and is_mine(entry.stat(follow_symlinks=False))
            ]
    except OSError:
        return []


def is_mine(found: os.stat_result) -> bool:
    """Whether the user owns it; Windows does not tell."""
    return not hasattr(os, "getuid") or found.st_uid == os.getuid()


def clear_half_written(folder: Path) -> None:
    """Take away the files there that a killed run was writing aside."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if HALF_WRITTEN.fullmatch(path.name):
                with taken_over(path) as dead:
                    if dead:
                        path.unlink()


def held(path: Path, *, wait: bool = False) -> int | None:
    """A descriptor that holds the path; None where nothing can be locked.

    Where another holds it: BlockingIOError, or `wait` until it does no more.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        _lock(descriptor, wait=wait)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def hold_file(descriptor: int, path: Path) -> bool:
    """Hold a file just made; False where a run that clears up has taken it away before."""
    with contextlib.suppress(OSError):
        _lock(descriptor)
    return path.exists()


@contextlib.contextmanager
def taken_over(path: Path) -> Iterator[bool]:
    """Whether whoever worked there has died; inside, no other run takes it over."""
    try:
        lock = held(path)
    except BlockingIOError:
        yield False
        return
    if lock is None:
        yield _outdated(path)
        return
    try:
        yield path.exists()
    finally:
        os.close(lock)


def remove_tree(path: Path) -> None:
    """Take a folder away, parts that nobody may write included; what cannot go stays."""
    shutil.rmtree(path, ignore_errors=True)
    if path.exists():
        for folder, _, _ in os.walk(path):
            with contextlib.suppress(OSError):
                Path(folder).chmod(0o700)
        shutil.rmtree(path, ignore_errors=True)


def end_processes_naming(folder: Path) -> None:
    """End every process that was started with this folder as the value of a variable: what a notebook left.

    Those of this process's own group are still at work for it. Where the system shows no environments
    nothing is done.
    """
    value = b"=" + os.fsencode(folder)
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            variables = (process / "environ").read_bytes().split(b"\0")
            named = any(text.endswith(value) for text in variables)
            if named and os.getpgid(int(process.name)) != os.getpgrp():
                os.kill(int(process.name), signal.SIGKILL)


def _lock(descriptor: int, *, wait: bool = False) -> None:
    try:
        import fcntl
    except ImportError:
        raise OSError(errno.ENOTSUP, "no locks") from None
    fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _outdated(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > SECONDS_A_RUN_MAY_TAKE
    except OSError:
        return False
