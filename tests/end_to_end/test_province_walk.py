"""From nothing to a signed report and the next quarter, for a made-up province of 138 units.

Everything is done through the commands, and by hand only in CSV, YAML and Markdown; lines edited are counted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from tests.conftest import run_cchc
from tests.end_to_end.made_up_prose import write_prose
from tests.end_to_end.made_up_province import COMMUNES, OFFICES, communes, fill_forms

FIRST, NEXT, YEAR_BEFORE = "2026-H1", "2026-Q3", "2025-Q3"
# 20/6/2026: the half-year is over, and its report is dated.
TODAY = "1781913600"
PAGE_ALONE = ("--engine", "pandoc", "--formats", "html")
UNITS = 14 + COMMUNES
MOST_LINES = 150
SIGNED = {
    "number: null": "number: 128",
    "date: null": "date: 2026-06-18",
    "  title: null": "  title: CHỦ TỊCH",
    "  name: null": "  name: Nguyễn Văn Mẫu",
}
# What the quarter says besides: one sentence beside the figures of a year before.
COMPARED = (
    'Số hồ sơ tiếp nhận {{ so_sanh("tthc.ho_so.tiep_nhan", voi="cung_ky") }}; '
    '{{ so_sanh("tthc.thanh_toan.ty_le", voi="muc_tieu") }}.'
)
TARGET = "tthc.thanh_toan.ty_le;2026;2026;>=;70;giả định\n"
# By the end of the code; none of any other.
A_YEAR_BEFORE = {
    "tiep_nhan": "100000",
    "da_giai_quyet": "95000",
    "ty_le": "90",
    "ke_hoach": "900000",
    "": "45000",
}


@dataclass
class Walk:
    """What each step said; how many lines were edited beside prose, by file."""

    root: Path
    said: dict[str, str] = field(default_factory=dict)
    edited: Counter[str] = field(default_factory=Counter)
    # As they were when it came by.
    pages: dict[str, BeautifulSoup] = field(default_factory=dict)

    def run(self, step: str, *arguments: str | Path, code: int = 0) -> None:
        done = run_cchc(*arguments, "--workspace", self.root)
        assert done.code == code, f"{step}: {done.text}"
        self.said[step] = done.text

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """Change a file, counting the lines that are not as they were."""
        path = self.root / name
        assert path.suffix in (".csv", ".yml", ".md"), name
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before, name
        path.write_text(after, encoding="utf-8", newline="\n")
        old, new = Counter(before.splitlines()), Counter(after.splitlines())
        self.edited[name] += max((new - old).total(), (old - new).total())

    def keep(self, step: str, period: str) -> None:
        path = self.root / "output" / period / "bao-cao.html"
        self.pages[step] = BeautifulSoup(path.read_bytes(), "html.parser")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The whole way, once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", TODAY)
        found = Walk(tmp_path_factory.mktemp("tinh") / "so")
        _first_period(found)
        _next_quarter(found)
        yield found


def _first_period(walk: Walk) -> None:
    made = run_cchc("init", walk.root, "--locality", "tỉnh Mẫu Thử", "--period", FIRST)
    assert made.code == 0, made.text
    rows = "".join(f"{row}\n" for row in (*OFFICES, *communes()))
    walk.edit("data/catalog/agencies.csv", lambda text: text + rows)
    walk.run("status", "status", FIRST)
    _collect(walk, FIRST)
    walk.run("draft", "report", FIRST, *PAGE_ALONE)
    walk.keep("draft", FIRST)
    write_prose(walk.root / f"data/{FIRST}/narrative")
    walk.edit(f"params/{FIRST}.yml", _signed)
    walk.run("check", "check", FIRST)
    walk.run("final", "report", FIRST, "--final", "--engine", "pandoc")
    walk.keep("final", FIRST)
    walk.run("verify", "verify", FIRST)


def _next_quarter(walk: Walk) -> None:
    walk.run("new", "new", "--from", FIRST)
    walk.run("next status", "status", NEXT)
    _collect(walk, NEXT, more=1.25)
    for path in (walk.root / f"data/{NEXT}/narrative").glob("*.md"):
        text = re.sub(r"\{\{ chua_doc\([^)]*\) \}\}\s*", "", path.read_text(encoding="utf-8"))
        compared = f"{COMPARED}\n\n### 2.5."
        path.write_text(text.replace("### 2.5.", compared), encoding="utf-8", newline="\n")
    walk.edit("data/catalog/targets.csv", lambda text: text + TARGET)
    walk.run("past", "new", YEAR_BEFORE, "--so-lieu-cu")
    walk.edit(f"data/{YEAR_BEFORE}/figures.csv", _with_values)
    walk.run("next check", "check", NEXT)
    walk.run("next draft", "report", NEXT, *PAGE_ALONE)
    walk.keep("next", NEXT)


def _collect(walk: Walk, period: str, more: float = 1.0) -> None:
    """Forms out, filled, and in."""
    forms = walk.root.parent / f"mau-{period}"
    walk.run(f"template {period}", "intake", "template", period, "--to", forms)
    assert fill_forms(walk.root, period, forms, more=more) == UNITS == len(list(forms.glob("*.xlsx")))
    walk.run(f"import {period}", "intake", "import", forms)


def _signed(text: str) -> str:
    for before, after in SIGNED.items():
        text = text.replace(before, after, 1)
    return text


def _with_values(text: str) -> str:
    """The same of every unit's totals, and of their parts."""
    header, *rows = text.splitlines()
    separator = ";" if ";" in header else ","
    place = header.split(separator).index("value")
    filled = []
    for row in rows:
        cells = row.split(separator)
        cells[place] = next(value for end, value in A_YEAR_BEFORE.items() if cells[0].endswith(end))
        filled.append(separator.join(cells))
    return "\n".join([header, *filled]) + "\n"


