"""The commands as an analyst runs them: new, fill, status, report; and another locality's first report."""

import csv
import json
from datetime import date
from pathlib import Path

import nbformat
import pytest
from tests.conftest import Cchc, add

from cchc.base.installation import SKELETON
from cchc.base.period import Period
from cchc.inputs.narrative import unmarked
from cchc.inputs.params import load_params
from cchc.inputs.workspace import Workspace
from cchc.turnover.new_locality import current_half_year, pattern
from cchc.turnover.status import State

HERE = ("--engine", "pandoc", "--formats", "html")
H2 = "data/2020-H2"


def filled(place: Workspace, values: dict[str, str]) -> None:
    """Enter the value of each code, by `code` or `code agency`."""
    path = place.root / H2 / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["value"] = values.get(f"{row['indicator']} {row['agency']}".strip(), "")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def items(cchc: Cchc, place: Workspace) -> dict[str, list[tuple[str, int | None]]]:
    """Places of the checklist's items by their state."""
    code, said = cchc("status", "2020-H2", "--format", "json", "--workspace", str(place.root))
    assert code == 0, said
    found: dict[str, list[tuple[str, int | None]]] = {}
    for item in json.loads(said)["items"]:
        found.setdefault(item["state"], []).append((item["file"], item["row"]))
    return found


VALUES = {
    "ho_so.tiep_nhan": "2000",
    "ho_so.truc_tuyen": "600",
    "dao_tao.lop": "9",
    "dao_tao.hoc_vien quan_a": "30",
    "dao_tao.hoc_vien quan_b": "15",
    "dao_tao.kinh_phi": "100",
    "dao_tao.hai_long": "97",
}


def test_new_fill_renew_report(cchc: Cchc, place: Workspace) -> None:
    root = str(place.root)
    code, said = cchc("new", "2020-H2", "--from", "2020-H1", "--workspace", root)
    assert code == 0
    assert "cchc status 2020-H2" in said
    before = items(cchc, place)
    rows = {(f"{H2}/figures.csv", row) for row in (2, 3, 5, 6, 7, 8, 9)}
    assert set(before[State.MISSING]) == rows
    assert len(before[State.PARAMETER]) == 4
    assert (f"{H2}/narrative/ho_so.md", 1) in before[State.MARKED]
    assert (f"{H2}/documents.csv", 2) in before[State.MARKED]
    assert before[State.OLD_DOCUMENT] == [(f"{H2}/narrative/ho_so.md", 5)]

    filled(place, VALUES)
    code, said = cchc("report", "2020-H2", *HERE, "--workspace", root)
    assert code == 0, said
    page = (place.output(Period.parse("2020-H2")) / "bao-cao.html").read_text(encoding="utf-8")
    assert page.count('<mark class="stale">') >= 3
    assert "2.000" in page
    assert "2.400" not in page
    code, said = cchc("report", "2020-H2", "--final", *HERE, "--workspace", root)
    assert code == 1
    assert f"{H2}/narrative/ho_so.md:1: LỖI: Còn dấu cần cập nhật" in said
    assert f"{H2}/documents.csv:2: LỖI: Còn dấu cần cập nhật" in said

    for path in [*(place.root / H2 / "narrative").glob("*.md"), place.root / H2 / "documents.csv"]:
        add(place.root, str(path.relative_to(place.root)), unmarked(path.read_text(encoding="utf-8")))
    after = items(cchc, place)
    assert State.MISSING not in after
    assert State.MARKED not in after
    # Confirmed by taking the mark away, yet word by word as before: it stays on the list.
    assert (f"{H2}/narrative/ho_so.md", 1) in after[State.SAME_SENTENCE]
    assert after[State.SAME_VALUE] == [
        (f"{H2}/figures.csv", 3),
        (f"{H2}/figures.csv", 6),
    ]


def test_the_table_says_who_owes_what(cchc: Cchc, place: Workspace) -> None:
    cchc("new", "2020-H2", "--from", "2020-H1", "--workspace", str(place.root))
    filled(
        place, {name: value for name, value in VALUES.items() if "lop" not in name and "quan_b" not in name}
    )
    code, said = cchc("status", "2020-H2", "--workspace", str(place.root))
    assert code == 0
    assert f"  [ ] {H2}/figures.csv:5  Lớp học (dao_tao.lop) — Phòng Học" in said
    assert "     1  Quận B (giả định)" in said
    assert "     1  Phòng Học" in said
    assert "so với kỳ 2020-H1" in said.splitlines()[-1]
    code, said = cchc("status", "2020-H2", "--format", "csv", "--workspace", str(place.root))
    assert said.startswith("state,section,text,owner,file,row\n")


