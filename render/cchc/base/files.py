"""Moving a finished edition into place: all of it, or nothing."""

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
from tempfile import mkdtemp

from cchc.base.findings import ReportError, reason

SECONDS_A_RUN_MAY_TAKE = 24 * 60 * 60


class DeliveryError(ReportError):
    """The edition cannot be put in place; what was published before is untouched."""


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

    What they replace is kept until all have arrived, and put back if one cannot (DeliveryError).
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(refused(output, error)) from None
    with _one_at_a_time(output):
        return _moved(items, output)


def _moved(items: Sequence[Path], output: Path) -> list[Path]:
    kept: list[tuple[Path, Path]] = []
    arrived: list[Path] = []
    try:
        for item in items:
            target = output / item.name
            if target.exists():
                aside = item.parent / f".truoc-{item.name}"
                target.replace(aside)
                kept.append((aside, target))
            item.replace(target)
            arrived.append(target)
    except BaseException as error:
        # Ctrl-C too.
        for target in arrived:
            _remove(target)
        for aside, target in kept:
            aside.replace(target)
        if isinstance(error, OSError):
            raise DeliveryError(refused(output, error)) from None
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


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal (OSError)."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sha256_of_all(files: Mapping[str, Path]) -> str:
    """One hash over the names and bytes of files, given by name (OSError)."""
    lines = (f"{sha256(path)}  {name}\n" for name, path in sorted(files.items()))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


class ScaffoldError(ReportError):
    """The scaffold cannot be made; nothing was written."""


def refuse_existing(paths: list[Path], advice: str) -> None:
    """ScaffoldError that lists what is in the way."""
    there = [path for path in paths if path.exists()]
    if there:
        names = "".join(f"\n  {path}" for path in there)
        raise ScaffoldError(f"Không ghi đè, chưa ghi gì. Đã có sẵn:{names}\n{advice}")


def put_in_place(root: Path, files: Mapping[str, str], tops: list[str]) -> list[Path]:
    """Write `files` (by path under `root`) beside their place, then move each of `tops` there.

    `tops` are the new files and folders that together hold all of them. ScaffoldError where one
    cannot be written; what was moved before is taken back.
    """
    arrived: list[Path] = []
    made = _missing_parents(root, tops)
    try:
        root.mkdir(parents=True, exist_ok=True)
        build = Path(mkdtemp(prefix=".cchc-", dir=root))
    except OSError as error:
        raise ScaffoldError(_refused(root, error)) from None
    try:
        for name, text in files.items():
            path = build / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        for top in tops:
            target = root / top
            refuse_existing([target], "Chạy lại sau khi dọn chỗ.")
            target.parent.mkdir(parents=True, exist_ok=True)
            (build / top).rename(target)
            arrived.append(target)
    except (OSError, ScaffoldError) as error:
        for path in arrived:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for folder in made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        if isinstance(error, ScaffoldError):
            raise
        raise ScaffoldError(_refused(root, error)) from None
    finally:
        shutil.rmtree(build, ignore_errors=True)
    return arrived


def _missing_parents(root: Path, tops: list[str]) -> list[Path]:
    return [parent for top in tops if not (parent := (root / top).parent).exists()]


def _refused(folder: Path, error: OSError) -> str:
    return f"Không ghi được vào “{folder}” ({reason(error)}). Kiểm tra quyền ghi rồi chạy lại; chưa ghi gì."


FIRST = "[Content_Types].xml"
# A ZIP file cannot hold an earlier date.
EARLIEST = 315_532_800


def rezip(path: Path, epoch: int) -> None:
    """Write the archive anew, its parts in a fixed order and with one date."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts, key=lambda name: (name != FIRST, name))
    moment = datetime.fromtimestamp(epoch, UTC)
    stamp = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name])
