"""Read-only, so that nothing changes a final edition by accident."""

from pathlib import Path

WRITABLE = 0o222


def freeze(folder: Path) -> None:
    """Take the right to write from a folder and all in it (OSError).

    The owner of the files can give it back; `cchc verify` tells what was changed in between.
    """
    for path in [*folder.rglob("*"), folder]:
        path.chmod(path.stat().st_mode & ~WRITABLE)


def thaw(folder: Path) -> None:
    """Give the owner the right to write back (OSError)."""
    # From above: a folder's mode decides nothing about its own, but a reader may need to enter it.
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)


def writable_files(folder: Path) -> list[str]:
    """The files that no longer are read-only, by path."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_mode & WRITABLE
    ]
