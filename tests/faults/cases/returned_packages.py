"""Returned files that are something else inside: other parts, no spreadsheet, or far too much. Made up."""

import io
import re
import zipfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from tests.faults.cases.returned_cells import IMPORT
from tests.faults.cases.returned_files import BOOK, READ, STRINGS, beside, filled, put, sent
from tests.faults.judging import Says
from tests.faults.sites import Change, Site
from tests.intake.filling import DATA, edit_sheet

Parts = dict[str, bytes]
SHEET, HIDDEN = "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"
BOOK_RELS, TYPES, ROOT_RELS = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def packed(change: Callable[[Parts], Parts]) -> Change:
    """The sound form with its parts changed."""

    def arrange(site: Site) -> None:
        path = filled(site)
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in change(parts).items():
                package.writestr(name, data)

    return arrange


def replaced(part: str, old: bytes, new: bytes) -> Change:
    """Other bytes in one part."""
    return packed(lambda parts: {**parts, part: parts[part].replace(old, new)})


def renamed(old: str, new: str, *mentioned: str) -> Callable[[Parts], Parts]:
    """A part under another name, as the relations and content types say."""
    short_old, short_new = (name.removeprefix("xl/").encode() for name in (old, new))

    def change(parts: Parts) -> Parts:
        moved = {new if name == old else name: data for name, data in parts.items()}
        return moved | {name: moved[name].replace(short_old, short_new) for name in mentioned}

    return change


def book_renamed(parts: Parts) -> Parts:
    """The workbook itself under another name, as some programs call it."""
    moved = renamed(BOOK, "xl/workbook2.xml", ROOT_RELS, TYPES)(parts)
    return renamed(BOOK_RELS, "xl/_rels/workbook2.xml.rels")(moved)


def without(part: str) -> Change:
    """A part is missing."""
    return packed(lambda parts: {name: data for name, data in parts.items() if name != part})


def made(name: str, make: Callable[[], bytes]) -> Change:
    """A file that is made when its case is run."""

    def arrange(site: Site) -> None:
        put(name, make())(site)

    return arrange


def backslashes(parts: Parts) -> Parts:
    """The names of parts as a careless program on Windows writes them."""
    return {name.replace("/", "\\"): data for name, data in parts.items()}


def doubled(parts: Parts) -> Parts:
    """A sheet twice, under names that differ in a capital."""
    return {**parts, "xl/Worksheets/sheet2.xml": b"<worksheet/>"}


def many_sheets(parts: Parts) -> Parts:
    """Three thousand sheets that are one."""
    more = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId2"/>' % (n, n) for n in range(10, 3000))
    return {**parts, BOOK: parts[BOOK].replace(b"</sheets>", more + b"</sheets>")}


