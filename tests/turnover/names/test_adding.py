"""An indicator added to a made-up workspace, and taken out again: no byte is left of it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import Cchc, add, edit

from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.turnover.names.adding import add_indicator
from cchc.turnover.names.exhibit_entries import with_entry, without_entry
from cchc.turnover.names.new_indicator import NewIndicator, proposed_code
from cchc.turnover.names.removing import remove_indicator

H1 = Period.parse("2020-H1")
REPOSITORY = Path(__file__).parents[3]
FIGURES = "data/2020-H1/figures.csv"
EXHIBITS = "data/2020-H1/exhibits.yml"
CHECKS = "data/catalog/checks.csv"
PROSE = "data/2020-H1/narrative/ho_so.md"
NEW = NewIndicator(
    code="ho_so.buu_chinh",
    name="Hồ sơ nộp qua bưu chính",
    unit="hồ sơ",
    definition="Số hồ sơ giả định.",
    source="Phòng Thử",
)


def texts(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def new_lines(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """By file, the lines that are there now and were not."""
    found = {}
    for name, content in after.items():
        old = before.get(name, b"").decode("utf-8-sig").splitlines()
        if lines := [line for line in content.decode("utf-8-sig").splitlines() if line not in old]:
            found[name] = lines
    return found


def test_everything_that_it_needs_and_nothing_else(workspace: Path) -> None:
    before = texts(workspace)
    new = replace(
        NEW,
        part_of="ho_so.tiep_nhan",
        heading="1",
        exhibit="thanh",
        beside=("ho_so.truc_tuyen",),
        sentence=True,
    )
    done = add_indicator(Workspace(workspace), H1, new)
    assert texts(workspace) == before
    done.edits.save()
    assert new_lines(before, texts(workspace)) == {
        "data/catalog/indicators.csv": [
            "ho_so.buu_chinh,Hồ sơ nộp qua bưu chính,hồ sơ,count,0,none,,Số hồ sơ giả định.,Phòng Thử,"
        ],
        CHECKS: [
            "id;kind;expression;severity;explanation;basis;valid_from;valid_to",
            "ho_so.buu_chinh;bound;ho_so.buu_chinh <= ho_so.tiep_nhan;LỖI;"
            "“Hồ sơ nộp qua bưu chính” là một phần của “Hồ sơ tiếp nhận”;;;",
        ],
        FIGURES: ["ho_so.buu_chinh,,,,,,"],
        EXHIBITS: [
            "ho_so:",
            "  - id: buu-chinh",
            '    heading: "1"',
            "    kind: thanh",
            "    codes:",
            "      ho_so.truc_tuyen:",
            "      ho_so.buu_chinh:",
        ],
        PROSE: ['Hồ sơ nộp qua bưu chính: {{ so("ho_so.buu_chinh") }} hồ sơ.'],
    }
    rows = (workspace / FIGURES).read_text("utf-8").splitlines()
    assert rows.index("ho_so.buu_chinh,,,,,,") == 4
    assert done.remarks == (
        "“Phòng Thử” không phải tên đơn vị nào trong agencies.csv: số này được hỏi ở biểu chung của địa "
        "phương.",
    )
    found = check(load_workbook(Workspace(workspace), H1)).all
    assert [f.rule for f in found if "ho_so.buu_chinh" in f.figures] == ["so_lieu.con_thieu"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "ho_so.tiep_nhan"}, r"đã có ở data/catalog/indicators\.csv:2"),
        ({"code": "khac.moi"}, "không phải phần nào của đề cương"),
        ({"code": "ho_so"}, "ít nhất hai phần"),
        ({"code": "ho_so.Mới"}, "chữ thường không dấu"),
        ({"heading": "9", "sentence": True}, "không có đề mục “9”. Các đề mục: 1"),
        ({"levels": ("tinh",)}, "Cấp “tinh” không có"),
        ({"levels": ("xa",)}, "Cấp “xa” chưa có đơn vị"),
        ({"part_of": "ho_so.tong"}, "“ho_so.tong” không có"),
        ({"part_of": "ho_so.ty_le"}, "không thể là một phần"),
        ({"rate_of": ("ho_so.truc_tuyen", "ho_so.tiep_nhan")}, "phải là rate"),
        ({"exhibit": "thanh"}, "nêu đề mục"),
        ({"heading": "1", "exhibit": "xep_hang"}, "theo từng đơn vị"),
        ({"heading": "1", "exhibit": "phan_cua_tong"}, "cần từ 2 đến 12 mã"),
        ({"heading": "1", "exhibit": "ty_le"}, "cần tỷ lệ"),
        ({"heading": "1", "exhibit": "thanh", "beside": ("dao_tao.kinh_phi",)}, "khác loại"),
        ({"heading": "1", "exhibit": "tron"}, "Không có kiểu hình, bảng “tron”"),
        ({"definition": " "}, "Thiếu định nghĩa"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    workspace: Path, changes: dict[str, object], words: str
) -> None:
    before = texts(workspace)
    with pytest.raises(ReportError, match=words):
        add_indicator(Workspace(workspace), H1, replace(NEW, **changes)).edits.save()  # type: ignore[arg-type]
    assert texts(workspace) == before


def test_a_rate_of_two_counts_is_computed_and_has_no_row(workspace: Path) -> None:
    new = replace(
        NEW, code="ho_so.ty_le_2", unit="%", kind="rate", rate_of=("ho_so.truc_tuyen", "ho_so.tiep_nhan")
    )
    new = replace(new, heading="1", exhibit="ty_le", sentence=True)
    add_indicator(Workspace(workspace), H1, new).edits.save()
    workbook = load_workbook(Workspace(workspace), H1)
    formula = workbook.indicators["ho_so.ty_le_2"].formula
    assert formula is not None
    assert formula.text == "100 * ho_so.truc_tuyen / ho_so.tiep_nhan"
    assert "ho_so.ty_le_2" not in (workspace / FIGURES).read_text("utf-8")
    (exhibit,) = workbook.exhibits["ho_so"]
    assert exhibit.lines["ho_so.ty_le_2"].whole == "ho_so.tiep_nhan"
    assert 'bưu chính: {{ ty_le("ho_so.ty_le_2") }}.' in (workspace / PROSE).read_text("utf-8")


@pytest.mark.parametrize("column", [True, False])
def test_who_reports_it_unit_by_unit(workspace: Path, column: bool) -> None:
    if column:
        path = workspace / "data/catalog/indicators.csv"
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join([lines[0] + ",levels", *(line + "," for line in lines[1:]), ""]), "utf-8")
    new = replace(NEW, levels=("huyen",), heading="1", exhibit="xep_hang")
    add_indicator(Workspace(workspace), H1, new).edits.save()
    assert (workspace / "data/catalog/intake.csv").exists() is not column
    workbook = load_workbook(Workspace(workspace), H1)
    assert workbook.indicators["ho_so.buu_chinh"].levels == (("huyen",) if column else ())


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_added_and_removed_no_byte_is_left(workspace: Path, ending: str) -> None:
    add(workspace, CHECKS, "id,kind,expression,severity,explanation,basis,valid_from,valid_to\n")
    add(workspace, "data/catalog/intake.csv", "indicator,supplier,note\n")
    add(
        workspace,
        EXHIBITS,
        '# Đầu tệp.\nho_so:\n  # Một.\n  - id: mot\n    heading: "1"\n    kind: thanh\n'
        "    codes: [ho_so.tiep_nhan]\n"
        "    title: >-\n      Dài\n      hai dòng\n\n# Hai.\ndao_tao:\n",
    )
    for path in (workspace / "data").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", ending.encode()))
    before = texts(workspace)
    new = replace(NEW, part_of="ho_so.tiep_nhan", levels=("huyen",), heading="1", exhibit="xep_hang")
    add_indicator(Workspace(workspace), H1, new).edits.save()
    assert texts(workspace) != before
    remove_indicator(Workspace(workspace), NEW.code).save()
    assert texts(workspace) == before


def test_the_report_of_2020_is_unchanged_by_adding_and_removing(tmp_path: Path) -> None:
    for name in ("params", "data", "notebooks"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    place, before = Workspace(tmp_path), texts(tmp_path)
    new = replace(
        NEW,
        code="tthc.ho_so.buu_chinh",
        part_of="tthc.ho_so.tiep_nhan",
        levels=("huyen",),
        heading="2.5",
        exhibit="bang",
    )
    add_indicator(place, H1, new).edits.save()
    assert len(new_lines(before, texts(tmp_path))) == 5
    remove_indicator(place, new.code).save()
    assert texts(tmp_path) == before


def test_what_is_used_is_not_removed_and_every_place_is_named(workspace: Path) -> None:
    edit(workspace, "data/2020-H1/documents.csv", "so('dao_tao.lop')", "so('ho_so.truc_tuyen')")
    add(
        workspace,
        EXHIBITS,
        'ho_so:\n  - {id: a, heading: "1", kind: bang, codes: [ho_so.truc_tuyen, ho_so.ty_le]}\n',
    )
    before = texts(workspace)
    with pytest.raises(ReportError) as refusal:
        remove_indicator(Workspace(workspace), "ho_so.truc_tuyen", with_values=True)
    assert str(refusal.value).splitlines()[1:-1] == [
        "  data/2020-H1/documents.csv:3",
        f"  {EXHIBITS}:2 (“a”)",
        "  data/catalog/indicators.csv:4",
        "  notebooks/10_ho_so.ipynb, ô thứ 3",
    ]
    assert texts(workspace) == before


def test_figures_go_only_where_that_is_asked_for(workspace: Path) -> None:
    place = Workspace(workspace)
    with pytest.raises(ReportError, match=rf"có số liệu đã ghi.\n  {FIGURES}:8\n.*--ca-so-lieu"):
        remove_indicator(place, "dao_tao.kinh_phi")
    changes = remove_indicator(place, "dao_tao.kinh_phi", with_values=True).changes
    assert changes == {FIGURES: 1, "data/catalog/indicators.csv": 1}
    with pytest.raises(ReportError, match=r"Có phải: dao_tao\.kinh_phi"):
        remove_indicator(place, "dao_tao.kinh_ph")


def test_a_check_of_several_others_is_a_use(workspace: Path) -> None:
    rule = "{},identity,{},LỖI,thử,,,\n"
    three = rule.format("a.b", "dao_tao.lop == dao_tao.kinh_phi + dao_tao.hoc_vien")
    two = rule.format("a.c", "dao_tao.kinh_phi == 8 * dao_tao.lop")
    add(workspace, CHECKS, f"id,kind,expression,severity,explanation,basis,valid_from,valid_to\n{three}{two}")
    with pytest.raises(ReportError, match=r"checks\.csv:2\nSửa"):
        remove_indicator(Workspace(workspace), "dao_tao.kinh_phi", with_values=True)


FORMS = [
    ("", "tthc:\n  - id: moi\n    heading: x\n"),
    ("# Chỉ có lời.\n", "# Chỉ có lời.\n\ntthc:\n  - id: moi\n    heading: x\n"),
    ("tthc:\nkhac:\n  - id: a\n", "tthc:\n  - id: moi\n    heading: x\nkhac:\n  - id: a\n"),
    ("tthc:\n- id: a\n- id: b\n", "tthc:\n- id: a\n- id: b\n\n- id: moi\n  heading: x\n"),
    (
        "tthc:\n  - id: a # cuối\n\n# Khác.\nkhac:\n",
        "tthc:\n  - id: a # cuối\n\n  - id: moi\n    heading: x\n\n# Khác.\nkhac:\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), FORMS)
def test_an_entry_goes_to_the_end_of_its_section(before: str, after: str) -> None:
    assert with_entry(before, "tthc", ["- id: moi", "  heading: x"]) == after


def test_an_entry_leaves_the_others_and_their_remarks() -> None:
    text = "tthc:\n  - id: a\n\n  # Của b.\n  - id: b\n    title: >-\n      dài\n\n  - id: c\n"
    assert without_entry(text, "tthc", 1) == "tthc:\n  - id: a\n\n  # Của b.\n\n  - id: c\n"
    assert without_entry(text, "tthc", 2) == text.removesuffix("\n  - id: c\n")
    # A file of nothing at all cannot be read.
    assert without_entry("# Đầu.\ntthc:\n  - id: a\n", "tthc", 0) == "# Đầu.\ntthc:\n"
    with pytest.raises(ReportError, match="ngoặc"):
        with_entry("tthc: [{id: a}]\n", "tthc", ["- id: b"])


def test_a_code_is_proposed_from_the_name() -> None:
    assert proposed_code("tthc", "Hồ sơ nộp qua bưu chính công ích", ()) == "tthc.ho_so_nop_qua_buu"
    assert proposed_code("tthc", "Đúng hạn", {"tthc.dung_han"}) == "tthc.dung_han_2"


OPTIONS = ("--ten", "Hồ sơ giấy", "--don-vi-tinh", "hồ sơ", "--dinh-nghia", "Giả định.")


def test_the_command_by_options(cchc: Cchc, workspace: Path) -> None:
    here = ("--workspace", workspace)
    before = texts(workspace)
    code, said = cchc("add", "indicator", "--phan", "ho_so", *OPTIONS, "--xem", *here)
    assert (code, texts(workspace)) == (0, before)
    assert "Sẽ thêm chỉ tiêu ho_so.ho_so_giay (kỳ 2020-H1): 2 chỗ trong 2 tệp." in said
    code, said = cchc("add", "indicator", "ho_so.giay", *OPTIONS, "--hinh", "bang", "--de-muc", "1", *here)
    assert code == 0, said
    assert f"  {EXHIBITS}: 1 chỗ" in said.splitlines()
    code, said = cchc("check", "2020-H1", *here)
    assert "Hồ sơ giấy: chưa có số liệu" in " ".join(said.split())
    code, said = cchc("remove", "indicator", "ho_so.giay", *here)
    assert (code, "Đã bỏ chỉ tiêu ho_so.giay: 3 chỗ trong 3 tệp." in said) == (0, True)
    code, said = cchc("add", "indicator", "ho_so.giay", *here)
    assert (code, "Thiếu tên (--ten), đơn vị tính" in said) == (2, True)


def test_on_a_terminal_it_is_asked(cchc: Cchc, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {
        "Tên chỉ tiêu": ["Hồ sơ giấy"],
        "Thuộc phần nào": ["khac", "ho_so"],
        "Đơn vị tính": ["hồ sơ"],
        "Định nghĩa": ["Giả định."],
        "Nơi cung cấp": ["Phòng Thử"],
        "Là một phần": ["c"],
        "Mã của tổng": ["khong.co", "ho_so.tiep_nhan"],
        "Thêm một câu": ["c"],
        "Dưới đề mục nào": ["1"],
    }

    def answer(words: str, default: object = None, **_: object) -> object:
        known = next((given for start, given in answers.items() if words.startswith(start)), [])
        return known.pop(0) if known else default

    monkeypatch.setattr("cchc.cli.questions.click.prompt", answer)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    code, said = cchc("add", "indicator", "--workspace", workspace)
    assert code == 0, said
    assert "Chọn một trong: ho_so, dao_tao." in said
    assert "Không có chỉ tiêu “khong.co”" in said
    assert "Đã thêm chỉ tiêu ho_so.ho_so_giay (kỳ 2020-H1): 4 chỗ trong 4 tệp." in said
    assert not any(answers.values())