def test_what_cannot_be_read_is_on_the_list_and_hides_nothing(cchc: Cchc, place: Workspace) -> None:
    cchc("new", "2020-H2", "--from", "2020-H1", "--workspace", str(place.root))
    filled(place, {"dao_tao.lop": "bảy"})
    found = items(cchc, place)
    assert found[State.UNREADABLE] == [(f"{H2}/figures.csv", 5)]
    assert found[State.MARKED]
    assert State.STOPPING not in found
    add(place.root, f"{H2}/narrative/dao_tao.md", "### 1.1. Lớp\n\n{{ ty_le('dao_tao.lop') }} {{ so( }}\n")
    assert items(cchc, place)[State.STOPPING] == [(f"{H2}/narrative/dao_tao.md", 3)]
    code, said = cchc("status", "2019-H2", "--workspace", str(place.root))
    assert (code, "Chưa có số liệu của kỳ 2019-H2" in said) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2020-H1", "--from", "2020-H1"), "đều là 2020-H1"),
        (("2020-H2", "--from", "2018-H1"), "thiếu thư mục data/2018-H1"),
        (("2035-H2", "--from", "2020-H1"), "áp dụng cho năm 2035"),
        (("2020-H5", "--from", "2020-H1"), "không phải tên kỳ"),
    ],
)
def test_a_period_that_cannot_be_made(
    cchc: Cchc, place: Workspace, arguments: tuple[str, ...], words: str
) -> None:
    code, said = cchc("new", *arguments, "--workspace", str(place.root))
    assert code == 1
    assert words in said
    assert "Traceback" not in said


def test_another_locality_begins_with_a_report_of_its_own(
    cchc: Cchc, place: Workspace, tmp_path: Path
) -> None:
    add(
        place.root,
        "data/2020-H1/exhibits.yml",
        '# Made up.\nho_so:\n  - {id: moi, heading: "1", kind: thanh, codes: [ho_so.tiep_nhan]}\n',
    )
    target = Workspace(tmp_path / "tinh")
    begin = ("init", str(target.root), "--locality", "tỉnh Khác", "--workspace", str(place.root))
    code, said = cchc(*begin, "--period", "2023-H1")
    assert code == 0, said
    period = Period.parse("2023-H1")
    params = load_params(target, period)
    assert (params.locality, params.issuing_body.lines[-1]) == ("tỉnh Khác", "TỈNH KHÁC")
    texts = [p.read_text(encoding="utf-8") for p in target.root.rglob("*") if p.is_file()]
    # Nothing of the first locality: no value, no unit, no decision.
    for own in ("2400", "Thử Nghiệm", "quan_a", "qd-1-2020", "1/QĐ-TN", "example.org"):
        assert not any(own in text for text in texts), own
    # What is shown stays, for every period to come.
    assert "id: moi" in (target.catalog / "exhibits.yml").read_text(encoding="utf-8")
    notebook = nbformat.read(target.notebooks / "10_ho_so.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)

    code, said = cchc("report", "2023-H1", *HERE, "--workspace", str(target.root))
    assert code == 0, said
    page = (target.output(period) / "bao-cao.html").read_text(encoding="utf-8")
    assert "[chưa có số liệu]" in page
    assert "Học tập suốt đời" in page
    code, said = cchc("check", "2023-H1", "--workspace", str(target.root))
    assert "chưa có số liệu; đơn vị cung cấp: Phòng Học" in said
    assert cchc(*begin)[0] == 1


@pytest.mark.parametrize(("day", "period"), [("2026-06-30", "2026-H1"), ("2026-07-01", "2026-H2")])
def test_the_first_period_is_the_half_year_of_today(day: str, period: str) -> None:
    assert str(current_half_year(date.fromisoformat(day))) == period


def test_a_new_workbook_is_taken_from_the_one_here_else_from_the_installed_one(
    place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.root)
    assert pattern(None) == place
    monkeypatch.chdir(tmp_path)
    assert pattern(None) == Workspace(SKELETON)
    assert pattern(place.root) == place
    named = Path("không có")
    assert pattern(named) == Workspace(named.resolve())
