"""Putting new files in place: all of them or none, and never over one that is there."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from cchc.findings import ReportError
from cchc.system_errors import reason


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
