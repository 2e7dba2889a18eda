"""Imports into one period, one after the other: each reads what the one before has written."""

from collections.abc import Iterator
from contextlib import contextmanager

from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.inputs.workspace import Workspace

# Seconds; an import takes a few.
PATIENCE = 120.0
LOCK_NAME = ".nhap.lock"


@contextmanager
def one_import_at_a_time(workspace: Workspace, period: Period) -> Iterator[None]:
    """Wait for the other import of this period (ReportError where it takes longer than PATIENCE).

    The system ends the lock with its process. Where the folder cannot be written nobody waits.
    """
    from filelock import FileLock, Timeout

    path = workspace.output(period) / "intake" / LOCK_NAME
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise ReportError(
            f"Một lệnh khác đang nhập số liệu kỳ {period}, đã đợi {PATIENCE:.0f} giây; chưa nhập gì. "
            "Đợi lệnh ấy xong rồi chạy lại."
        ) from None
    except OSError:
        yield
        return
    try:
        yield
    finally:
        lock.release()
