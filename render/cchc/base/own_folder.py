"""The user's own cache folder: what is in it was put there by this user, and came with no workspace."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc.base.environment import changed_environment
from cchc.base.working_folders import is_mine, temporary_folder

CACHE_VARIABLE = "CCHC_CACHE_DIR"
OTHERS_MAY_WRITE = 0o022
MINE_ALONE = 0o700
ADMINISTRATOR = 0


def own_folder() -> Path | None:
    """The folder, made where it is missing: `CCHC_CACHE_DIR`, else where the system keeps caches.

    None where it cannot be written, or where somebody else owns it or may write to it.
    """
    folder = _wanted()
    return folder if folder.is_absolute() and _is_mine_alone(folder) else None


@contextmanager
def some_own_folder() -> Iterator[None]:
    """While this lasts there is such a folder, for the processes begun here too: a fresh one if need be."""
    if own_folder() is not None:
        yield
        return
    # Held: what nobody holds, the next command clears away.
    with temporary_folder() as fresh, changed_environment({CACHE_VARIABLE: str(fresh.resolve())}):
        yield


def is_own_file(found: os.stat_result) -> bool:
    """Whether this is an ordinary file that belongs to the user."""
    return stat.S_ISREG(found.st_mode) and is_mine(found)


def _wanted() -> Path:
    if given := os.environ.get(CACHE_VARIABLE):
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("cchc", appauthor=False)


def _is_mine_alone(folder: Path) -> bool:
    """Whether it is there, made if need be, and the user's alone."""
    try:
        if not folder.exists() and not _may_make(folder):
            return False
        folder.mkdir(mode=MINE_ALONE, parents=True, exist_ok=True)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or not is_mine(found) or _others_may_write(found):
            return False
        folder.chmod(MINE_ALONE)
        return os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def _may_make(folder: Path) -> bool:
    """Not in somebody else's home: an administrator would leave what its owner cannot use there."""
    above = next(parent for parent in folder.parents if parent.exists()).stat()
    return is_mine(above) or above.st_uid == ADMINISTRATOR


def _others_may_write(found: os.stat_result) -> bool:
    # Windows tells nothing by the mode, and keeps a user's folders from others by itself.
    return os.name != "nt" and bool(found.st_mode & OTHERS_MAY_WRITE)
