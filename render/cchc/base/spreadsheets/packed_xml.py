"""Parts of .xlsx and .ods files: XML in a zip, unpacked within limits, never fetching anything."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cchc.base.spreadsheets.grid import (
    MOST_ATTRIBUTES,
    MOST_TAGS,
    MOST_UNPACKED,
    MOST_XML,
    SEND_AGAIN,
    UnreadableError,
)

CHUNK = 1_000_000


def too_big() -> UnreadableError:
    """What to raise where reading on could take all memory."""
    return UnreadableError(
        "Tệp bung ra quá lớn, không đọc để bảo vệ máy.",
        "Chép số liệu sang mẫu trắng rồi gửi lại; nếu không rõ vì sao, hỏi lại đơn vị gửi.",
    )


class Package:
    """The parts of a zipped file, found as Excel finds them: whatever case and slashes their names have."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise UnreadableError("Tệp bị hỏng hoặc tải dở (không mở được gói).", SEND_AGAIN) from None
        self._left, self._tags, self._attributes = MOST_UNPACKED, MOST_TAGS, MOST_ATTRIBUTES
        stored = [part for part in self._zip.infolist() if not part.is_dir()]
        self._parts = {_part_name(part.filename): part for part in stored}
        if len(self._parts) < len(stored):
            raise UnreadableError(
                "Tệp chứa hai phần cùng tên: không biết phần nào đúng.", "Mở bằng Excel, lưu lại rồi gửi lại."
            )
        if sum(part.file_size for part in stored) > MOST_UNPACKED:
            raise too_big()

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return _part_name(name) in self._parts

    def holds_files(self, *suffixes: str) -> bool:
        """Whether any part is called so."""
        return any(name.endswith(suffixes) for name in self._parts)

    def root(self, name: str) -> Element:
        """The part's root element (UnreadableError)."""
        data = self._read(name)
        # Neither format needs a document type; entities could grow without bound.
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise UnreadableError("Tệp chứa khai báo XML không có trong bảng tính bình thường; không đọc.")
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, LookupError, ValueError):
            raise UnreadableError(f"Tệp bị hỏng ở phần “{name}”.", SEND_AGAIN) from None

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(self._parts[_part_name(name)]) as part:
                return self._within_limits(iter(lambda: part.read(CHUNK), b""))
        except KeyError:
            raise UnreadableError(f"Tệp thiếu phần “{name}”.", SEND_AGAIN) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
            raise UnreadableError(
                "Tệp bị hỏng hoặc có mật khẩu.", "Đề nghị đơn vị gửi lại bản không đặt mật khẩu."
            ) from None

    def _within_limits(self, chunks: Iterator[bytes]) -> bytes:
        """The part's bytes; counted as they come, for what a part says of its size may be a lie."""
        data = bytearray()
        for chunk in chunks:
            data += chunk
            self._left -= len(chunk)
            self._tags -= chunk.count(b"<")
            self._attributes -= chunk.count(b'="') + chunk.count(b"='")
            if len(data) > MOST_XML or min(self._left, self._tags, self._attributes) < 0:
                raise too_big()
        return bytes(data)


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def local(element: Element) -> str:
    """The tag without its namespace: both spellings of OOXML read alike."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """The attribute by its local name, empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def children(element: Element, name: str) -> Iterator[Element]:
    """The children with this local name."""
    return (child for child in element if local(child) == name)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """All elements below with this local name, in document order."""
    return (child for child in element.iter() if local(child) == name)
