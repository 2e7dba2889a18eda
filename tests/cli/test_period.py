"""The commands as an analyst runs them: new, fill, status, report; and another locality's first report."""

import csv
import json
import re
from pathlib import Path

import nbformat
import pytest
from tests.conftest import Cchc, add

from cchc.base.clock import today
from cchc.base.installation import SKELETON
from cchc.base.period import Period
from cchc.inputs.narrative import unmarked
from cchc.inputs.params import load_params
from cchc.inputs.workspace import Workspace
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
    assert before[State.MARKED] == [(f"{H2}/narrative/ho_so.md", 7)]
    assert before[State.UNREAD] == [(f"{H2}/narrative/ho_so.md", 1), (f"{H2}/narrative/dao_tao.md", 1)]
    assert before[State.OLD_DOCUMENT] == [(f"{H2}/narrative/ho_so.md", 7)]

    filled(place, VALUES)
    code, said = cchc("report", "2020-H2", *HERE, "--workspace", root)
    assert code == 0, said
    page = (place.output(Period.parse("2020-H2")) / "bao-cao.html").read_text(encoding="utf-8")
    assert page.count('<mark class="stale">') >= 3
    assert "2.000" in page
    assert "2.400" not in page
    code, said = cchc("report", "2020-H2", "--final", *HERE, "--workspace", root)
    assert code == 1
    assert f"{H2}/narrative/ho_so.md:1: LỖI: Lời văn mang từ kỳ 2020-H1 sang, chưa đọc lại" in said
    assert f"{H2}/narrative/ho_so.md:7: LỖI: Còn dấu cần cập nhật" in said

    for path in [*(place.root / H2 / "narrative").glob("*.md"), place.root / H2 / "documents.csv"]:
        add(place.root, str(path.relative_to(place.root)), unmarked(path.read_text(encoding="utf-8")))
    after = items(cchc, place)
    assert State.MISSING not in after
    assert State.MARKED not in after
    assert State.UNREAD not in after
    # Confirmed by taking the mark away, yet word by word as before: it stays on the list.
    assert (f"{H2}/narrative/ho_so.md", 5) in after[State.SAME_SENTENCE]
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
    assert "  Quận B (giả định): 1 chỉ tiêu" in said
    assert re.search(r"  Phòng Học: 1/\d chỉ tiêu", said)
    assert "so với kỳ 2020-H1" in said.splitlines()[-1]
    code, said = cchc("status", "2020-H2", "--format", "csv", "--workspace", str(place.root))
    assert said.startswith("\ufeffstate;section;text;owner;file;row\r\n")


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


def test_a_new_workbook_is_neutral_unless_a_pattern_is_named(
    cchc: Cchc, place: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.root)
    code, said = cchc("init", str(tmp_path / "tinh"), "--locality", "Lâm Đồng")
    assert code == 0, said
    assert f"Đã lập sổ báo cáo của tỉnh Lâm Đồng, kỳ {Period.to_report(today())}." in said
    names = {path.name for path in (tmp_path / "tinh" / "notebooks").iterdir()}
    assert names == {path.name for path in (SKELETON / "notebooks").iterdir()}


def test_a_named_pattern_gives_its_catalogue_but_no_name_of_its_own(cchc: Cchc, tmp_path: Path) -> None:
    target = Workspace(tmp_path / "tinh")
    begin = ("init", target.root, "--locality", "TP. Đà Nẵng", "--period", "2020-H2")
    code, said = cchc(*begin, "--workspace", Path(__file__).parents[2])
    assert code == 0, said
    params = load_params(target, Period.parse("2020-H2"))
    assert (params.locality, params.place) == ("thành phố Đà Nẵng", "Đà Nẵng")
    assert params.issuing_body.in_text == "Ủy ban nhân dân thành phố Đà Nẵng"
    read = [target.root / "README.md", target.params(Period.parse("2020-H2"))]
    assert not any("Hồ Chí Minh" in path.read_text(encoding="utf-8") for path in read)


def test_a_period_before_the_programme_needs_a_pattern(cchc: Cchc, tmp_path: Path) -> None:
    code, said = cchc("init", str(tmp_path / "tinh"), "--locality", "Lâm Đồng", "--period", "2020-H2")
    assert code == 1
    assert "2021 - 2030, không có kỳ 2020-H2" in said
    assert "--workspace" in said
    assert not (tmp_path / "tinh").exists()


def test_without_a_period_the_next_one_that_is_sent_is_made(cchc: Cchc, place: Workspace) -> None:
    code, said = cchc("new", "--from", "2020-H1", "--workspace", str(place.root))
    assert code == 0, said
    assert "Đã dựng kỳ 2020-Q3 từ kỳ 2020-H1" in said
    assert "Thiếu KỲ" in cchc("new", "--workspace", str(place.root)).text


def test_another_programme_says_what_became_of_the_catalogue(cchc: Cchc, place: Workspace) -> None:
    path = "data/catalog/indicators.csv"
    lines = (place.root / path).read_text(encoding="utf-8").splitlines()
    ended = [f"{line},{'2020-12-31' if line.startswith('dao_tao.lop,') else ''}" for line in lines[1:]]
    add(place.root, path, "\n".join([f"{lines[0]},valid_to", *ended]) + "\n")
    code, said = cchc("new", "2021-H1", "--from", "2020-H1", "--workspace", str(place.root))
    assert code == 0, said
    assert "Chỉ tiêu hết hiệu lực (cột valid_to), không hỏi nữa: dao_tao.lop." in said
    assert "Danh mục vẫn là 6 chỉ tiêu riêng của sổ này, lập cho chương trình thử" in said
    assert "cchc init" in said
    figures = (place.root / "data/2021-H1/figures.csv").read_text(encoding="utf-8")
    assert "dao_tao.lop" not in figures
    assert "dao_tao.kinh_phi" in figures
    prose = (place.root / "data/2021-H1/narrative/dao_tao.md").read_text(encoding="utf-8")
    assert "gọi chỉ tiêu dao_tao.lop, hết hiệu lực trước kỳ này" in prose
