"""Files of a workspace changed together: all of them, or none; and never over what another program wrote."""

from collections.abc import Mapping
from pathlib import Path

from cchc.base.delivery import kept_for_its_journal, make_all, move_to, settle
from cchc.base.files import OPEN_IN_EXCEL, DeliveryError
from cchc.base.system_errors import reason, remedy
from cchc.base.working_folders import WorkingFolder

REWRITING = "cchc-sua"


def rewrite(root: Path, before: Mapping[Path, bytes | None], after: Mapping[Path, bytes]) -> None:
    """Write `after` below `root` where the files still are as in `before`: None for a new one.

    DeliveryError where one cannot be written or has been changed since.
    What killed runs had begun is finished first.
    """
    try:
        settle(root / REWRITING)
        with kept_for_its_journal(WorkingFolder(root, f".{REWRITING}-")) as build:
            moves = []
            for number, (path, content) in enumerate(after.items()):
                # Beside what a link leads to, the link stays.
                target, item = path.resolve(), build / f"{number}-{path.name}"
                target.parent.mkdir(parents=True, exist_ok=True)
                item.write_bytes(content)
                if target.exists():
                    item.chmod(target.stat().st_mode)
                moves.append(move_to(target, item))
            for path, expected in before.items():
                _refuse_if_changed(path, expected)
            make_all(moves, build)
    except OSError as error:
        raise DeliveryError(
            f"Không ghi được vào “{root}” ({reason(error)}); chưa sửa gì. {remedy(error, OPEN_IN_EXCEL)}"
        ) from None


def _refuse_if_changed(path: Path, before: bytes | None) -> None:
    now = path.read_bytes() if path.exists() else None
    if now != before:
        raise DeliveryError(
            f"“{path.name}” vừa được chương trình khác sửa; chưa sửa gì. Lưu và đóng tệp ấy rồi chạy lại."
        )
