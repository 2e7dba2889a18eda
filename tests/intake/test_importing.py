"""A second import: what units corrected, what analysts corrected, and where figures show it. Made up."""

import csv
import errno
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.conftest import run_cchc
from tests.intake.filling import FORM, Content, copy, fill
from tests.intake.province import PERIOD, figures, values, write_province

from cchc.base.period import Period
from cchc.editions.ledger import write_ledger
from cchc.execution.section import AssembledSection
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.intake.returned.submissions import collect
from cchc.publish.page.cards import figure_cards
from cchc.values.printed_figure import PrintedFigure, printed
from cchc.values.values import Values

LOP = ("dao_tao.lop", "")


def send(province: Path, blank_forms: Path, folder: Path, unit: str, cells: dict[str, Content]) -> str:
    file = copy(blank_forms / f"{PERIOD}_{unit}.xlsx", folder / f"{unit}.xlsx")
    fill(file, cells)
    return run_cchc("intake", "import", folder, "--workspace", province).text


def edit(province: Path, old: str, new: str) -> None:
    path = province / "data" / PERIOD / "figures.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_corrected_file_changes_what_it_brought(province: Path, blank_forms: Path, tmp_path: Path) -> None:
    send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    said = send(province, blank_forms, tmp_path / "ve2", "phong_hoc", {"J7": 8})
    assert "Lớp học (Toàn địa phương): 7 lớp → 8 lớp (phong_hoc.xlsx!Số liệu!J7)" in said
    assert figures(province)[LOP]["value"] == "8"


def test_what_an_analyst_changed_is_kept_and_said(province: Path, blank_forms: Path, tmp_path: Path) -> None:
    send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    edit(province, "dao_tao.lop,,7,", "dao_tao.lop,,70,")
    said = send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    assert "tệp ghi 7 lớp" in said
    assert "đang là 70 lớp (đã sửa tay sau lần nhập trước); giữ số đang có" in said
    assert figures(province)[LOP]["value"] == "70"
    edit(province, "dao_tao.lop,,70,", "dao_tao.lop,,,")
    send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    assert figures(province)[LOP]["value"] == "7", "emptied by hand: the file's number is wanted"


def test_what_was_typed_before_any_import_is_kept(province: Path, blank_forms: Path, tmp_path: Path) -> None:
    edit(province, "dao_tao.lop,,,", "dao_tao.lop,,5,")
    edit(province, "dao_tao.gio,,,", "dao_tao.gio,,12.50,")
    said = send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7, "J9": 12.5})
    assert "ghi tay, không do nhập tệp" in said
    rows = figures(province)
    assert (rows[LOP]["value"], rows[LOP]["source_cell"]) == ("5", "")
    same = rows["dao_tao.gio", ""]
    assert (same["value"], same["source_cell"]) == ("12.50", "phong_hoc.xlsx!Số liệu!J9")


def test_a_cell_emptied_later_keeps_the_figure_and_says_so(
    province: Path, blank_forms: Path, tmp_path: Path
) -> None:
    send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    said = send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": None})
    assert "trước đây đã nhập 7 lớp" in said
    assert figures(province)[LOP]["value"] == "7"


