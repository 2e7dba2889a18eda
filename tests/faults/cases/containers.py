"""Something else than the expected file stands at its place, or nothing that can be read. Made up."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from tests.faults.cases.csv_forms import DOCUMENTS, FIGURES, INDICATORS, rows_of
from tests.faults.judging import Case, Expected, Same, Says
from tests.faults.sites import Site

PARAMS = "params/2020-H1.yml"
NARRATIVE = "data/2020-H1/narrative/ho_so.md"
NOTEBOOK = "notebooks/20_dao_tao.ipynb"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def workbook(rows: list[list[str]], *more: str, typed: bool = True) -> bytes:
    """The table as a spreadsheet with one sheet, and `more` sheets with a word on each."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": typed}) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for name in more:
            book.add_worksheet(name).write(0, 0, "giả định")
    return out.getvalue()


def archive(name: str, text: str) -> bytes:
    """A zip with one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, text)
    return out.getvalue()


def replaced(name: str, file: str, content: Callable[[str], bytes], *expected: Expected) -> Case:
    """A case: other bytes under the same name."""
    shown = file.rpartition("/")[2]
    return Case(
        f"{shown}: {name}",
        "tệp khác loại",
        "tables",
        lambda site: site.write(file, content(site.read(file))),
        expected,
    )


def arranged(name: str, arrange: Callable[[Site], object], *expected: Expected) -> Case:
    """A case: arranged by hand."""
    return Case(name, "tệp khác loại", "tables", arrange, expected)


def instead(site: Site, name: str, *more: str, keep: bool = False, typed: bool = True) -> None:
    """figures as a spreadsheet beside, or instead of, the CSV file."""
    site.write(f"data/2020-H1/{name}", workbook(rows_of(site.read(FIGURES)), *more, typed=typed))
    if not keep:
        (site.root / FIGURES).unlink()


def gone(file: str, become: Callable[[Path], object] = lambda _: None) -> Callable[[Site], object]:
    """The file is not there any more, and something else may be."""

    def arrange(site: Site) -> None:
        (site.root / file).unlink()
        become(site.root / file)

    return arrange


STRANGE: dict[str, Callable[[str], bytes]] = {
    "xlsx đổi tên": lambda text: workbook(rows_of(text)),
    "docx đổi tên": lambda _: archive("word/document.xml", "<w/>"),
    "trang web": lambda _: b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
    "JSON": lambda text: json.dumps(rows_of(text)).encode(),
    "ảnh PNG": lambda _: PNG,
    "PDF": lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "gzip": lambda text: gzip.compress(text.encode(), mtime=0),
    "tệp cũ của Excel (.xls)": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "con trỏ Git LFS": lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
}
CASES = [
    *(
        replaced(
            name,
            FIGURES,
            content,
            *([Same()] if name == "xlsx đổi tên" else []),
            Says(r"figures\.csv", "tệp|tiêu đề|bảng tính", most=10),
        )
        for name, content in STRANGE.items()
    ),
    *(
        replaced(
            name,
            file,
            content,
            Says(file.rpartition("/")[2], "UTF-8|tệp|dạng|bảng tính|tiêu đề|ký tự|bảng mã", most=2),
        )
        for file in (DOCUMENTS, INDICATORS, PARAMS, NARRATIVE)
        for name, content in STRANGE.items()
        if name in ("ảnh PNG", "docx đổi tên")
    ),
    arranged("figures.xlsx thay cho figures.csv", lambda site: instead(site, "figures.xlsx"), Same()),
    arranged("figures.xlsx, mọi ô là chữ", lambda site: instead(site, "figures.xlsx", typed=False), Same()),
    arranged(
        "figures.xlsx có hai trang",
        lambda site: instead(site, "figures.xlsx", "Trang 2"),
        Says(r"figures\.xlsx", "trang", most=2),
    ),
    arranged(
        "cả figures.xlsx và figures.csv",
        lambda site: instead(site, "figures.xlsx", keep=True),
        Says(r"figures\.", "figures.xlsx", most=2),
    ),
    arranged(
        "figures.csv lưu thành figures.csv.txt",
        lambda site: (site.root / FIGURES).rename(site.root / f"{FIGURES}.txt"),
        Says(r"figures\.csv", "[Kk]hông có tệp", most=2),
    ),
    *(
        arranged(
            f"thư mục ở chỗ {file.rpartition('/')[2]}",
            gone(file, Path.mkdir),
            Says(file.rpartition("/")[2], "thư mục", most=2),
        )
        for file in (FIGURES, DOCUMENTS, PARAMS, INDICATORS, NARRATIVE)
    ),
    *(
        arranged(
            f"liên kết gãy ở chỗ {file.rpartition('/')[2]}",
            gone(file, lambda path: path.symlink_to("khong-co-o-day")),
            Says(file.rpartition("/")[2], "[Kk]hông có|liên kết", most=2),
        )
        for file in (FIGURES, PARAMS, NARRATIVE)
    ),
    *(
        arranged(
            f"thiếu {file.rpartition('/')[2]}",
            gone(file),
            Says(file.rpartition("/")[2], "[Kk]hông có|[Tt]hiếu", most=2),
        )
        for file in (FIGURES, DOCUMENTS, PARAMS, INDICATORS, NARRATIVE, NOTEBOOK)
    ),
]
