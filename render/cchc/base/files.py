"""Files on disk: their hashes, and writes that arrive whole or leave all as it was."""

import contextlib
import hashlib
import os
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from cchc.base.findings import ReportError
from cchc.base.system_errors import reason, remedy
from cchc.base.working_folders import hold_file

CONTENT_TYPES = "[Content_Types].xml"
WRITABLE = 0o222
OPEN_IN_EXCEL = "Nếu tệp đang mở trong Excel thì đóng lại rồi chạy lại."


class DeliveryError(ReportError):
    """A file or an edition cannot be put in place; what was there before is untouched."""


def shown_name(name: str) -> str:
    """The name of a file as text that can be printed: bytes that are no UTF-8 as `\\xe1`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal (OSError)."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sha256_of_all(files: Mapping[str, Path]) -> str:
    """One hash over the names and bytes of files, given by name (OSError)."""
    lines = (f"{sha256(path)}  {name}\n" for name, path in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def unreadable(error: OSError | UnicodeDecodeError, absent: str = "Không có tệp này.") -> str:
    """Why a text cannot be read; `absent` where there is none (Vietnamese)."""
    if isinstance(error, FileNotFoundError):
        return absent
    if isinstance(error, UnicodeDecodeError):
        return "Tệp không ở dạng UTF-8."
    return f"Không đọc được tệp: {reason(error)}."


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Write aside, then rename: whoever reads sees all of the old file or all of the new (DeliveryError).

    The mode of the file it replaces stays. `durable` waits until the disk has it; what can be made
    again need not wait.
    """
    # Programs and snapshots of the inputs pass over names that begin with a dot.
    aside = path.with_name(f".{path.name}-{os.urandom(4).hex()}.tmp")
    try:
        _write_aside(aside, content, durable=durable)
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(path, aside)
        aside.replace(path)
    except BaseException as error:
        # Ctrl-C too.
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise DeliveryError(
            f"Không ghi được “{path.name}” ({reason(error)}). {remedy(error, OPEN_IN_EXCEL)} "
            "Tệp cũ vẫn còn nguyên."
        ) from None


def _write_aside(aside: Path, content: bytes, *, durable: bool) -> None:
    while True:
        with aside.open("xb") as file:
            if not hold_file(file.fileno(), aside):
                continue
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
            return


def freeze(folder: Path) -> None:
    """Take the right to write from a folder and all in it (OSError).

    The owner of the files can give it back; `cchc verify` shows what was changed in between.
    """
    for path in [*folder.rglob("*"), folder]:
        path.chmod(path.stat().st_mode & ~WRITABLE)


def thaw(folder: Path) -> None:
    """Give the owner the right to write back (OSError)."""
    # From above: a folder's mode decides nothing about its own, but a reader may need to enter it.
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)


def rezip(path: Path, epoch: int) -> None:
    """Write the archive anew, its parts in a fixed order and with one date."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name))
    stamp = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, stamp)
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