def empty_identity(parts: Parts) -> Parts:
    """Nothing on the hidden sheet."""
    return {**parts, HIDDEN: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", parts[HIDDEN])}


def many_rows(site: Site) -> None:
    """Three hundred thousand rows without a cell."""
    rows = "".join(f'<row r="{n}"/>' for n in range(20, 300_000))
    edit_sheet(filled(site), DATA, lambda xml: xml.replace("</sheetData>", f"{rows}</sheetData>"))


def protected(site: Site) -> None:
    """Locked with the password that Excel itself tries first."""
    path = filled(site)
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as file:
        import_module("msoffcrypto.format.ooxml").OOXMLFile(plain).encrypt("VelvetSweatshop", file)


def archive(part: str, text: bytes, times: int = 1) -> bytes:
    """A small zip that unpacks into the text as many times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, package.open(part, "w") as file:
        for _ in range(times):
            file.write(text)
    return out.getvalue()


def ods(row: str) -> bytes:
    """An OpenDocument spreadsheet with these rows."""
    out = io.BytesIO()
    table = f'<table:table table:name="Số liệu">{row}</table:table>'
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet>{table}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def repeated(rows: str = "", cells: str = "", text: str = "x") -> bytes:
    """One cell, as many times as the attributes say."""
    cell = f"<table:table-cell{cells}><text:p>{text}</text:p></table:table-cell>"
    return ods(f"<table:table-row{rows}>{cell}</table:table-row>")


MANY = '="1000000000"'
LOCKED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(3000)
)
PAGE = b"<!DOCTYPE html><html><body>403</body></html>"
# What lies beside a sound form, and what is said of it. Made when it is needed: some unpack into very much.
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "rỗng": (bytes, "rỗng"),
    "cắt đôi": (lambda: b"PK\x03\x04" + bytes(500), "hỏng"),
    "ảnh đổi tên": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), "không phải|hỏng"),
    "PDF đổi tên": (lambda: b"%PDF-1.7\n1 0 obj", "PDF|không phải"),
    "Word đổi tên": (lambda: archive("word/document.xml", b"<w/>"), "Word|không phải|hỏng"),
    "trang báo lỗi của máy chủ": (lambda: PAGE, "trang web"),
    "có mật khẩu": (lambda: LOCKED, "mật khẩu|hỏng"),
    "xlsb": (lambda: archive("xl/workbook.bin", b"x"), "xlsb|xlsx"),
    "Numbers của Apple": (lambda: archive("Index/Document.iwa", b"x"), "Numbers|không phải|xlsx"),
    "liên kết tới tệp trên mạng": (lambda: b'{"url": "https://example.org/x"}', "không phải|không nhận|mạng"),
    "bom khoảng trắng 300 MB": (lambda: archive(BOOK, b" " * 1_000_000, 300), "bung|lớn"),
    "bom thẻ rỗng 92 MB": (
        lambda: archive("content.xml", b"<a/>" * 1_000_000, 23),
        "bung|lớn|hỏng|không phải",
    ),
    "ods: một tỷ ô lặp lại": (
        lambda: repeated(cells=f" table:number-columns-repeated{MANY}"),
        "lặp|lớn|nhiều|quá",
    ),
    "ods: một tỷ hàng lặp lại": (lambda: repeated(f" table:number-rows-repeated{MANY}"), "lặp|lớn|nhiều|quá"),
    "ods: một tỷ dấu cách": (
        lambda: repeated(text=f"<text:s text:c{MANY}/>"),
        "lặp|lớn|nhiều|dài|hỏng|mẫu|biểu",
    ),
    "thực thể XML": (
        lambda: archive(BOOK, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        "hỏng|thực thể|DOCTYPE|XML",
    ),
}
BROKEN_BOOK = Says(r"a\.xlsx", "hỏng|thiếu phần")
TWICE = Says(r"a\.xlsx", "trang|trùng|hai lần|hỏng|hai phần cùng tên")
CASES = [
    *(
        sent(name, beside(made("b.xlsx", make)), Says(r"b\.xlsx", words, rest=READ, most=2))
        for name, (make, words) in BROKEN.items()
    ),
    sent(
        "chỉ một tệp hỏng, không nêu kỳ",
        put("b.xlsx", PAGE),
        Says(r"b\.xlsx", "trang web"),
        command=IMPORT[:3],
    ),
    sent("mất trang ẩn _cchc", packed(empty_identity)),
    sent("hai trang một tên", replaced(BOOK, b'"_cchc"', '"Số liệu"'.encode()), TWICE),
    sent("xl/SharedStrings.xml", packed(renamed(STRINGS, "xl/SharedStrings.xml"))),
    sent("xl/workbook2.xml", packed(book_renamed)),
    sent("xl/styles2.xml", packed(renamed("xl/styles.xml", "xl/styles2.xml", BOOK_RELS, TYPES))),
    sent("gạch chéo ngược trong zip", packed(backslashes)),
    sent("đường dẫn tuyệt đối trong quan hệ", replaced(BOOK_RELS, b'Target="', b'Target="/xl/')),
    sent("bộ phận có hai lần trong zip", packed(doubled), READ, TWICE),
    sent("thiếu styles.xml", without("xl/styles.xml"), READ, Says(r"a\.xlsx", "hỏng|định dạng|ngày")),
    sent("thiếu sharedStrings.xml", without(STRINGS), BROKEN_BOOK),
    sent("thiếu trang Số liệu", without(SHEET), BROKEN_BOOK),
    sent("XML không đóng", packed(lambda parts: {**parts, SHEET: parts[SHEET][:-200]}), BROKEN_BOOK),
    sent("ba trăm nghìn hàng trống", many_rows, READ, Says(r"a\.xlsx", "hàng|lớn")),
    sent("ba nghìn trang", packed(many_sheets), Says(r"a\.xlsx", "trang")),
    sent("mật khẩu mặc định của Excel", protected, needs=lambda: find_spec("msoffcrypto") is not None),
]
