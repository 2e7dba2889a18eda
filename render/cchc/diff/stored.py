"""The editions that a workspace keeps, and what a user calls them."""

import re
from pathlib import Path

from cchc.findings import ReportError
from cchc.period import Period
from cchc.workspace import Workspace

FOLDER = "editions"
LATEST = "moi_nhat"
NUMBERED = re.compile(r"\d+")


def edition_folders(output: Path) -> dict[int, Path]:
    """The editions below output/<period>, by number, the earliest first."""
    folders = (output / FOLDER).glob("*") if (output / FOLDER).is_dir() else ()
    found = {int(path.name): path for path in folders if NUMBERED.fullmatch(path.name) and path.is_dir()}
    return dict(sorted(found.items()))


def latest_edition_folder(output: Path, *, but: int | None = None) -> Path | None:
    """The last edition below output/<period>, `but` not that number; None where none is kept."""
    folders = edition_folders(output)
    return next((folders[number] for number in reversed(folders) if number != but), None)


def named_edition(name: str, workspace: Workspace) -> Path:
    """The folder of `2020-H1@3`, `2020-H1@moi_nhat`, `2020-H1` (the latest) or of a path (ReportError)."""
    if (path := Path(name)).is_dir() and "@" not in name:
        return path
    text, at, which = name.partition("@")
    if "/" in name or "\\" in name:
        raise ReportError(f"Không có thư mục “{name}”.")
    period = Period.parse(text)
    kept = edition_folders(workspace.output(period))
    if not kept:
        raise ReportError(
            f"Kỳ {period} chưa có bản nào trong output/{period}/{FOLDER}/. "
            f"Dựng một bản trước: cchc report {period}"
        )
    if which == LATEST or not at:
        return kept[max(kept)]
    if not which.isdigit() or int(which) not in kept:
        numbers = ", ".join(str(number) for number in kept)
        raise ReportError(
            f"Kỳ {period} không có bản “{which}”. Các bản đang giữ: {numbers}; "
            f"bản mới nhất gọi là {period}@{LATEST}."
        )
    return kept[int(which)]
