"""Names of files and folders as other systems write them. Made up."""

import os
import unicodedata
from collections.abc import Callable

from tests.faults.cases.texts import NARRATIVE, REPORT
from tests.faults.judging import PERIOD, Case, Expected, Prints, Same, Says
from tests.faults.sites import Site


def named(
    name: str,
    arrange: Callable[[Site], object],
    *expected: Expected,
    command: tuple[str, ...] = ("check", PERIOD),
) -> Case:
    """A case about a name."""
    return Case(f"tên: {name}", "tên tệp", "sense", arrange, expected, command)


def renamed(site: Site, file: str, name: str) -> None:
    """Another last part of a path."""
    path = site.root / file
    path.rename(path.with_name(name))


def latin(site: Site, folder: str, name: bytes = b"b\xe1o c\xe1o.md") -> None:
    """A file whose name is no UTF-8, as an old zip unpacks it."""
    path = os.fsencode(site.root / folder) + b"/" + name
    with open(path, "wb") as file:  # noqa: PTH123  # a name in bytes
        file.write("giả định\n".encode())


def moved(folder: str) -> Callable[[Site], None]:
    """The workspace in a folder of this name, named on the command line."""

    def arrange(site: Site) -> None:
        other = site.folder / folder
        other.parent.mkdir(parents=True, exist_ok=True)
        site.root.rename(other)
        site.root.symlink_to(other)

    return arrange


AWAY = {
    "ngoặc nhọn": "sổ {2020} {{ nam }}",
    "dấu cách và tiếng Việt": "Báo cáo cải cách hành chính (bản 1)",
    "tổ hợp (NFD)": unicodedata.normalize("NFD", "Số liệu tỉnh"),
    "phần trăm, thăng, nháy": "100% #1 'thử' & \"hai\"",
    "dài 200 chữ": "dai" * 66,
    "xuống dòng": "hai\ndòng",
    "bắt đầu bằng gạch": "-so",
    "emoji": "so 📊",
}
CASES = [
    *(named(f"sổ ở thư mục có {name}", moved(folder), Same()) for name, folder in AWAY.items()),
    *(
        named(f"dựng ở thư mục có {name}", moved(AWAY[name]), Prints(r"2\.400 hồ sơ"), command=REPORT)
        for name in ("ngoặc nhọn", "phần trăm, thăng, nháy", "xuống dòng")
    ),
    named(
        "lời văn thêm .txt",
        lambda site: renamed(site, NARRATIVE, "ho_so.md.txt"),
        Says(r"ho_so", r"ho_so\.md", most=3),
    ),
    named(
        "lời văn viết hoa",
        lambda site: renamed(site, NARRATIVE, "Ho_so.MD"),
        Same(),
        Says(r"ho_so|Ho_so", r"ho_so\.md|Ho_so\.MD", most=3),
    ),
    named(
        "lời văn có U+200B",
        lambda site: renamed(site, NARRATIVE, "ho_so\u200b.md"),
        Same(),
        Says(r"ho_so", "ký tự|ho_so", most=3),
    ),
    named(
        "lời văn thừa dấu cách",
        lambda site: renamed(site, NARRATIVE, "ho_so .md"),
        Same(),
        Says(r"ho_so", "ho_so", most=3),
    ),
    named(
        "lời văn của phần không có",
        lambda site: site.write("data/2020-H1/narrative/hồ sơ.md", "giả định\n"),
        Says(r"hồ sơ\.md", "phần|đề cương"),
        Says(r"hồ sơ\.md", "phần|đề cương", "CẢNH BÁO"),
        Says(r"hồ sơ\.md", "phần|đề cương", "GHI CHÚ"),
    ),
    named(
        "bản sao của trình soạn thảo",
        lambda site: site.write("data/2020-H1/narrative/.ho_so.md.swp", b"b0VIM\0\xff"),
        Same(),
    ),
    named("tệp khóa của Excel", lambda site: site.write("data/2020-H1/~$figures.csv", b"\x05khoa"), Same()),
    named(
        "tệp .DS_Store, Thumbs.db",
        lambda site: [
            site.write(f"data/2020-H1/{n}", b"\0\1\xff") for n in (".DS_Store", "Thumbs.db", "desktop.ini")
        ],
        Same(),
    ),
    named(
        "byte Latin-1 trong data/",
        lambda site: latin(site, "data/2020-H1"),
        Same(),
        Says("data/2020-H1", "tên"),
        Says("data/2020-H1", "tên", "CẢNH BÁO"),
    ),
    named(
        "byte Latin-1 trong narrative/",
        lambda site: latin(site, "data/2020-H1/narrative"),
        Same(),
        Says("narrative", "tên"),
        Says("narrative", "tên", "CẢNH BÁO"),
    ),
    named(
        "byte Latin-1 trong catalog/",
        lambda site: latin(site, "data/catalog", b"outline-\xe1.yml"),
        Says("outline", "tên|mục"),
    ),
    named(
        "byte Latin-1 trong notebooks/",
        lambda site: latin(site, "notebooks", b"30_\xe1.ipynb"),
        Same(),
        Says("notebooks", "tên|hỏng"),
        Says("notebooks", "tên|hỏng", "CẢNH BÁO"),
    ),
    named(
        "dựng với tên Latin-1 trong data/",
        lambda site: latin(site, "data/2020-H1"),
        Prints(r"2\.400 hồ sơ"),
        Says("data/2020-H1", "tên"),
        command=REPORT,
    ),
    named("kỳ viết thường", lambda _: None, Same(), Says("", "2020-h1"), command=("check", "2020-h1")),
    named("kỳ gạch dưới", lambda _: None, Says("", "2020_H1"), command=("check", "2020_H1")),
    named("kỳ gạch dài", lambda _: None, Same(), Says("", "2020–H1"), command=("check", "2020–H1")),
]
