"""Twelve made-up districts and two offices send their files, most of them broken in some way."""

import csv
import errno
import os
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import Ran, run_cchc
from tests.intake.filling import FORM, copy, edit_part, fill
from tests.intake.old_formats import sheets_of, write_ods, write_xls
from tests.intake.province import DISTRICTS, PERIOD, figures, values, write_province


@pytest.fixture(scope="module")
def sent(blank_forms: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran, Path]:
    """The workspace after the import, what was printed, and the folder."""
    base = tmp_path_factory.mktemp("gui")
    root, folder = write_province(base / "tinh"), base / "ve"

    def file(district: int, name: str) -> Path:
        made = copy(blank_forms / f"{PERIOD}_{DISTRICTS[district - 1]}.xlsx", folder / name)
        fill(made, {"J7": 100 + district})
        fill(made, {"C11": 30, "E11": 20, "F11": 10}, FORM)
        return made

    file(1, "một.xlsx")
    file(2, "thư mục con/hai.xlsx")
    file(3, "ba.xlsx")
    shutil.copyfile(folder / "ba.xlsx", folder / "ba (1).xlsx")
    file(4, "bốn.xlsx")
    fill(file(4, "bốn sửa.xlsx"), {"J7": 999})
    wrong = file(5, "năm.xlsx")
    for part in ("xl/sharedStrings.xml", "docProps/custom.xml"):
        edit_part(wrong, part, lambda xml: xml.replace(PERIOD, "2020-H1"))
    old = file(6, "sáu.xlsx")
    edit_part(old, "xl/sharedStrings.xml", lambda xml: xml.replace("<t>1-", "<t>0-"))
    older = file(7, "bảy.xlsx")
    edit_part(older, "xl/sharedStrings.xml", lambda xml: xml.replace("<t>1-", "<t>1-f"))
    (folder / "tám.xlsx").write_bytes(file(8, "tám.xlsx").read_bytes()[:3000])
    mixed = file(9, "chín.xlsx")
    edit_part(mixed, "xl/sharedStrings.xml", lambda xml: xml.replace("<t>huyen_09", "<t>huyen_10"))
    copy(blank_forms / f"{PERIOD}_huyen_11.xlsx", folder / "mười một.xlsx")
    fill(file(12, "mười hai.xlsx"), {"C11": 31}, FORM)
    fill(copy(blank_forms / f"{PERIOD}_toan_dia_phuong.xlsx", folder / "tổng.xlsx"), {"J7": 5000})
    (folder / "thư.docx").write_bytes(b"PK\x03\x04 made up")
    (folder / "trang.xls").write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    (folder / "rỗng.xlsx").write_bytes(b"")
    (folder / "~$một.xlsx").write_bytes(b"lock")
    bomb(folder / "bom.xlsx")
    return root, run_cchc("intake", "import", folder, "--workspace", root), folder


