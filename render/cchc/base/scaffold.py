"""New files and folders of a workspace: all of them, or none, and never over what is there."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cchc.base.delivery import kept_for_its_journal, make_all, move_to, settle
from cchc.base.findings import ReportError
from cchc.base.system_errors import reason, remedy
from cchc.base.working_folders import WorkingFolder

SCAFFOLD = "cchc-new"


class ScaffoldError(ReportError):
    """The scaffold cannot be made; nothing was written."""


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
        settle(root / SCAFFOLD)
        with kept_for_its_journal(WorkingFolder(root, f".{SCAFFOLD}-")) as build:
            for name, text in files.items():
                path = Path(build, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
            refuse_existing([root / top for top in tops], "Chạy lại sau khi dọn chỗ.")
            for folder in new_parents:
                folder.mkdir(parents=True, exist_ok=True)
            make_all([move_to(root / top, build / top) for top in tops], build)
            return [root / top for top in tops]
    except (OSError, ReportError) as error:
        for folder in new_parents:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        if isinstance(error, OSError):
            raise ScaffoldError(_not_written(root, error)) from None
        raise


def _not_written(root: Path, error: OSError) -> str:
    cause = reason(error)
    what_to_do = remedy(error, "Kiểm tra quyền ghi rồi chạy lại.")
    return f"Không ghi được vào “{root}” ({cause}); chưa ghi gì. {what_to_do}"
