"""Returned files as programs save them and as mail brings them. Made up."""

import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.faults.cases.csv_forms import windows_1258
from tests.faults.cases.returned_cells import IMPORT
from tests.faults.judging import Case, Expected, Reads, Says
from tests.faults.sites import Change, Site
from tests.intake.filling import edit_part, fill
from tests.intake.old_formats import sheets_of, write_ods, write_xls
from tests.intake.returned.test_spreadsheets import as_csv

READ = Reads(lop="7", kinh_phi="5600000")
SOUND = {"J7": 7, "J8": 5600000}
VALUES = {"lop": "7", "kinh_phi": "5600000"}
MAIL_PAGE = """\
MIME-Version: 1.0\r
Content-Type: multipart/related; boundary=x\r
\r
--x\r
Content-Type: text/html\r
\r
<html><body>"""


def sent(
    name: str,
    arrange: Change,
    *expected: Expected,
    command: tuple[str, ...] = IMPORT,
    needs: Callable[[], bool] = lambda: True,
) -> Case:
    """A case: files in the folder of returned forms; without another expectation they are read."""
    wanted = expected or (READ,)
    return Case(f"gửi về: {name}", "tệp gửi về", "intake", arrange, wanted, command, "province", needs=needs)


def filled(site: Site, name: str = "a.xlsx") -> Path:
    """A sound form among those returned."""
    path = site.form(name=name)
    fill(path, SOUND)
    return path


def put(name: str, data: bytes) -> Change:
    """A file among those returned."""

    def arrange(site: Site) -> None:
        site.returned.mkdir(exist_ok=True)
        (site.returned / name).write_bytes(data)

    return arrange


def beside(change: Change, name: str = "a.xlsx") -> Change:
    """A sound form, and something beside it."""

    def arrange(site: Site) -> None:
        filled(site, name)
        change(site)

    return arrange


def called(name: str) -> Change:
    """The sound form under another name."""

    def arrange(site: Site) -> None:
        target = site.returned / name
        path = filled(site)
        target.parent.mkdir(exist_ok=True)
        path.rename(target)

    return arrange


def text_form(name: str, separator: str, encode: Callable[[str], bytes]) -> Change:
    """The form as text."""

    def arrange(site: Site) -> None:
        put(name, encode(as_csv(site.blank, separator, VALUES)))(site)

    return arrange


def old_form(write: Callable[..., Path], name: str) -> Change:
    """The form in an old format."""

    def arrange(site: Site) -> None:
        path = filled(site, "goc.xlsx")
        write(site.returned / name, sheets_of(path, {}))
        path.unlink()

    return arrange


def html_form(name: str, head: str = "<html><body>") -> Change:
    """The form as a web page that calls itself a spreadsheet."""

    def arrange(site: Site) -> None:
        lines = [line.split("\t") for line in as_csv(site.blank, "\t", VALUES).splitlines()]
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
        put(name, f"{head}<table>{rows}</table></body></html>".encode())(site)

    return arrange


def edited(part: str, old: str, new: str) -> Change:
    """One text for another in a part of the sound form."""
    return lambda site: edit_part(filled(site), part, lambda xml: xml.replace(old, new))


def another(site: Site) -> None:
    """The same unit's other figures."""
    fill(site.form(name="b.xlsx"), {"J7": 9})


def zipped(site: Site) -> None:
    """The form in an archive of its own."""
    path = filled(site)
    with zipfile.ZipFile(site.returned / "a.zip", "w") as package:
        package.write(path, "a.xlsx")
    path.unlink()


def everywhere(old: str, new: str) -> Change:
    """Another period or unit, wherever the form says which it is."""

    def arrange(site: Site) -> None:
        path = filled(site)
        for part in ("docProps/custom.xml", "xl/sharedStrings.xml"):
            edit_part(path, part, lambda xml: xml.replace(old, new))

    return arrange


def saved_by_libreoffice(site: Site) -> None:
    """A form with `_xa_` in a code: that program takes `_x…_` for the number of a character."""
    for file in ("data/catalog/indicators.csv", "data/2020-H2/figures.csv", "data/2020-H1/figures.csv"):
        site.edit(file, ("dao_tao.lop", "dao_tao.lop_xa_moi"))
    made = site.folder / "mau"
    site.cchc("intake", "template", "2020-H2", "--to", str(made))
    path = made / "2020-H2_phong_hoc.xlsx"
    fill(path, SOUND)
    edit_part(path, STRINGS, lambda xml: ENCODED.sub(lambda code: f"&#{int(code[1], 16)};", xml))
    site.returned.mkdir()
    path.rename(site.returned / "a.xlsx")


