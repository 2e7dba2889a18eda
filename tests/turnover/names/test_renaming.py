"""A name followed through all files of a made-up workspace, and nowhere else."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from tests.conftest import Cchc, add, edit, write_notebook

from cchc.base.findings import ReportError
from cchc.inputs.workspace import Workspace
from cchc.turnover.names.renaming import (
    rename_agency,
    rename_document,
    rename_heading,
    rename_indicator,
)

INDICATORS = "data/catalog/indicators.csv"
FIGURES = "data/2020-H1/figures.csv"
PROSE = "data/2020-H1/narrative/ho_so.md"
LONGER = (
    "ho_so.tiep_nhan_30,Số dài hơn,hồ sơ,count,0,none,,Giả định.,,\n"
    "ho_so.tiep_nhan.mot_cua,Số con,hồ sơ,count,0,none,,Xem ho_so.tiep_nhan.,,\n"
)


@pytest.fixture
def full(workspace: Path) -> Path:
    """The made-up workspace with a name in every kind of file, and longer names beside it."""
    path = workspace / INDICATORS
    path.write_text(path.read_text("utf-8") + LONGER, encoding="utf-8", newline="\n")
    add(
        workspace,
        "data/catalog/checks.csv",
        "id,kind,expression,severity,explanation,basis,valid_from,valid_to\n"
        "a.b,bound,ho_so.truc_tuyen<=ho_so.tiep_nhan,LỖI,Giả định,,,\n"
        "a.c,bound,ho_so.tiep_nhan.mot_cua <= ho_so.tiep_nhan,LỖI,Giả định,,,\n",
    )
    add(workspace, "data/catalog/intake.csv", "indicator,supplier,note\nho_so.tiep_nhan,quan_a,\n")
    add(
        workspace,
        "data/catalog/targets.csv",
        "indicator,first_year,last_year,comparison,value,basis\nho_so.tiep_nhan,2019,,>=,5,giả định\n",
    )
    add(
        workspace,
        "data/catalog/definitions.csv",
        "indicator,valid_from,text\nho_so.tiep_nhan,2019-01-01,thử\n",
    )
    add(
        workspace,
        "data/2020-H1/exhibits.yml",
        '# Về ho_so.tiep_nhan.\nho_so:\n  - id: nhan-2\n    heading: "1"\n    kind: thanh\n'
        "    codes:\n      ho_so.tiep_nhan:\n      ho_so.tiep_nhan.mot_cua:\n",
    )
    add(
        workspace,
        "data/2020-H1/acknowledged.csv",
        "rule,figures,expected,reason,who,date\n"
        "so_hoc.x,ho_so.tiep_nhan ho_so.tiep_nhan@quan_a,1,thử,A,2020-06-15\n",
    )
    add(workspace, "data/2019-H1/figures.csv", "indicator,agency,value,window_from,window_to,document,note\n"
        "ho_so.tiep_nhan,,5,,,,giả định\n")  # fmt: skip
    edit(
        workspace,
        "data/2020-H1/documents.csv",
        "https://example.org/thu,",
        'https://example.org/ho_so.tiep_nhan,"(kèm {{ cc(\'gc-lop\') }}, {{ so(""ho_so.tiep_nhan"") }})"',
    )
    params = workspace / "params/2020-H1.yml"
    params.write_text(
        params.read_text("utf-8") + "key_figures:\n  - {indicator: ho_so.tiep_nhan, label: Thử}\n", "utf-8"
    )
    return workspace


def texts(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_bytes().decode("utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_code_is_followed_everywhere_and_no_longer_one_is_touched(full: Path) -> None:
    before = texts(full)
    done = rename_indicator(Workspace(full), "ho_so.tiep_nhan", "ho_so.nhan")
    assert texts(full) == before
    done.edits.save()
    after = texts(full)
    assert done.edits.changes == {
        "data/2019-H1/figures.csv": 1,
        "data/2020-H1/acknowledged.csv": 2,
        "data/2020-H1/documents.csv": 1,
        "data/2020-H1/exhibits.yml": 2,
        FIGURES: 1,
        PROSE: 1,
        "data/catalog/checks.csv": 2,
        "data/catalog/definitions.csv": 1,
        INDICATORS: 3,
        "data/catalog/intake.csv": 1,
        "data/catalog/targets.csv": 1,
        "notebooks/10_ho_so.ipynb": 2,
        "params/2020-H1.yml": 1,
    }
    # Every other byte is as it was: what was written comes back by the way back.
    for name, text in after.items():
        assert text.count("ho_so.tiep_nhan_30") == before[name].count("ho_so.tiep_nhan_30")
        back = text.replace("ho_so.nhan", "ho_so.tiep_nhan")
        assert back == before[name], name
    assert "example.org/ho_so.tiep_nhan," in after["data/2020-H1/documents.csv"]
    assert "ho_so.tiep_nhan.mot_cua <= ho_so.nhan," in after["data/catalog/checks.csv"]
    assert "Xem ho_so.nhan.," in after[INDICATORS]


def test_a_family_takes_along_what_goes_on_and_leaves_the_code_before_it(full: Path) -> None:
    write_notebook(full / "notebooks/20_dao_tao.ipynb", 'x = f"ho_so.tiep_nhan.{1}"\ny = "ho_so.tiep_nhan.*"')
    rename_indicator(Workspace(full), "ho_so.tiep_nhan.*", "ho_so.nhan.*").edits.save()
    after = texts(full)
    assert "ho_so.nhan.mot_cua <= ho_so.tiep_nhan," in after["data/catalog/checks.csv"]
    assert f'{"f"}\\"ho_so.nhan.{{1}}\\"' in after["notebooks/20_dao_tao.ipynb"]
    assert '\\"ho_so.nhan.*\\"' in after["notebooks/20_dao_tao.ipynb"]
    assert "ho_so.tiep_nhan,,2400" in after[FIGURES]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_form_of_a_file_stays(workspace: Path, encoding: str, ending: str) -> None:
    path = workspace / FIGURES
    text = path.read_text("utf-8").replace(",", ";").replace("\n", ending)
    path.write_bytes(text.encode(encoding))
    rename_indicator(Workspace(workspace), "dao_tao.lop", "dao_tao.so_lop").edits.save()
    assert path.read_bytes().decode(encoding) == text.replace("dao_tao.lop", "dao_tao.so_lop")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("ho_so.tiep_nha", "ho_so.x", "Có phải: ho_so.tiep_nhan"),
        ("ho_so.tiep_nhan", "ho_so.truc_tuyen", "đã có"),
        ("ho_so.tiep_nhan", "ho_so", "không dùng được"),
        ("ho_so.tiep_nhan", "ho_so.Nhận", "không dùng được"),
        ("ho_so.tiep_nhan", "khac.nhan", "không phải phần nào"),
        ("ho_so.tiep_nhan.*", "ho_so.nhan.*", "không có trong danh mục"),
        ("ho_so.*", "dao_tao.*", "là cả phần"),
        ("ho_so.tiep_nhan", "ho_so.nhan.*", "cả hai tên"),
    ],
)
def test_a_name_that_cannot_be_is_refused(workspace: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        rename_indicator(Workspace(workspace), old, new)


def test_a_code_made_of_pieces_is_refused_with_its_cell(workspace: Path) -> None:
    write_notebook(
        workspace / "notebooks/20_dao_tao.ipynb", "a = 1", 'for x in ("lop",):\n    f"dao_tao.{x}"'
    )
    with pytest.raises(ReportError, match=r"20_dao_tao\.ipynb, ô thứ 4"):
        rename_indicator(Workspace(workspace), "dao_tao.lop", "dao_tao.so_lop")


def test_a_template_that_puts_the_code_together_is_refused(workspace: Path) -> None:
    edit(workspace, "data/2020-H1/narrative/dao_tao.md", 'so("dao_tao.lop")', 'so("dao_tao." ~ "lop")')
    with pytest.raises(ReportError, match=r"thêm LỖI:\n  data/2020-H1/narrative/dao_tao\.md:3"):
        rename_indicator(Workspace(workspace), "dao_tao.lop", "dao_tao.so_lop")


def test_python_names_that_look_like_a_code_stay(workspace: Path) -> None:
    source = 'dao_tao = object()\n# it\'s dao_tao.lop\nprint(dao_tao.lop, "dao_tao.lop")'
    write_notebook(workspace / "notebooks/20_dao_tao.ipynb", source)
    rename_indicator(Workspace(workspace), "dao_tao.lop", "dao_tao.moi").edits.save()
    cells = json.loads((workspace / "notebooks/20_dao_tao.ipynb").read_text("utf-8"))["cells"]
    assert "".join(cells[2]["source"]) == (
        'dao_tao = object()\n# it\'s dao_tao.moi\nprint(dao_tao.lop, "dao_tao.moi")'
    )


def test_a_unit(full: Path) -> None:
    add(
        full,
        "data/catalog/agencies.csv",
        "code,name,short,level,valid_from,valid_to,successor\n"
        "quan_a,Quận A (giả định),A,huyen,,2030-01-01,quan_c\n"
        "quan_b,Quận B (giả định),B,huyen,,2030-01-01,quan_c quan_a\nquan_c,Quận C (giả định),C,huyen,,,\n",
    )
    edit(full, PROSE, "hồ sơ{{", "hồ sơ quan_a {{ so('dao_tao.hoc_vien', don_vi='quan_a') }}{{")
    done = rename_agency(Workspace(full), "quan_a", "quan_moi")
    done.edits.save()
    assert done.edits.changes == {
        "data/2020-H1/acknowledged.csv": 1,
        FIGURES: 1,
        PROSE: 1,
        "data/catalog/agencies.csv": 2,
        "data/catalog/intake.csv": 1,
    }
    assert "hồ sơ quan_a {{ so('dao_tao.hoc_vien', don_vi='quan_moi') }}" in (full / PROSE).read_text("utf-8")
    refused = (("quan_b", "quan_moi", "đã có"), ("quan_b", "xa", "một cấp"), ("quan", "q", "Có phải: quan_"))
    for old, new, words in refused:
        with pytest.raises(ReportError, match=words):
            rename_agency(Workspace(full), old, new)


def test_a_document(full: Path) -> None:
    done = rename_document(Workspace(full), "gc-lop", "gc-lop-hoc")
    done.edits.save()
    assert done.edits.changes == {"data/2020-H1/documents.csv": 2, "data/2020-H1/narrative/dao_tao.md": 1}
    assert '{{ cc("gc-lop-hoc", "web-thu") }}' in (full / "data/2020-H1/narrative/dao_tao.md").read_text(
        "utf-8"
    )
    for new, words in (("web-thu", "đã có"), ("Gc Lop", "gạch nối")):
        with pytest.raises(ReportError, match=words):
            rename_document(Workspace(full), "qd-1-2020", new)


@pytest.mark.parametrize(
    ("new", "line", "key"),
    [
        ("3", "## 3. Tiếp nhận", "3"),
        ("1.2.3", "## 1.2.3. Tiếp nhận", "1.2.3"),
        ("3. Nhận", "## 3. Nhận", "3"),
        ("Nhận hồ sơ", "## 1. Nhận hồ sơ", "1"),
    ],
)
def test_a_heading(full: Path, new: str, line: str, key: str) -> None:
    edit(full, "data/2020-H1/narrative/dao_tao.md", "Mở", "Xem [trên](#ho-so-1). Mở")
    rename_heading(Workspace(full), "ho_so", "1", new).edits.save()
    after = texts(full)
    assert line in after[PROSE].split("\n")
    assert f'heading: "{key}"' in after["data/2020-H1/exhibits.yml"]
    assert f'muc.narrative(\\"{key}\\")' in after["notebooks/10_ho_so.ipynb"]
    assert f"(#ho-so-{key.replace('.', '-')})" in after["data/2020-H1/narrative/dao_tao.md"]
    assert '"1.1"' in after["notebooks/20_dao_tao.ipynb"].replace("\\", "")


def test_headings_that_cannot_be(full: Path) -> None:
    place = Workspace(full)
    edit(full, PROSE, "## 1.", "## 2. Khác\n\n## 1.")
    for section, old, new, words in (
        ("ho_so", "1", "2", "“2” đã có"),
        ("ho_so", "9", "2", "không có trong lời văn"),
        ("la", "1", "2", "không có trong đề cương"),
    ):
        with pytest.raises(ReportError, match=words):
            rename_heading(place, section, old, new)


def test_a_workbook_in_place_of_a_table_is_refused(full: Path) -> None:
    (full / "data/catalog/intake.csv").unlink()
    with xlsxwriter.Workbook(full / "data/catalog/intake.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("indicator", "supplier", "note"))
        sheet.write_row(1, 0, ("ho_so.tiep_nhan", "quan_a", ""))
    before = texts(full / "notebooks")
    with pytest.raises(ReportError, match=r"intake\.xlsx.* là tệp Excel"):
        rename_indicator(Workspace(full), "ho_so.tiep_nhan", "ho_so.nhan")
    rename_indicator(Workspace(full), "dao_tao.lop", "dao_tao.so_lop")
    assert texts(full / "notebooks") == before


def test_forms_that_were_sent_are_told(full: Path) -> None:
    (full / "output/2020-H1/intake/mau").mkdir(parents=True)
    (full / "output/2020-H1/intake/mau/quan_a.xlsx").write_bytes(b"made up")
    (remark,) = rename_indicator(Workspace(full), "dao_tao.lop", "dao_tao.so_lop").remarks
    assert "output/2020-H1/intake/mau" in remark


def test_the_command(cchc: Cchc, full: Path) -> None:
    before = texts(full)
    code, said = cchc("rename", "ho_so.tiep_nhan", "ho_so.nhan", "--xem", "--workspace", full)
    assert (code, texts(full)) == (0, before)
    assert "Sẽ sửa “ho_so.tiep_nhan” thành “ho_so.nhan”: 19 chỗ trong 13 tệp." in said
    code, said = cchc("rename", "ho_so.tiep_nhan", "ho_so.nhan", "--workspace", full)
    assert code == 0
    assert f"  {FIGURES}: 1 chỗ" in said.splitlines()
    assert not [path for path in full.iterdir() if path.name.startswith(".cchc-sua")]
    code, said = cchc("rename", "quan_a", "quan_b", "--don-vi", "--van-ban", "--workspace", full)
    assert (code, "Chỉ nêu một trong" in said) == (2, True)
    code, said = cchc("rename", "quan_a", "quan_b", "--don-vi", "--workspace", full)
    assert (code, "“quan_b” đã có" in said) == (1, True)


def test_a_disk_that_refuses_leaves_all_as_it_was(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(full)
    done = rename_indicator(Workspace(full), "ho_so.tiep_nhan", "ho_so.nhan")
    replace, moved = Path.replace, []

    def sixth_fails(path: Path, target: Path) -> Path:
        moved.append(path)
        if len(moved) == 6:
            raise PermissionError(13, "made up")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", sixth_fails)
    with pytest.raises(ReportError, match="chưa sửa gì"):
        done.edits.save()
    monkeypatch.undo()
    assert texts(full) == before


def test_what_another_program_wrote_meanwhile_is_not_lost(full: Path) -> None:
    done = rename_indicator(Workspace(full), "ho_so.tiep_nhan", "ho_so.nhan")
    edit(full, PROSE, "mạng", "mạng Internet")
    before = texts(full)
    with pytest.raises(ReportError, match=r"ho_so\.md.* vừa được"):
        done.edits.save()
    assert texts(full) == before
