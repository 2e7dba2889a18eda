"""A folder of returned files, each opened on its own so that none stops the others."""

import os
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from cchc.base.characters import clean_text
from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.base.progress import Advance, Tell, untold
from cchc.base.spreadsheets.escapes import recognised
from cchc.base.spreadsheets.grid import Book, UnreadableError
from cchc.base.spreadsheets.open_book import is_noise, open_book
from cchc.base.system_errors import reason
from cchc.intake.problems import FilePlace, Problem, error
from cchc.intake.returned.identity import Identity, identify

MOST_FILES = 2_000


@dataclass(frozen=True)
class OpenedFile:
    """A file that could be read and that states whose it is."""

    book: Book
    identity: Identity


@dataclass(frozen=True)
class ReturnedFolder:
    """The files of a folder, and what is wrong with those that cannot be used."""

    files: int
    opened: tuple[OpenedFile, ...]
    problems: tuple[Problem, ...]

    def of_known_units(self, codes: Collection[str]) -> "ReturnedFolder":
        """The same, units recognised whose codes a spreadsheet program has damaged."""
        units = [recognised(file.identity.unit, codes) for file in self.opened]
        opened = [
            replace(file, identity=replace(file.identity, unit=unit))
            for file, unit in zip(self.opened, units, strict=True)
        ]
        return replace(self, opened=tuple(opened))


@dataclass
class _Listing:
    """What a folder holds, sub-folders included, and those that do not let themselves be read."""

    paths: list[Path] = field(default_factory=list)
    refused: list[OSError] = field(default_factory=list)


def open_folder(folder: Path, tell: Tell = untold) -> ReturnedFolder:
    """Open every file, sub-folders included (ReportError where there is nothing to open)."""
    if not folder.is_dir():
        raise ReportError(f"“{folder}” không phải thư mục. Nêu thư mục chứa các tệp đơn vị gửi về.")
    listing = _list(folder)
    if not listing.paths and not listing.refused:
        raise ReportError(f"“{folder}” không có tệp nào.")
    if len(listing.paths) > MOST_FILES:
        raise ReportError(
            f"“{folder}” có {len(listing.paths)} tệp, quá {MOST_FILES}. Nêu đúng thư mục chứa tệp gửi về."
        )
    opened: list[OpenedFile] = []
    problems = [_unread_folder(refusal, folder) for refusal in listing.refused]
    for number, path in enumerate(listing.paths, start=1):
        result = _open(path, _shown_name(path, folder))
        if isinstance(result, OpenedFile):
            opened.append(result)
        else:
            problems += result
        tell(Advance(number, len(listing.paths), "Đọc tệp"))
    return ReturnedFolder(len(listing.paths), tuple(opened), tuple(problems))


def _list(folder: Path) -> _Listing:
    listing = _Listing()
    for root, folders, files in os.walk(folder, onerror=listing.refused.append):
        folders.sort()
        # A link that leads nowhere and a pipe are listed too: they are told, not passed over.
        listing.paths += [path for name in files if not is_noise(path := Path(root, name))]
    listing.paths.sort()
    return listing


def _shown_name(path: Path, folder: Path) -> str:
    """The path below the folder in one line, also of a name that is no text."""
    name = os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")
    return clean_text("".join(char if char.isprintable() else "\ufffd" for char in name))


def _unread_folder(refusal: OSError, folder: Path) -> Problem:
    place = FilePlace(_shown_name(Path(str(refusal.filename)), folder))
    text = f"Không mở được thư mục này ({reason(refusal)}); các tệp trong đó chưa nhập. Kiểm tra quyền đọc."
    return error("tep_khong_doc_duoc", text, place)


def _open(path: Path, file: str) -> OpenedFile | list[Problem]:
    try:
        book = open_book(path, file)
        identity = identify(book)
    except UnreadableError as problem:
        return [error("tep_khong_doc_duoc", str(problem), FilePlace(file))]
    except Exception as problem:
        # One damaged file must never stop the others; what is unforeseen is named.
        text = (
            f"Không đọc được tệp ({type(problem).__name__}). Mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
        )
        return [error("tep_khong_doc_duoc", text, FilePlace(file))]
    return OpenedFile(book, identity) if isinstance(identity, Identity) else identity


def period_of(returned: ReturnedFolder) -> Period:
    """The period that most files state (ReportError where no period has most of them)."""
    counts = Counter(file.identity.period for file in returned.opened)
    # Whatever else is wrong with the folder, a file that could not be used says why.
    why = "".join(f"\n  {problem.line()}" for problem in returned.problems)
    if not counts:
        raise ReportError(f"Không tệp nào cho biết kỳ báo cáo; không nhập gì.{why}")
    period, most = counts.most_common(1)[0]
    if 2 * most <= counts.total():
        listed = ", ".join(f"{p} ({n} tệp)" for p, n in sorted(counts.items()))
        raise ReportError(f"Các tệp thuộc nhiều kỳ: {listed}. Nêu kỳ cần nhập bằng --period.{why}")
    return period
