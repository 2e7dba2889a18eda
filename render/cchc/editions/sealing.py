"""Proof that an edition is as it was made, and how far the proof goes.

The manifest holds the sha256 of every file, the seal beside it that of the manifest. Whoever rewrites
manifest and seal alike leaves no trace in the folder; the fingerprint, noted elsewhere, shows it still.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.base.files import WRITABLE, sha256
from cchc.editions.edition import MANIFEST, SEAL, Edition


def writable_files(folder: Path) -> list[str]:
    """The files that no longer are read-only, by path."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_mode & WRITABLE
    ]


@dataclass(frozen=True)
class SealVerdict:
    """What was found of an edition, in Vietnamese; `fingerprint` is the manifest's sha256 as it is now."""

    edition: Edition
    fingerprint: str
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def seal(folder: Path) -> None:
    """Write the manifest's hash beside it (OSError)."""
    line = f"{sha256(folder / MANIFEST)}  {MANIFEST}\n"
    (folder / SEAL).write_text(line, encoding="ascii", newline="\n")


def seal_of(folder: Path) -> str | None:
    """The manifest's hash as the seal has it; None where there is none."""
    try:
        words = (folder / SEAL).read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return None
    return words[0] if words else ""


def verify(edition: Edition, noted: str = "") -> SealVerdict:
    """Recompute every hash; `noted` is the fingerprint as someone wrote it down when the edition was made."""
    fingerprint = sha256(edition.folder / MANIFEST) if (edition.folder / MANIFEST).is_file() else ""
    problems = [*_of_manifest(edition, fingerprint, noted), *(_of_files(edition) if edition.manifest else ())]
    open_files = writable_files(edition.folder) if edition.final else []
    remarks = (f"không còn ở chế độ chỉ đọc: {', '.join(open_files)}",) if open_files else ()
    return SealVerdict(edition, fingerprint, tuple(problems), remarks)


def _of_manifest(edition: Edition, fingerprint: str, noted: str) -> Iterator[str]:
    if not edition.manifest:
        what = "không đọc được" if fingerprint else "thiếu"
        yield f"{what} {MANIFEST}: không còn gì để đối chiếu các tệp của bản này"
        return
    sealed = seal_of(edition.folder)
    if sealed is None:
        yield f"thiếu {SEAL}: không biết {MANIFEST} có bị sửa hay không"
    elif sealed != fingerprint:
        yield f"{MANIFEST} hoặc {SEAL} đã bị sửa: hai tệp không còn khớp nhau"
    if noted and noted.lower() != fingerprint:
        yield f"{MANIFEST} không phải bản đã ghi lại mã {noted}"
    if edition.manifest.get("edition") != edition.number:
        yield f"{MANIFEST} là của bản số {edition.manifest.get('edition')}, không phải {edition.name}"
    if edition.manifest.get("period") != edition.folder.parent.parent.name:
        yield f"{MANIFEST} là của kỳ {edition.manifest.get('period')}"


def _of_files(edition: Edition) -> Iterator[str]:
    here = set(edition.sizes) - {MANIFEST, SEAL}
    for name, recorded in sorted(edition.recorded.items()):
        if name not in here:
            yield f"mất tệp {name}"
        elif sha256(edition.folder / name) != recorded:
            yield f"đã sửa tệp {name}"
    for name in sorted(here - set(edition.recorded)):
        yield f"thêm tệp {name}"