BOOK, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
ENCODED = re.compile(r"_x([0-9a-fA-F]{1,4})_")
TEXTS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "phẩy, UTF-8": (",", str.encode),
    "chấm phẩy, BOM": (";", lambda text: text.encode("utf-8-sig")),
    "tab, UTF-16": ("\t", lambda text: text.encode("utf-16")),
    "Windows-1258": (";", windows_1258),
    "có dòng sep=": (";", lambda text: b"sep=;\r\n" + text.encode()),
    "xuống dòng Mac cũ": (";", lambda text: text.replace("\r\n", "\r").encode()),
}
CASES = [
    sent("thư mục trống", lambda site: site.returned.mkdir(), Says("", "[Kk]hông có tệp|trống|chưa có")),
    sent("thư mục không có", lambda _: None, Says("", "[Kk]hông có|không phải thư mục")),
    sent("nêu một tệp thay cho thư mục", lambda site: site.returned.write_bytes(b"x"), Says("", "thư mục")),
    *(sent(f"csv {name}", text_form("a.csv", *how)) for name, how in TEXTS.items()),
    sent("TSV tên .xls", text_form("a.xls", "\t", lambda text: text.encode("utf-16"))),
    sent("TSV tên .tsv", text_form("a.tsv", "\t", str.encode), READ, Says(r"a\.tsv", "tsv|csv|xlsx")),
    sent("csv tên .txt", text_form("a.txt", ";", str.encode), READ, Says(r"a\.txt", "txt|csv|xlsx")),
    sent("csv tên .xlsx", text_form("a.xlsx", ";", str.encode), READ, Says(r"a\.xlsx", "không phải|csv")),
    sent("HTML tên .xls", html_form("a.xls"), READ, Says(r"a\.xls", "trang web")),
    sent("MHTML tên .xls", html_form("a.xls", MAIL_PAGE), READ, Says(r"a\.xls", "trang web|MHTML")),
    sent("xls", old_form(write_xls, "a.xls")),
    sent("ods", old_form(write_ods, "a.ods")),
    sent("xlsx tên .xls", called("a.xls")),
    sent("xls tên .xlsx", old_form(write_xls, "b.xlsx")),
    sent("đuôi viết hoa", called("A.XLSX")),
    sent("không có đuôi", called("a"), READ, Says(r"\ba\b", "đuôi|xlsx")),
    sent("tên có (1), NFD", called("Bie\u0302\u0309u (1).xlsx")),
    sent("trong thư mục con", called("con/a.xlsx")),
    sent("tên byte Latin-1", called(os.fsdecode(b"b\xe1o.xlsx")), READ, Says("xlsx", "tên")),
    sent("nén zip lại", zipped, READ, Says(r"a\.zip", "nén|zip|giải nén")),
    sent("hai bản giống hệt", lambda site: shutil.copyfile(filled(site), site.returned / "a (1).xlsx")),
    sent("hai bản khác nhau", beside(another), Says(r"[ab]\.xlsx", "2 tệp khác nhau|hai tệp", rest=Reads())),
    sent("tệp khóa ~$ của Excel", beside(put("~$a.xlsx", b"\x05x"))),
    sent("tệp ._ của macOS", beside(put("._a.xlsx", b"\0\5\x16\7"))),
    sent(
        "liên kết gãy bên cạnh",
        beside(lambda site: (site.returned / "b.xlsx").symlink_to("khong-co")),
        READ,
        Says(r"b\.xlsx", "[Kk]hông", rest=READ),
    ),
    sent("kỳ khác", everywhere("2020-H2", "2020-H1"), Says(r"a\.xlsx", "2020-H1|không thống nhất")),
    sent("phiên bản mẫu lạ", edited(STRINGS, "<t>1-", "<t>9-"), READ, Says(r"a\.xlsx", "mẫu|phiên bản")),
    sent("tên đơn vị lạ", everywhere("phong_hoc", "phong_la"), Says(r"a\.xlsx", "phong_la")),
    sent("đổi tên trang", edited(BOOK, '"Số liệu"', '"Sheet1"'), READ, Says(r"a\.xlsx", "trang|Số liệu")),
    sent("tên trang tổ hợp (NFD)", edited(BOOK, '"Số liệu"', '"So\u0302\u0301 lie\u0323\u0302u"')),
    sent("mã có _xa_, LibreOffice lưu lại", saved_by_libreoffice, Reads(lop_xa_moi="7", kinh_phi="5600000")),
]
