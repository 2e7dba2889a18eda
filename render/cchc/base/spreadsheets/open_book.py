"""A file of a folder as a book, by what it contains and not by what it is called."""

from pathlib import Path

from cchc.base.spreadsheets.csv_text import read_csv
from cchc.base.spreadsheets.grid import MOST_BYTES, Book, UnreadableError
from cchc.base.spreadsheets.ods import read_ods
from cchc.base.spreadsheets.packed_xml import Package
from cchc.base.spreadsheets.xls import read_xls
from cchc.base.spreadsheets.xlsx import read_xlsx
from cchc.base.system_errors import reason

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An .xlsx with a password is wrapped in the old container under this name.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
# What operating systems and open documents leave in a folder.
NOISE = {"thumbs.db", "desktop.ini"}
ACCEPTED = "Chỉ đọc .xlsx, .xlsm, .xls, .ods và .csv."


def is_noise(path: Path) -> bool:
    """A file that no person put there."""
    return path.name.startswith((".", "~$")) or path.name.lower() in NOISE


def open_book(path: Path, file: str) -> Book:
    """Read a file; `file` is its name in messages (UnreadableError)."""
    data = _bytes(path)
    if data.startswith(ZIP):
        return _zipped(data, file)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise UnreadableError("Tệp có mật khẩu. Đề nghị đơn vị gửi lại bản không đặt mật khẩu.")
        return read_xls(data, file)
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<?xml")):
        raise UnreadableError(
            "Tệp thật ra là trang web hoặc XML. Mở bằng Excel, lưu thành .xlsx rồi gửi lại."
        )
    if path.suffix.lower() in TEXT_SUFFIXES:
        return read_csv(data, file)
    raise UnreadableError(f"Không phải tệp bảng tính. {ACCEPTED}")


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableError(
                f"Tệp nặng {size // 1_000_000} MB; một mẫu đã điền chỉ vài trăm kB. Gửi lại theo mẫu trắng."
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"Không đọc được tệp: {reason(error)}.") from None
    if not data:
        raise UnreadableError("Tệp rỗng (0 byte), có thể tải dở. Đề nghị đơn vị gửi lại.")
    return data


def _zipped(data: bytes, file: str) -> Book:
    package = Package(data)
    try:
        if "xl/workbook.xml" in package.names:
            return read_xlsx(package, file)
        if "content.xml" in package.names:
            return read_ods(package, file)
    except UnreadableError:
        raise
    except (ValueError, IndexError, OverflowError, ArithmeticError):
        raise UnreadableError(
            "Tệp bị hỏng bên trong. Mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
        ) from None
    if "xl/workbook.bin" in package.names:
        raise UnreadableError("Tệp dạng .xlsb không đọc được. Mở bằng Excel, lưu thành .xlsx rồi gửi lại.")
    raise UnreadableError(f"Không phải tệp bảng tính. {ACCEPTED}")