def bomb(path: Path) -> None:
    """A small file that unpacks into hundreds of megabytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 150_000_000)


def test_what_is_sound_is_imported_and_nothing_else(sent: tuple[Path, Ran, Path]) -> None:
    students = {unit: v for (code, unit), v in values(sent[0]).items() if code == "dao_tao.hoc_vien"}
    assert students == {
        "huyen_01": "101",
        "huyen_02": "102",
        "huyen_03": "103",
        "huyen_07": "107",
        "huyen_12": "112",
        "": "5000",
    }
    assert sent[1].code == 1
    assert (
        figures(sent[0])["dao_tao.hoc_vien", "huyen_02"]["source_cell"] == "thư mục con/hai.xlsx!Số liệu!J7"
    )


@pytest.mark.parametrize(
    ("file", "severity", "said"),
    [
        ("ba.xlsx", "GHI CHÚ", "Giống hệt tệp ba (1).xlsx"),
        ("bốn sửa.xlsx", "LỖI", "gửi 2 tệp khác nhau (bốn sửa.xlsx, bốn.xlsx"),
        ("năm.xlsx", "LỖI", "Tệp là của kỳ 2020-H1"),
        ("sáu.xlsx", "LỖI", "quá cũ"),
        ("bảy.xlsx", "CẢNH BÁO", "Mẫu cũ"),
        ("tám.xlsx", "LỖI", "bị hỏng"),
        ("chín.xlsx", "LỖI", "không thống nhất"),
        (
            "mười hai.xlsx!Biểu T.01-THU!C11",
            "CẢNH BÁO",
            "các cột không khớp (cột 3: 31; cột 7: 20; cột 11: 10)",
        ),
        ("thư.docx", "LỖI", "bị hỏng"),
        ("trang.xls", "LỖI", "trang web"),
        ("rỗng.xlsx", "LỖI", "rỗng"),
        ("bom.xlsx", "LỖI", "bung ra quá lớn"),
    ],
)
def test_every_flaw_is_named_by_file(
    sent: tuple[Path, Ran, Path], file: str, severity: str, said: str
) -> None:
    lines = [line.strip() for line in sent[1].text.splitlines()]
    assert any(line.startswith(f"{file}: {severity}: ") and said in line for line in lines), sent[1].text


def test_nothing_is_said_of_what_nobody_sent(sent: tuple[Path, Ran, Path]) -> None:
    assert "~$" not in sent[1].text


def test_who_owes_what(sent: tuple[Path, Ran, Path]) -> None:
    sections: dict[str, list[str]] = {}
    for line in sent[1].text.splitlines():
        if line and not line.startswith(" "):
            sections[line.partition(" (")[0]] = []
        elif line:
            sections[list(sections)[-1]].append(line.strip())
    silent = [line.rpartition("(")[2].rstrip(")") for line in sections["CHƯA GỬI"]]
    assert silent == ["huyen_08", "huyen_09", "huyen_10", "phong_hoc"]
    unusable = [
        line.rpartition("(")[2].rstrip(")") for line in sections["ĐÃ GỬI NHƯNG KHÔNG DÙNG ĐƯỢC TỆP NÀO"]
    ]
    assert unusable == ["huyen_04", "huyen_05", "huyen_06"]
    assert sections["GỬI TỆP CHƯA ĐIỀN GÌ"] == ["Huyện 11 (giả định) (huyen_11): mười một.xlsx"]


def test_the_sum_waits_for_every_unit_then_meets_the_stated_total(
    sent: tuple[Path, Ran, Path], blank_forms: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(sent[0], tmp_path / "tinh"))
    rows = figures(root)
    assert rows["dao_tao.hoc_vien", "huyen_05"]["value"] == "", "a unit that owes has its row"
    assert "tính lại được" not in sent[1].text
    for n, district in enumerate(DISTRICTS, start=1):
        name = f"{PERIOD}_{district}.xlsx"
        fill(copy(blank_forms / name, tmp_path / "ve" / name), {"J7": 100 + n})
    ran = run_cchc("intake", "import", tmp_path / "ve", "--workspace", root)
    assert "Học viên: văn bản ghi 5.000 (không khớp), tính lại được 1.278" in ran.text
    assert ran.code == 1


def test_the_list_of_problems_is_a_table(sent: tuple[Path, Ran, Path]) -> None:
    with (sent[0] / f"output/{PERIOD}/intake/can-hoi-lai.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    (broken,) = [row for row in rows if row["Tệp"] == "mười hai.xlsx"]
    assert (broken["Mức"], broken["Trang tính"], broken["Ô"], broken["Đơn vị"]) == (
        "CẢNH BÁO",
        FORM,
        "C11",
        "huyen_12",
    )


def test_importing_again_changes_not_a_byte(sent: tuple[Path, Ran, Path]) -> None:
    path = sent[0] / "data" / PERIOD / "figures.csv"
    before = path.read_bytes(), path.stat().st_mtime_ns
    again = run_cchc("intake", "import", sent[2], "--workspace", sent[0])
    assert "figures.csv không đổi" in again.text
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_periods_without_a_majority_are_asked_for(blank_forms: Path, province: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ve"
    for n in (1, 2):
        fill(copy(blank_forms / f"{PERIOD}_huyen_0{n}.xlsx", folder / f"{n}.xlsx"), {"J7": n})
    edit_part(folder / "2.xlsx", "xl/sharedStrings.xml", lambda xml: xml.replace(PERIOD, "2020-H1"))
    ran = run_cchc("intake", "import", folder, "--workspace", province)
    assert ran.code == 1
    assert "2020-H1 (1 tệp), 2020-H2 (1 tệp)" in ran.text
    assert not values(province)
    run_cchc("intake", "import", folder, "--period", PERIOD, "--workspace", province)
    assert values(province) == {("dao_tao.hoc_vien", "huyen_01"): "1"}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_reason_of_each_file_is_told_when_none_can_be_used(province: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ve"
    folder.mkdir()
    (folder / "trang.xls").write_bytes(b"<html><p>1</p></html>")
    (folder / "ảnh.xlsx").write_bytes(b"\x89PNG")
    (folder / "hỏng.xlsx").symlink_to(folder / "không có")
    ran = run_cchc("intake", "import", folder, "--workspace", province)
    assert ran.code == 1
    told = dict(line.strip().split(": LỖI: ") for line in ran.text.splitlines() if "LỖI" in line)
    assert {name: text.partition(" ")[0] for name, text in told.items()} == {
        "hỏng.xlsx": "Không",
        "trang.xls": "Tệp",
        "ảnh.xlsx": "Ảnh",
    }


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text elsewhere")
def test_a_name_that_is_no_text_still_names_its_figures(
    blank_forms: Path, province: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "ve"
    file = copy(blank_forms / f"{PERIOD}_huyen_01.xlsx", folder / "tạm")
    fill(file, {"J7": 5})
    file.rename(os.fsdecode(os.fsencode(folder) + b"/b\xe1o\ncao.xlsx"))
    ran = run_cchc("intake", "import", folder, "--workspace", province)
    assert figures(province)["dao_tao.hoc_vien", "huyen_01"]["source_cell"] == "b�o�cao.xlsx!Số liệu!J7", (
        ran.text
    )
    assert run_cchc("intake", "import", folder, "--workspace", province).code == ran.code


def test_a_folder_that_cannot_be_read_is_told(
    blank_forms: Path, province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ve"
    fill(copy(blank_forms / f"{PERIOD}_huyen_01.xlsx", folder / "1.xlsx"), {"J7": 5})
    (folder / "kín").mkdir()
    listing = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path).name == "kín":
            raise PermissionError(errno.EACCES, "made up", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    ran = run_cchc("intake", "import", folder, "--workspace", province)
    assert "kín: LỖI: Không mở được thư mục này (không có quyền)" in ran.text
    assert ran.code == 1
    assert values(province) == {("dao_tao.hoc_vien", "huyen_01"): "5"}


@settings(max_examples=30, phases=[Phase.explicit, Phase.generate])
@given(st.sampled_from(["xlsx", "ods", "xls"]), st.floats(0, 0.999), st.binary(min_size=1, max_size=40))
def test_damage_anywhere_never_stops_the_others(
    damageable: dict[str, bytes], sound: Path, kind: str, where: float, garbage: bytes
) -> None:
    data = bytearray(damageable[kind])
    at = int(where * len(data))
    data[at : at + len(garbage)] = garbage
    folder = sound.parent
    (folder / "hỏng").write_bytes(data)
    root = write_province(folder.parent / "tinh")
    ran = run_cchc("intake", "import", folder, "--period", PERIOD, "--workspace", root)
    assert "không lường trước" not in ran.text
    assert figures(root)["dao_tao.hoc_vien", "huyen_02"]["value"] == "42"


@pytest.fixture(scope="module")
def damageable(blank_forms: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same form in three formats."""
    path = blank_forms / f"{PERIOD}_huyen_01.xlsx"
    folder, sheets = tmp_path_factory.mktemp("dang"), sheets_of(path, {})
    return {
        "xlsx": path.read_bytes(),
        "ods": write_ods(folder / "a.ods", sheets).read_bytes(),
        "xls": write_xls(folder / "a.xls", sheets).read_bytes(),
    }


@pytest.fixture(scope="module")
def sound(blank_forms: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file without a flaw, alone in its folder."""
    folder = tmp_path_factory.mktemp("lanh") / "ve"
    file = copy(blank_forms / f"{PERIOD}_huyen_02.xlsx", folder / "lành.xlsx")
    fill(file, {"J7": 42})
    return file
