"""Files on disk: their hashes, and writes that arrive whole or leave all as it was."""

import contextlib
import hashlib
import os
import shutil
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from cchc.base.findings import ReportError, reason

SECONDS_A_RUN_MAY_TAKE = 24 * 60 * 60
CONTENT_TYPES = "[Content_Types].xml"
# A ZIP file cannot hold an earlier date.
EARLIEST = 315_532_800


class DeliveryError(ReportError):
    """A file or an edition cannot be put in place; what was there before is untouched."""


class ScaffoldError(ReportError):
    """The scaffold cannot be made; nothing was written."""


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
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(path, aside)
        aside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)
        raise DeliveryError(
            f"Không ghi được “{path.name}” ({reason(error)}). Nếu tệp đang mở trong Excel thì đóng lại "
            "rồi chạy lại; tệp cũ vẫn còn nguyên."
        ) from None


@contextmanager
def build_folder(output: Path) -> Iterator[Path]:
    """A folder beside `output` to build in; gone afterwards (DeliveryError)."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix=f".{output.name}-", dir=output.parent))
    except OSError as error:
        raise DeliveryError(refused(output.parent, error)) from None
    try:
        _clear_leftovers(output)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear_leftovers(output: Path) -> None:
    """Folders of runs that were killed; none that a run may still be at work in."""
    for folder in output.parent.glob(f".{output.name}-*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > SECONDS_A_RUN_MAY_TAKE:
                shutil.rmtree(folder)


def deliver(items: Sequence[Path], output: Path) -> list[Path]:
    """Move files and folders into `output` under their own names.

    What they replace is set aside until all have arrived, and put back if one cannot (DeliveryError).
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with _one_at_a_time(output):
            return _move_all({item: output / item.name for item in items})
    except OSError as error:
        raise DeliveryError(refused(output, error)) from None


def _move_all(targets: Mapping[Path, Path]) -> list[Path]:
    """Each item to its target, or none of them (OSError)."""
    replaced: list[tuple[Path, Path]] = []
    arrived: list[Path] = []
    try:
        for item, target in targets.items():
            if target.exists():
                aside = item.parent / f".truoc-{item.name}"
                target.replace(aside)
                replaced.append((aside, target))
            item.replace(target)
            arrived.append(target)
    except BaseException:
        # Ctrl-C too.
        for target in arrived:
            _remove(target)
        for aside, target in replaced:
            aside.replace(target)
        raise
    return arrived


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Runs that deliver at once would take each other's files away: one waits, where folders lock."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Not on every network drive.
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def refused(folder: Path, error: OSError) -> str:
    """What a user reads when the system does not let an edition arrive."""
    return (
        f"Không ghi được vào “{folder}” ({reason(error)}). Kiểm tra quyền ghi của thư mục; "
        "nếu báo cáo cũ đang mở trong Word hoặc trình đọc PDF thì đóng lại rồi chạy lại. "
        "Bản đã có vẫn còn nguyên."
    )


def refuse_existing(paths: Sequence[Path], advice: str) -> None:
    """ScaffoldError that lists what is in the way."""
    there = [path for path in paths if path.exists()]
    if there:
        names = "".join(f"\n  {path}" for path in there)
        raise ScaffoldError(f"Không ghi đè, chưa ghi gì. Đã có sẵn:{names}\n{advice}")


def put_in_place(root: Path, files: Mapping[str, str], tops: Sequence[str]) -> list[Path]:
    """Write `files` (by path under `root`) beside their place, then move each of `tops` there.

    `tops` are the new files and folders that together hold all of them. ScaffoldError where one
    cannot be written; what was moved before is taken back.
    """
    new_parents = [parent for top in tops if not (parent := (root / top).parent).exists()]
    try:
        root.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".cchc-", dir=root, ignore_cleanup_errors=True) as build:
            for name, text in files.items():
                path = Path(build, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            refuse_existing([root / top for top in tops], "Chạy lại sau khi dọn chỗ.")
            for folder in new_parents:
                folder.mkdir(parents=True, exist_ok=True)
            return _move_all({Path(build, top): root / top for top in tops})
    except (OSError, ScaffoldError) as error:
        for folder in new_parents:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        if isinstance(error, ScaffoldError):
            raise
        raise ScaffoldError(
            f"Không ghi được vào “{root}” ({reason(error)}). Kiểm tra quyền ghi rồi chạy lại; chưa ghi gì."
        ) from None


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
