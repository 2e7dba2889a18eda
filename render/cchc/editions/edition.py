"""An edition: a numbered folder with a manifest of what is in it, and how one is found.

`output/<period>/editions/0001/` holds the published files, figures.csv, figures.xlsx, findings.csv,
manifest.json and its seal, and what the files were made from: sections/*.md, documents.csv.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cchc.base.findings import ReportError, Severity
from cchc.base.period import Period
from cchc.base.system_errors import reason
from cchc.inputs.workspace import Workspace

MANIFEST = "manifest.json"
# Holds the hash of the manifest, as sha256sum writes and checks it.
SEAL = "manifest.sha256"
NUMBER = re.compile(r"\d{4,}")
# As users name the last edition of a period: 2020-H1@moi_nhat.
LATEST = "moi_nhat"


@dataclass(frozen=True)
class Edition:
    """One edition; the manifest is empty where it cannot be read."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its number as its folder writes it: `0003`."""
        return self.folder.name

    @property
    def number(self) -> int:
        """Counts from 1."""
        return int(self.folder.name)

    @property
    def final(self) -> bool:
        """Whether it is frozen."""
        return self.manifest.get("final") is True

    @property
    def draft(self) -> bool:
        """Whether it is known not to be: a manifest that is lost says neither."""
        return self.manifest.get("final") is False

    @property
    def kind(self) -> str:
        """As users read it."""
        return "chính thức" if self.final else "dự thảo" if self.draft else "không rõ"

    @property
    def early(self) -> str:
        """Why it was made official before its time; empty where it was not."""
        return str(self.manifest.get("early") or "")

    @property
    def outputs(self) -> Mapping[str, str]:
        """The published files: sha256 by name."""
        return dict(self.manifest.get("outputs") or {})

    @property
    def recorded(self) -> Mapping[str, str]:
        """Every file that the manifest names: sha256 by path."""
        return {**self.outputs, **dict(self.manifest.get("text") or {})}

    @property
    def made(self) -> datetime | None:
        """When it was made, in the machine's own time."""
        try:
            return datetime.fromisoformat(str(self.manifest.get("made"))).astimezone()
        except ValueError:
            return None

    @property
    def findings(self) -> Mapping[Severity, int]:
        """How many of each severity its checks found."""
        counted = self.manifest.get("findings") or {}
        return {severity: int(counted.get(severity.value, 0)) for severity in Severity}

    @property
    def sizes(self) -> Mapping[str, int]:
        """Bytes of every file in it, by path."""
        return {
            path.relative_to(self.folder).as_posix(): path.stat().st_size
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


def load_editions(folder: Path) -> list[Edition]:
    """The editions in `editions/`, oldest first; none where the folder is missing."""
    return [load_edition(path) for path in edition_folders(folder).values()]


def load_edition(folder: Path) -> Edition:
    """One edition, whatever state its manifest is in."""
    return Edition(folder, read_manifest(folder / MANIFEST))


def open_edition(folder: Path) -> Edition:
    """One edition whose manifest names its period (ReportError says what is wrong with it)."""
    path = folder / MANIFEST
    try:
        manifest = _parsed(path)
    except OSError as error:
        raise ReportError(
            f"“{folder}” không phải thư mục của một bản báo cáo: không đọc được {MANIFEST} ({reason(error)})."
        ) from None
    except ValueError:
        raise ReportError(f"“{path}” không đúng dạng JSON: tệp bị hỏng hay bị sửa tay.") from None
    if "period" not in manifest:
        raise ReportError(f"“{path}” không nêu kỳ báo cáo (period), nên không biết đây là bản của kỳ nào.")
    return Edition(folder, manifest)


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest as data; empty where it is missing or cannot be read."""
    try:
        return _parsed(path)
    except (OSError, ValueError):
        return {}


def _parsed(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    return data if isinstance(data, dict) else {}


def find_edition(folder: Path, number: int) -> Edition:
    """The edition of this number in `editions/` (ReportError names those that there are)."""
    folders = edition_folders(folder)
    if number in folders:
        return load_edition(folders[number])
    names = ", ".join(path.name for path in folders.values()) or "chưa có bản nào"
    raise ReportError(f"Kỳ {folder.parent.name} không lưu bản số {number:04d}. Các bản đang lưu: {names}.")


def named_edition(name: str, workspace: Workspace) -> Path:
    """The folder of `2020-H1@3`, `2020-H1@moi_nhat`, `2020-H1` (the latest) or of a path (ReportError)."""
    if (path := Path(name)).is_dir() and "@" not in name:
        return path
    text, at, which = name.partition("@")
    if "/" in name or "\\" in name:
        raise ReportError(f"Không có thư mục “{name}”.")
    period = Period.parse(text)
    folders = edition_folders(workspace.editions(period))
    if not folders:
        raise ReportError(
            f"Kỳ {period} chưa có bản nào trong output/{period}/editions/. "
            f"Dựng một bản trước: cchc report {period}"
        )
    if which == LATEST or not at:
        return folders[max(folders)]
    if not which.isdigit() or int(which) not in folders:
        numbers = ", ".join(str(number) for number in folders)
        raise ReportError(
            f"Kỳ {period} không có bản “{which}”. Các bản đang giữ: {numbers}; "
            f"bản mới nhất gọi là {period}@{LATEST}."
        )
    return folders[int(which)]


def latest_edition_folder(editions: Path, *, but: int | None = None) -> Path | None:
    """The last edition in `editions/`, `but` not that number; None where there is none."""
    folders = edition_folders(editions)
    return next((folders[number] for number in reversed(folders) if number != but), None)


def edition_folders(editions: Path) -> dict[int, Path]:
    """The folders in `editions/` by number, oldest first; none where there is no such folder (OSError)."""
    try:
        found = [path for path in editions.iterdir() if NUMBER.fullmatch(path.name) and path.is_dir()]
    except FileNotFoundError:
        return {}
    return dict(sorted((int(path.name), path) for path in found))
