"""`cchc report` on a made-up workbook with each slip of house style: all are named, none hides another."""

import csv
import io
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from tests.conftest import CHART, FILES, write_notebook, write_workspace
from tests.end_to_end.edition import PERIOD, run_report
from tests.end_to_end.read_html import read_html

SLIPS = {
    "data/2020-H1/narrative/ho_so.md": """\
        Lời văn giả định của {{ ky_bao_cao }}.

        ## 1. Tiếp nhận từ ngày 5/2/2020

        Nhận {{ so("ho_so.tiep_nhan") }}  hồ sơ{{ cc("qd-1-2020") }}, {{ ty_le("ho_so.ty_le") }} qua mạng.

        Các phòng , ban đã họp ngày 15 tháng 3 năm 2020.Việc khác còn chờ..
        """,
    "data/2020-H1/narrative/dao_tao.md": """\
        ### 1.1. Lớp học

        Mở {{ so("dao_tao.lop") }} lớp giả định{{ cc("gc-lop", "web-thu") }},gồm:

        - lớp "Một cửa" và lớp “Hai cửa”
        - lớp giai đoạn 2016 - 2020, kỳ 2018 - 2022, kỳ 2021–2025;
        """,
    "data/2020-H1/documents.csv": """\
        id,kind,number,date,issuer,title,url,note
        qd-1-2020,Quyết định,1/QĐ-TN,2020-01-05,UBND tỉnh,về việc thử 5 lớp mới,,
        gc-lop,Ghi chú,,,,,,Họp ngày 05/03/2020: {{ so('dao_tao.lop') }} lớp.
        web-thu,Web,,,,Trang thử,https://example.org/thu,
        """,
}
# Rule, where it stands, and the right form.
NAMED = [
    ("ngay_so_khong", "data/2020-H1/narrative/ho_so.md:3", "05/02/2020"),
    ("hai_dau_cach", "data/2020-H1/narrative/ho_so.md:5", ""),
    ("cach_truoc_dau", "data/2020-H1/narrative/ho_so.md:7", ""),
    ("hai_kieu_ngay", "data/2020-H1/narrative/ho_so.md:7", "15/3/2020"),
    ("thieu_dau_cach", "data/2020-H1/narrative/ho_so.md:7", ""),
    ("hai_dau_cau", "data/2020-H1/narrative/ho_so.md:7", ""),
    ("thieu_dau_cach", "data/2020-H1/narrative/dao_tao.md:3", ""),
    ("ngoac_kep_thang", "data/2020-H1/narrative/dao_tao.md:5", ""),
    ("thieu_dau_cham", "data/2020-H1/narrative/dao_tao.md:5", ""),
    ("hai_kieu_khoang", "data/2020-H1/narrative/dao_tao.md:6", "2021 - 2025"),
    ("thieu_dau_cham", "data/2020-H1/narrative/dao_tao.md:6", ""),
    ("thieu_so_khong", "data/2020-H1/documents.csv:2", "05"),
    ("ngay_so_khong", "data/2020-H1/documents.csv:3", "05/3/2020"),
]
# Only a notebook that has run shows its titles.
TITLED = ("hai_kieu_ngay", "notebooks/10_ho_so.ipynb", "5/2020")
FLIPPED = "house_style:\n  leading_zero: false\n  date_style: chu\n  first_mention: true\n"

Slip = tuple[str, str, str]


@pytest.fixture(scope="module")
def slipshod(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with every slip, and its report."""
    root = tmp_path_factory.mktemp("the-thuc")
    write_workspace(root, {**FILES, **SLIPS})
    titled = CHART.replace('}} hồ sơ"', '}} hồ sơ của tháng 5 năm 2020"')
    assert titled != CHART
    write_notebook(root / "notebooks/10_ho_so.ipynb", titled)
    made = run_report(root, "--formats", "html")
    assert made.returncode == 0, made.stderr
    return root


def slips(rows: Iterable[Mapping[str, str]]) -> list[Slip]:
    own = [row for row in rows if row["rule"].startswith("the_thuc.")]
    return [(row["rule"].removeprefix("the_thuc."), _place(row), row["expected"]) for row in own]


def _place(row: Mapping[str, str]) -> str:
    return f"{row['file']}:{row['row']}" if row["row"] else row["file"]


def findings(root: Path) -> list[dict[str, str]]:
    with (root / "output" / PERIOD / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def listed(root: Path) -> list[dict[str, str]]:
    """What `cchc check` lists."""
    command = [sys.executable, "-m", "cchc", "check", PERIOD, "--format", "csv"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8", check=False)
    return list(csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")), delimiter=";"))


def test_every_slip_is_named_with_its_place(slipshod: Path) -> None:
    assert sorted(slips(findings(slipshod))) == sorted([*NAMED, TITLED])


def test_the_check_names_what_it_can_before_any_notebook_has_run(slipshod: Path) -> None:
    assert sorted(slips(listed(slipshod))) == sorted(NAMED)


def test_a_slip_that_is_accepted_is_no_longer_open(slipshod: Path) -> None:
    wanted = next(row for row in listed(slipshod) if row["rule"] == "the_thuc.hai_dau_cau")
    titled = next(row for row in findings(slipshod) if _place(row) == TITLED[1])
    path = slipshod / "data/2020-H1/acknowledged.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("rule", "figures", "expected", "reason", "who", "date"))
        for row in (wanted, titled):
            evidence = f"{row['found']} / {row['expected']}" if row["expected"] else row["found"]
            writer.writerow((row["rule"], "", evidence, "theo nguồn", "Phòng Thử", "2020-06-15"))
    now = listed(slipshod)
    assert [row["rule"] for row in now if row["acknowledged_who"]] == ["the_thuc.hai_dau_cau"]
    assert not [row for row in now if row["rule"].startswith("giai_trinh.")]
    made = run_report(slipshod, "--formats", "html")
    assert made.returncode == 0, made.stderr
    assert sorted(slips(findings(slipshod))) == sorted(slip for slip in NAMED if slip[0] != "hai_dau_cau")
    path.unlink()


def test_with_the_switches_flipped_the_report_is_as_consistent(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    params = tmp_path / "params/2020-H1.yml"
    params.write_text(params.read_text(encoding="utf-8") + FLIPPED, encoding="utf-8")
    made = run_report(tmp_path, "--formats", "html")
    assert made.returncode == 0, made.stderr
    assert slips(findings(tmp_path)) == []
    text = read_html(tmp_path / "output" / PERIOD / "bao-cao.html").everything
    for words in (
        "6 tháng đầu năm 2020",
        "ngày 05 tháng 01 năm 2020",
        "Kỳ số liệu: 16 tháng 12 năm 2019 – 15 tháng 3 năm 2020.",
        "Mở 7 lớp",
    ):
        assert words in text
    assert "06 tháng" not in text
    assert "05/01/2020" not in text


def test_a_slip_of_the_other_style_is_named(tmp_path: Path) -> None:
    prose = "Họp ngày 15/3/2020, mở 07 lớp học.\n"
    write_workspace(tmp_path, {**FILES, "data/2020-H1/narrative/dao_tao.md": f"### 1.1. Lớp\n\n{prose}"})
    params = tmp_path / "params/2020-H1.yml"
    params.write_text(params.read_text(encoding="utf-8") + FLIPPED, encoding="utf-8")
    place = "data/2020-H1/narrative/dao_tao.md:3"
    assert slips(listed(tmp_path)) == [
        ("hai_kieu_ngay", place, "15 tháng 3 năm 2020"),
        ("thua_so_khong", place, "7"),
    ]