def test_few_lines_are_edited_beside_the_prose(walk: Walk) -> None:
    assert walk.edited.total() <= MOST_LINES, walk.edited
    assert walk.edited["data/catalog/agencies.csv"] == UNITS - 12


def test_status_of_138_units_fits_a_screen_and_says_who_owes(walk: Walk) -> None:
    for step in ("status", "next status"):
        assert len(walk.said[step].splitlines()) <= 32
        assert "Sở Y tế: 13 chỉ tiêu, chưa gửi biểu" in walk.said[step]
        assert "… và 126 nơi nữa, nợ 1.638 chỉ tiêu" in walk.said[step]


def test_all_forms_come_home(walk: Walk) -> None:
    for period in (FIRST, NEXT):
        assert f"{UNITS} tệp" in walk.said[f"import {period}"]
        assert "1876 số mới, 0 số thay đổi" in walk.said[f"import {period}"]


def test_the_first_draft_says_what_is_left_out(walk: Walk) -> None:
    (told,) = walk.pages["draft"].select("mark.missing")
    assert "“Tiếp nhận, giải quyết hồ sơ” cần số liệu của ít nhất hai kỳ" in told.get_text()
    assert len(walk.pages["draft"].select("figure.chart")) == 12


def test_the_final_has_every_exhibit_and_nothing_open(walk: Walk) -> None:
    final = walk.pages["final"]
    assert not final.select("mark")
    assert "DỰ THẢO" not in final.get_text()
    assert len(final.select("figure.chart")) == 12
    assert "0 LỖI, 0 CẢNH BÁO" in walk.said["check"]
    printed = " ".join(final.select_one("main").get_text(" ", strip=True).split())  # type: ignore[union-attr]
    # The office with nothing but zeros has no rank and is owed nothing.
    assert "Trong số 124 xã, phường" in printed
    folder = walk.root / "output" / FIRST
    pages_of_paper = [page.extract_text() for page in PdfReader(folder / "bao-cao.pdf").pages]
    assert 8 <= len(pages_of_paper) <= 16
    assert "ĐỐI CHIẾU SỐ LIỆU" not in "".join(pages_of_paper)
    assert (folder / "bao-cao.docx").stat().st_size > 100_000


def test_the_next_quarter_compares(walk: Walk) -> None:
    text = " ".join(walk.pages["next"].get_text(" ", strip=True).split())
    assert re.search(r"Số hồ sơ tiếp nhận tăng [\d.]+ hồ sơ \([\d.,]+%\) so với quý III năm 2025", text)
    assert "đạt mục tiêu năm 2026 (từ 70% trở lên)" in text
    assert walk.pages["next"].select_one("#hinh-tthc-ho-so-qua-cac-nam")
    assert not walk.pages["next"].select("mark.stale, mark.missing, .unread")
    assert "còn dấu" not in walk.said["next status"]
    assert "văn bản kỳ trước" not in walk.said["next status"]
