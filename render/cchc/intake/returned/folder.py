"""A folder of returned files, each opened on its own so that none stops the others."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.base.progress import Advance, Tell, untold
from cchc.base.spreadsheets.grid import Book, UnreadableError
from cchc.base.spreadsheets.open_book import is_noise, open_book
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


def open_folder(folder: Path, tell: Tell = untold) -> ReturnedFolder:
    """Open every file, sub-folders included (ReportError where there is nothing to open)."""
    if not folder.is_dir():
        raise ReportError(f"“{folder}” không phải thư mục. Nêu thư mục chứa các tệp đơn vị gửi về.")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not is_noise(path))
    if not paths:
        raise ReportError(f"“{folder}” không có tệp nào.")
    if len(paths) > MOST_FILES:
        raise ReportError(
            f"“{folder}” có {len(paths)} tệp, quá {MOST_FILES}. Nêu đúng thư mục chứa tệp gửi về."
        )
    opened: list[OpenedFile] = []
    problems: list[Problem] = []
    for number, path in enumerate(paths, start=1):
        result = _open(path, path.relative_to(folder).as_posix())
        if isinstance(result, OpenedFile):
            opened.append(result)
        else:
            problems += result
        tell(Advance(number, len(paths), "Đọc tệp"))
    return ReturnedFolder(len(paths), tuple(opened), tuple(problems))


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


def period_of(opened: Iterable[OpenedFile]) -> Period:
    """The period that most files state (ReportError where no period has most of them)."""
    counts = Counter(file.identity.period for file in opened)
    if not counts:
        raise ReportError("Không tệp nào cho biết kỳ báo cáo; không nhập gì.")
    period, most = counts.most_common(1)[0]
    if 2 * most <= counts.total():
        listed = ", ".join(f"{p} ({n} tệp)" for p, n in sorted(counts.items()))
        raise ReportError(f"Các tệp thuộc nhiều kỳ: {listed}. Nêu kỳ cần nhập bằng --period.")
    return period
