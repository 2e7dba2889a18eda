"""`cchc new --so-lieu-cu`: what a report compares itself with, to be filled in; then it is compared."""

import re
from pathlib import Path

import pytest
from tests.conftest import TABLE, Cchc, add, edit, write_notebook

from cchc.inputs.workspace import Workspace

HERE = ("--engine", "pandoc", "--formats", "html", "--jobs", "2")
FILE = "data/2019-H1/figures.csv"
HEADER = "indicator,agency,value,window_from,window_to,document,note"
PROSE = "data/2020-H1/narrative/dao_tao.md"


def compare(root: Path) -> None:
    """A rate, a unit and a table are compared with a year before, a count with the last half-year."""
    calls = "{{ so_sanh('ho_so.ty_le') }}, {{ so_sanh('dao_tao.hoc_vien', 'quan_a', voi='cung_ky') }}"
    edit(root, PROSE, "Mở", f"Năm nay {calls}, {{{{ so_sanh('dao_tao.lop', voi='ky_truoc') }}}}: mở")
    table = 'muc.figures_table(["dao_tao.kinh_phi"], id="kp", title="Kinh phí", so_sanh=("cung_ky",))'
    write_notebook(root / "notebooks/20_dao_tao.ipynb", f"{TABLE}\n{table}")


def test_a_row_for_each_figure_that_is_compared(place: Workspace, cchc: Cchc) -> None:
    compare(place.root)
    edit(
        place.root,
        "data/2020-H1/figures.csv",
        "dao_tao.kinh_phi,,5600000,,",
        "dao_tao.kinh_phi,,5600000,2014,",
    )
    here = ("--workspace", place.root)
    code, said = cchc("new", "2019-H1", "--so-lieu-cu", *here)
    assert (code, FILE in said, "cchc check 2019-H1" in said) == (0, True, True)
    # A rate by what it is made from; a figure that is counted from a day on goes on from it.
    header, *rows = (place.root / FILE).read_text(encoding="utf-8").splitlines()
    assert header == HEADER
    assert sorted(rows) == [
        "dao_tao.hoc_vien,quan_a,,,,,",
        "dao_tao.kinh_phi,,,2014,,,",
        "ho_so.tiep_nhan,,,,,,",
        "ho_so.truc_tuyen,,,,,,",
    ]
    code, said = cchc("new", "2019-H1", "--so-lieu-cu", *here)
    assert (code, "Không ghi đè" in said, "Thêm dòng còn thiếu" in said) == (1, True, True)
    assert cchc("new", "2019-H2", "--so-lieu-cu", "--from", "2020-H1", *here).code == 0
    assert (place.root / "data/2019-H2/figures.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "dao_tao.lop,,,,,,"
    ]


def test_units_are_those_of_that_day(place: Workspace, cchc: Cchc) -> None:
    for folder in ("params/2020-H1.yml", "data/2020-H1/figures.csv"):
        text = (place.root / folder).read_text(encoding="utf-8")
        text = text.replace("2020-H1", "2021-H1").replace("quan_a", "thanh_pho_c")
        kept = [line for line in text.splitlines() if "quan_b" not in line]
        add(place.root, folder.replace("2020-H1", "2021-H1"), "\n".join(kept).replace("qd-1-2020", "") + "\n")
    add(place.root, "data/2021-H1/documents.csv", "id,kind,number,date,issuer,title,url,note\n")
    call = "{{ so_sanh('dao_tao.hoc_vien', 'thanh_pho_c', voi='cung_ky') }}"
    add(place.root, "data/2021-H1/narrative/dao_tao.md", f"### 1.1. Lớp\n\nHọc viên {call}.\n")
    (place.root / "data/2020-H1").rename(place.root / "data/2010-H1")
    assert cchc("new", "2020-H1", "--so-lieu-cu", "--workspace", place.root).code == 0
    rows = (place.root / "data/2020-H1/figures.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert rows == ["dao_tao.hoc_vien,quan_a,,,,,", "dao_tao.hoc_vien,quan_b,,,,,"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2019-H1", "--so-lieu-cu"), "chưa so sánh chỉ tiêu nào"),
        (("2018-H1", "--so-lieu-cu"), "Không kỳ nào trong sổ so sánh với kỳ 2018-H1"),
        (("2018-H1", "--so-lieu-cu", "--from", "2020-H1"), "chỉ so sánh với kỳ 2019-H2 và kỳ 2019-H1"),
        (("2019-H1", "--so-lieu-cu", "--from", "2030-H1"), "chỉ so sánh với kỳ 2029-H2"),
    ],
)
def test_what_no_report_asks_for_is_not_made(
    place: Workspace, cchc: Cchc, arguments: tuple[str, ...], words: str
) -> None:
    code, said = cchc("new", *arguments, "--workspace", place.root)
    assert (code, words in said) == (1, True), said
    assert not (place.root / "data/2019-H1").exists()


def test_a_pattern_is_needed_for_a_new_period(place: Workspace, cchc: Cchc) -> None:
    code, said = cchc("new", "2020-H2", "--workspace", place.root)
    assert (code, "Thiếu --from" in said) == (2, True)


def test_a_final_waits_until_they_are_filled_in(place: Workspace, cchc: Cchc) -> None:
    root, here = place.root, ("--workspace", place.root)
    compare(root)
    code, said = cchc("report", "2020-H1", "--final", *HERE, *here)
    assert code == 1
    assert f"{PROSE}:3: LỖI" in said
    assert "điền data/2019-H1/figures.csv".lower() in said.lower()
    assert "cchc new 2019-H1 --from 2020-H1 --so-lieu-cu" in said
    assert not (root / "output/2020-H1/bao-cao.html").exists()
    # A draft is made, what is missing marked.
    code, said = cchc("report", "2020-H1", *HERE, *here)
    assert code == 0, said
    page = (root / "output/2020-H1/bao-cao.html").read_text(encoding="utf-8")
    assert page.count('<mark class="missing">') >= 4
    assert f"{PROSE}:3" in cchc("status", "2020-H1", *here).text

    cchc("new", "2019-H1", "--so-lieu-cu", *here)
    cchc("new", "2019-H2", "--so-lieu-cu", *here)
    for file in (FILE, "data/2019-H2/figures.csv"):
        text = (root / file).read_text(encoding="utf-8").replace(",,,,,\n", ",5,,,,Báo cáo năm trước\n")
        add(root, file, text)
    code, said = cchc("report", "2020-H1", "--final", *HERE, *here)
    assert code == 0, said
    page = (root / "output/2020-H1/bao-cao.html").read_text(encoding="utf-8")
    assert "để so sánh" not in page
    assert '<mark class="missing">' not in page
    assert "giảm 75,00 điểm phần trăm so với 06 tháng đầu năm 2019" in re.sub(r"</?span[^>]*>", "", page)