def test_the_ledger_and_the_card_name_file_and_cell(
    province: Path, blank_forms: Path, tmp_path: Path
) -> None:
    for n in range(1, 13):
        folder = tmp_path / "ve"
        copy(blank_forms / f"{PERIOD}_huyen_{n:02d}.xlsx", folder / f"{n}.xlsx")
        fill(folder / f"{n}.xlsx", {"C11": 3, "E11": 2, "F11": 1}, FORM)
    fill(copy(blank_forms / f"{PERIOD}_phong_hoc.xlsx", tmp_path / "ve" / "hoc.xlsx"), {"J7": 7})
    run_cchc("intake", "import", tmp_path / "ve", "--workspace", province)
    workbook = load_workbook(Workspace(province), Period.parse(PERIOD))
    shown = [
        PrintedFigure.from_json(printed(Values(workbook).get(code), "…", section="s", place="1").to_json())
        for code in ("dao_tao.lop", "ho_so.tiep_nhan", "ho_so.ty_le", "dao_tao.khac")
    ]
    write_ledger([AssembledSection("s", "s", "", (), tuple(shown))], tmp_path / "figures.csv")
    with (tmp_path / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = {row["indicator"]: row["source_cells"] for row in csv.DictReader(file, delimiter=";")}
    assert cells["dao_tao.lop"] == "hoc.xlsx!Số liệu!J7"
    assert cells["ho_so.tiep_nhan"].split("; ") == [f"{n}.xlsx!Biểu T.01-THU!C11" for n in range(1, 13)]
    assert len(cells["ho_so.ty_le"].split("; ")) == 24
    assert cells["dao_tao.khac"] == ""
    card = figure_cards(workbook, shown, []).cards["ho_so.tiep_nhan"]
    assert any("1.xlsx!Biểu T.01-THU!C11" in text and "(6 ô khác)" in text for text in card["rows"].values())


@pytest.mark.parametrize("full", [False, True], ids=["locked", "disk-full"])
def test_a_list_that_cannot_be_written_undoes_nothing(
    province: Path, blank_forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    path = province / "output" / PERIOD / "intake" / "can-hoi-lai.csv"
    path.mkdir(parents=True)
    if full:
        path.rmdir()
        path.write_text("danh sách cũ", encoding="utf-8")

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, "made up")

        monkeypatch.setattr("cchc.intake.summary.write_csv_for_excel", refuse)
    said = send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    assert "Không ghi được danh sách" in said
    assert ("ổ đĩa đã đầy" if full else "đây là thư mục") in said
    assert "Đã ghi vào figures.csv" in said
    assert values(province)[LOP] == "7"
    assert path.is_dir() or path.read_text(encoding="utf-8") == "danh sách cũ"
    assert [p.name for p in path.parent.iterdir() if p.suffix == ".tmp"] == []


def test_figures_changed_meanwhile_by_another_program_are_not_written_over(
    province: Path, blank_forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def collect_while_somebody_types(*arguments: Any) -> Any:
        edit(province, "dao_tao.khac,,,", "dao_tao.khac,,9,")
        return collect(*arguments)

    monkeypatch.setattr("cchc.intake.importing.collect", collect_while_somebody_types)
    said = send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    assert "vừa được chương trình khác sửa" in said
    assert values(province) == {("dao_tao.khac", ""): "9"}


def test_what_would_stop_the_next_command_is_taken_back(
    province: Path, blank_forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (province / "data" / PERIOD / "figures.csv").read_bytes()
    monkeypatch.setattr("cchc.intake.merging._cells", lambda *_: {"value": "không phải số"})
    said = send(province, blank_forms, tmp_path / "ve", "phong_hoc", {"J7": 7})
    assert "không phải số" in said
    assert (province / "data" / PERIOD / "figures.csv").read_bytes() == before


CELLS = {
    "dao_tao.lop": "J7",
    "dao_tao.kinh_phi": "J8",
    "dao_tao.gio": "J9",
    "dao_tao.hai_long": "J10",
    "dao_tao.bo_hoc": "J11",
}
VALUES = st.fixed_dictionaries(
    {
        "dao_tao.lop": st.integers(0, 10**12),
        "dao_tao.kinh_phi": st.integers(0, 10**14),
        "dao_tao.gio": st.integers(0, 10**9).map(lambda n: n / 1000),
        "dao_tao.hai_long": st.integers(101, 10_000).map(lambda n: n / 100),
        "dao_tao.bo_hoc": st.integers(0, 100).map(lambda n: f"{n / 100:.2f}%".replace(".", ",")),
    }
)


# Each example is some files: the first that fails is told as it is, not made smaller.
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
@given(VALUES)
def test_what_is_filled_in_is_what_the_workbook_has(
    blank_forms: Path, tmp_path_factory: pytest.TempPathFactory, filled: dict[str, Content]
) -> None:
    base = tmp_path_factory.mktemp("vong")
    root = write_province(base / "tinh")
    cells = {CELLS[code]: value for code, value in filled.items()}
    said = send(root, blank_forms, base / "ve", "phong_hoc", cells)
    read = {code: float(value) for (code, _), value in values(root).items()}
    expected = {code: as_number(value) for code, value in filled.items()}
    assert read == expected, said


def as_number(value: Content) -> float:
    return float(value.rstrip("%").replace(",", ".")) if isinstance(value, str) else float(value)  # type: ignore[arg-type]


# Characters that XML cannot hold are no text of a cell.
ANYTHING = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff", min_codepoint=32)
    | st.sampled_from("\t\n0123456789.,%-+='\"; \u00a0\u200b"),
    max_size=25,
)
NUMBERISH = st.text(alphabet="0123456789.,% -\n\u00a0", min_size=1, max_size=12)


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])
@given(st.fixed_dictionaries(dict.fromkeys((*CELLS.values(), "G7", "H7", "K7", "K8"), ANYTHING | NUMBERISH)))
def test_whatever_stands_in_the_cells_the_next_command_can_read_what_was_written(
    blank_forms: Path, tmp_path_factory: pytest.TempPathFactory, filled: dict[str, Content]
) -> None:
    base = tmp_path_factory.mktemp("gi_cung_duoc")
    root = write_province(base / "tinh")
    send(root, blank_forms, base / "ve", "phong_hoc", filled)
    path = root / "data" / PERIOD / "figures.csv"
    first = path.read_bytes()
    load_workbook(Workspace(root), Period.parse(PERIOD))
    said = run_cchc("intake", "import", base / "ve", "--workspace", root).text
    assert "figures.csv không đổi" in said
    assert path.read_bytes() == first
