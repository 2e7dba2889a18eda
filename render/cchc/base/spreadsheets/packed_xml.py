"""Parts of .xlsx and .ods files: XML in a zip, unpacked within limits, never fetching anything."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from cchc.base.spreadsheets.grid import MOST_UNPACKED, UnreadableError

TOO_BIG = (
    "Tệp bung ra quá lớn, không đọc để bảo vệ máy. Chép số liệu sang mẫu trắng rồi gửi lại; "
    "nếu không rõ vì sao, hỏi lại đơn vị gửi."
)


class Package:
    """The parts of a zipped file."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError):
            raise UnreadableError(
                "Tệp bị hỏng hoặc tải dở (không mở được gói). Đề nghị đơn vị gửi lại."
            ) from None
        self._left = MOST_UNPACKED
        self.names = frozenset(self._zip.namelist())
        if sum(part.file_size for part in self._zip.infolist()) > MOST_UNPACKED:
            raise UnreadableError(TOO_BIG)

    def root(self, name: str) -> Element:
        """The part's root element (UnreadableError)."""
        data = self._read(name)
        # Neither format needs a document type; entities could grow without bound.
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise UnreadableError("Tệp chứa khai báo XML không có trong bảng tính bình thường; không đọc.")
        try:
            return ElementTree.fromstring(data)
        except ElementTree.ParseError:
            raise UnreadableError(f"Tệp bị hỏng ở phần “{name}”. Đề nghị đơn vị gửi lại.") from None

    def _read(self, name: str) -> bytes:
        # What a part says of its size may be a lie.
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except KeyError:
            raise UnreadableError(f"Tệp thiếu phần “{name}”. Đề nghị đơn vị gửi lại.") from None
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError):
            raise UnreadableError(
                "Tệp bị hỏng hoặc có mật khẩu. Đề nghị đơn vị gửi lại bản không đặt mật khẩu."
            ) from None
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableError(TOO_BIG)
        return data


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
