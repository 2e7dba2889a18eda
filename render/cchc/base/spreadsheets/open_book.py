"""A file of a folder as a book, by what it contains and not by what it is called."""

from dataclasses import replace
from pathlib import Path

from cchc.base.spreadsheets.csv_text import decode, read_csv
from cchc.base.spreadsheets.grid import AS_XLSX, MOST_BYTES, SEND_AGAIN, Book, UnreadableError
from cchc.base.spreadsheets.html_tables import is_mhtml, read_html, read_mhtml
from cchc.base.spreadsheets.locked import unlock
from cchc.base.spreadsheets.ods import read_ods
from cchc.base.spreadsheets.packed_xml import Package
from cchc.base.spreadsheets.relationships import main_part
from cchc.base.spreadsheets.xls import read_xls
from cchc.base.spreadsheets.xlsx import read_xlsx
from cchc.base.system_errors import reason

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An .xlsx with a password is wrapped in the old container under this name.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# A document of Word in the same container.
WORD = "WordDocument".encode("utf-16-le")
TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
# Systems export text and web pages under these names.
SHEET_SUFFIXES = {".xls", ".xlsx", ".xlsm", ".ods", ".htm", ".html", ".mht", ".mhtml", ".xml"}
# What operating systems and open documents leave in a folder.
NOISE = {"thumbs.db", "desktop.ini"}
ACCEPTED = "Chỉ đọc .xlsx, .xlsm, .xls, .ods và .csv."
# How files begin that are often sent instead.
OTHERS = (
    (b"%PDF", "Tệp PDF"),
    (b"\xff\xd8\xff", "Ảnh chụp (JPEG)"),
    (b"\x89PNG", "Ảnh chụp (PNG)"),
    (b"Rar!", "Tệp nén (RAR)"),
    (b"7z\xbc\xaf\x27\x1c", "Tệp nén (7z)"),
)
TEXT_UNKNOWN = "Tệp thật ra là văn bản như .csv: không cho biết hàng ẩn, ô gộp hay định dạng của số."


def is_noise(path: Path) -> bool:
    """A file that no person put there."""
    return path.name.startswith((".", "~$")) or path.name.lower() in NOISE


def open_book(path: Path, file: str) -> Book:
    """Read a file; `file` is its name in messages (UnreadableError)."""
    data = _bytes(path)
    if data.startswith(OLE) and ENCRYPTED in data:
        data = unlock(data)
    if data.startswith(ZIP):
        return _zipped(data, file)
    if data.startswith(OLE):
        if WORD in data:
            raise UnreadableError("Tệp Word (.doc), không phải bảng tính.", ACCEPTED)
        return read_xls(data, file)
    for start, name in OTHERS:
        if data.startswith(start):
            raise UnreadableError(f"{name}. Không phải tệp bảng tính.", ACCEPTED)
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES | SHEET_SUFFIXES:
        return _text(data, suffix, file)
    raise UnreadableError("Không phải tệp bảng tính.", ACCEPTED)


def _bytes(path: Path) -> bytes:
    try:
        # A pipe would be waited for without end.
        if not path.is_file():
            raise UnreadableError("Không phải tệp: liên kết đã hỏng hoặc tệp đặc biệt. Chép lại tệp vào đây.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise UnreadableError(
                f"Tệp nặng {size // 1_000_000} MB; chỉ đọc tới {MOST_BYTES // 1_000_000} MB.",
                "Một mẫu đã điền chỉ vài trăm kB: gửi lại theo mẫu trắng.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"Không đọc được tệp: {reason(error)}.") from None
    if not data:
        raise UnreadableError("Tệp rỗng (0 byte), có thể tải dở.", SEND_AGAIN)
    return data


def _zipped(data: bytes, file: str) -> Book:
    package = Package(data)
    try:
        main = main_part(package)
        if main.endswith(".bin"):
            raise UnreadableError("Tệp dạng .xlsb không đọc được.", AS_XLSX)
        if main.startswith(("word/", "ppt/")):
            raise UnreadableError("Tệp Word hay PowerPoint, không phải bảng tính.", ACCEPTED)
        if main:
            return read_xlsx(package, main, file)
        if package.has("content.xml"):
            return read_ods(package, file)
    except UnreadableError:
        raise
    except (ValueError, IndexError, OverflowError, ArithmeticError, RecursionError):
        raise UnreadableError("Tệp bị hỏng bên trong.", AS_XLSX) from None
    if package.holds_files(".xlsx", ".xls", ".ods", ".csv"):
        raise UnreadableError("Tệp nén chứa bảng tính.", "Giải nén các tệp ra thư mục rồi nhập lại.")
    raise UnreadableError("Không phải tệp bảng tính.", ACCEPTED)


def _text(data: bytes, suffix: str, file: str) -> Book:
    """A file of text, whatever it is called: a web page, or cells with something between them."""
    if is_mhtml(data):
        return read_mhtml(data, file)
    if suffix in TEXT_SUFFIXES and b"<" not in data[:200]:
        return read_csv(data, file)
    text = _decoded(data)
    start = text[:2000].casefold()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<workbook" in start:
        raise UnreadableError("Tệp dạng XML Spreadsheet 2003 không đọc được.", AS_XLSX)
    if text.startswith("<") and "<table" in text.casefold():
        return read_html(text, file)
    if text.startswith("<"):
        raise UnreadableError("Tệp thật ra là trang web hoặc XML.", AS_XLSX)
    book = read_csv(data, file)
    return book if suffix in TEXT_SUFFIXES else replace(book, unknown=TEXT_UNKNOWN)


def _decoded(data: bytes) -> str:
    try:
        text = decode(data).lstrip("\ufeff \r\n\t")
    except UnreadableError:
        text = "\0"
    if "\0" in text:
        raise UnreadableError(
            "Tệp mang tên bảng tính mà bên trong không phải: hỏng, tải dở, hay văn bản không rõ bảng mã.",
            AS_XLSX,
        )
    return text
