"""An edition as it is kept: a numbered folder with a manifest of what is in it.

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
from cchc.inputs.workspace import Workspace

MANIFEST = "manifest.json"
# Holds the hash of the manifest, as sha256sum writes and checks it.
SEAL = "manifest.sha256"
NUMBER = re.compile(r"\d{4,}")


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
        """Whether it is known to be none: a manifest that is lost says neither."""
        return self.manifest.get("final") is False

    @property
    def kind(self) -> str:
        """As users read it."""
        return "chính thức" if self.final else "dự thảo" if self.draft else "không rõ"

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
    """The editions kept in `editions/`, oldest first; none where the folder is missing."""
    found = [path for path in folder.glob("*") if NUMBER.fullmatch(path.name) and path.is_dir()]
    return sorted((load_edition(path) for path in found), key=lambda edition: edition.number)


def load_edition(folder: Path) -> Edition:
    """One edition, whatever state its manifest is in."""
    return Edition(folder, read_manifest(folder / MANIFEST))


def find_edition(folder: Path, number: int) -> Edition:
    """The edition of this number (ReportError names those that are kept)."""
    editions = load_editions(folder)
    for edition in editions:
        if edition.number == number:
            return edition
    names = ", ".join(edition.name for edition in editions) or "chưa có bản nào"
    raise ReportError(f"Kỳ {folder.parent.name} không lưu bản số {number:04d}. Các bản đang lưu: {names}.")


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest as data; empty where it is missing or cannot be read."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


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
