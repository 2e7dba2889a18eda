"""The inputs of a workspace under change: what each file will be, tried before anything is written."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc.base.findings import ReportError
from cchc.base.rewriting import rewrite
from cchc.base.spreadsheets.csv_text import encoding_of
from cchc.base.spreadsheets.grid import UnreadableError
from cchc.base.table_files import BOOK, BrokenRowError, in_place
from cchc.base.working_folders import temporary_folder
from cchc.inputs.snapshot import CHECKPOINTS, INPUTS, PASSING
from cchc.inputs.workspace import Workspace

KINDS = (".csv", BOOK, ".yml", ".md", ".ipynb", ".py")
ONLY_CSV = (
    "“{book}” là tệp Excel; lệnh này chỉ sửa được tệp CSV. Mở bằng Excel, Lưu thành → CSV UTF-8 với tên "
    "{name}, chuyển {book} ra ngoài data/ rồi chạy lại. Chưa sửa gì."
)


UNREAD = (
    "“{file}” không đọc được nên không biết có tên ấy hay không; chưa sửa gì. Sửa tệp ấy (cchc check nói "
    "lỗi gì) hoặc chuyển ra ngoài sổ, rồi chạy lại."
)


class WorkspaceEdits:
    """Files by path as they will be, and in how many places each was changed."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._before: dict[Path, bytes | None] = {}
        self._after: dict[Path, bytes] = {}
        self._places: dict[Path, int] = {}

    def files(self) -> list[Path]:
        """Every text and table below data/, params/ and notebooks/; editions stand elsewhere."""
        return [
            path
            for folder in INPUTS
            for path in sorted((self.workspace.root / folder).rglob("*"))
            if path.suffix in KINDS and path.is_file()
            if CHECKPOINTS not in path.parts and not path.name.startswith(PASSING)
        ]

    def content(self, path: Path) -> bytes:
        """The file as it will be; empty where there is none (ReportError for a workbook in its place)."""
        if path in self._after:
            return self._after[path]
        if (book := in_place(path)) != path:
            raise refused_book(self.workspace, book)
        if path not in self._before:
            self._before[path] = path.read_bytes() if path.exists() else None
        return self._before[path] or b""

    def text(self, path: Path) -> str:
        """The same as text, without a byte-order mark (UnreadableError)."""
        content = self.content(path)
        return content.removeprefix(BOM_UTF8).decode(encoding_of(content).removesuffix("-sig"))

    def put(self, path: Path, content: bytes | str, places: int = 1) -> None:
        """Change the file, in so many places; a text is written in UTF-8, with the mark that the file had."""
        before = self.content(path)
        mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
        new = mark + content.encode("utf-8") if isinstance(content, str) else content
        if new != before:
            self._after[path] = new
            self._places[path] = self._places.get(path, 0) + places

    @property
    def changes(self) -> dict[str, int]:
        """Places changed, by the file's name in the workspace."""
        return {self.workspace.relative(path): self._places[path] for path in sorted(self._places)}

    def save(self) -> None:
        """Write all of it, or nothing (DeliveryError)."""
        if self._after:
            before = {path: content for path, content in self._before.items() if path in self._after}
            rewrite(self.workspace.root, before, self._after)

    @contextmanager
    def tried(self) -> Iterator[Workspace]:
        """A copy of the workspace with the changes in it, gone afterwards."""
        with temporary_folder() as folder:
            copy = Workspace(folder.resolve())
            for path in sorted(p for name in INPUTS for p in (self.workspace.root / name).rglob("*")):
                target = copy.root / path.relative_to(self.workspace.root)
                if path.is_file() and not path.name.startswith(PASSING):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(path.read_bytes())
            for path, content in self._after.items():
                target = copy.root / path.relative_to(self.workspace.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            yield copy


@contextmanager
def readable(workspace: Workspace, path: Path) -> Iterator[None]:
    """Whoever cannot read a file does not know whether the name is in it (ReportError)."""
    try:
        yield
    except (UnreadableError, BrokenRowError, csv.Error, OSError, ValueError, StopIteration):
        raise ReportError(UNREAD.format(file=workspace.relative(path))) from None


def refused_book(workspace: Workspace, book: Path) -> ReportError:
    """Why a table cannot be changed that stands in a workbook."""
    return ReportError(ONLY_CSV.format(book=workspace.relative(book), name=book.with_suffix(".csv").name))
