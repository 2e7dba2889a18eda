"""Moving a finished edition into place: all of it, or nothing."""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from cchc.findings import ReportError
from cchc.system_errors import reason

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
