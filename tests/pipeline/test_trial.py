"""`cchc check --notebooks`: every notebook that fails is a finding, and whatever publishing would refuse."""

import json
from pathlib import Path

import pytest
from tests.conftest import CHART, TABLE, Cchc, add, write_notebook

from cchc.checks.readback.signs import OWN_MARKUP

ASKED = ("check", "2020-H1", "--notebooks", "--format", "json", "--workspace")
OPENED = 'from cchc import open_section\nmuc = open_section("dao_tao", period, workspace)\nmuc.heading()'
DRAWN = """\
import altair as alt
bang = muc.frame("dao_tao.lop")
hinh = alt.Chart(bang).mark_bar().encode(x="value:Q", y="name:N")
alt_text = " ".join([])
muc.chart(hinh, id="a", data=bang, title="Một", alt=alt_text)"""


def told(
    cchc: Cchc, root: Path, *cells: str, prose: str = "### 1.1. Lớp\n\nLời.\n"
) -> list[tuple[str, str, str]]:
    """Rule, file and words of the errors about a notebook of these cells."""
    write_notebook(root / "notebooks/20_dao_tao.ipynb", OPENED, *cells)
    add(root, "data/2020-H1/narrative/dao_tao.md", prose)
    code, said = cchc(*ASKED, str(root))
    found = [f for f in json.loads(said[said.index("[\n") :]) if f["severity"] == "LỖI"]
    assert code == bool(found)
    return [(f["rule"], f["file"], f["explanation"]) for f in found]


def test_a_sound_workspace_is_built_from_what_the_check_has_run(cchc: Cchc, workspace: Path) -> None:
    code, said = cchc("check", "2020-H1", "--notebooks", "--workspace", str(workspace))
    assert (code, said.splitlines()[-1].partition(",")[0]) == (0, "Kiểm tra: 0 LỖI"), said
    assert "[2/2] ✓" in said
    assert not (workspace / "output").exists()
    code, said = cchc(
        "report", "2020-H1", "--formats", "docx", "--engine", "pandoc", "--workspace", str(workspace)
    )
    assert (code, "Dùng lại 2/2 phần không đổi" in said) == (0, True), said


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (
            "\nx = 1\n\nx / 0",
            "Ô thứ 4: x / 0 – chia cho 0 (ZeroDivisionError: division by zero) – Mở bằng:",
        ),
        (
            "muc.narrative(str(9))",
            "Ô thứ 4: muc.narrative(str(9)) – LỖI: data/2020-H1/narrative/",
        ),
        (DRAWN, "Biểu đồ thiếu lời mô tả (alt)"),
        ("print(1)", "Ô thứ 4 in ra “1”, không đưa vào báo cáo được."),
        (
            "for _ in range(2): muc.figures_table(['dao_tao.lop'], id='a', title='Một')",
            "Địa chỉ #bang-dao-tao-a có hai lần",
        ),
        (
            "muc.table(muc.frame('dao_tao.lop')[[]], id='a', title='Một')",
            "Bảng #bang-dao-tao-a không có nội dung",
        ),
        (DRAWN.replace('" ".join([])', '"Hình"').replace('"value:Q"', '"khong:X"'), "x"),
    ],
)
def test_a_notebook_that_cannot_be_printed_is_named(
    cchc: Cchc, workspace: Path, cell: str, words: str
) -> None:
    ((_, file, explanation),) = told(cchc, workspace, cell)
    assert file == "notebooks/20_dao_tao.ipynb"
    assert words in explanation


@pytest.mark.parametrize(
    ("prose", "words"),
    [
        ("> ##### Sâu\n", "Mục “Sâu”: Đề mục ở cấp 5; sâu nhất là cấp 4."),
        (
            "- ### Nhảy\n\n- #### Lùi\n\n> ## Một\n\n> #### Hai\n",
            "Mục “Hai”: Đề mục nhảy từ cấp 2 sang cấp 4.",
        ),
        (
            "[a]\n\n[a]: https://a.vn\n[a]: https://b.vn\n",
            "Không đọc được lời văn của báo cáo, phần “II. ĐÀO TẠO”",
        ),
        ("::: {.a}\nChữ\n", "Không đọc được lời văn của báo cáo, phần “II. ĐÀO TẠO”: Div"),
        ("[đây][nd]\n\n[nd]: #khong-co\n", "Mục “1.1. Lớp”: Chỗ “#khong-co” được nhắc tới mà không có."),
        ("[][nd]{.ref}\n\n[nd]: #hinh-ho-so-la\n", "được nhắc tới mà không có."),
    ],
)
def test_prose_that_no_engine_takes_is_named(cchc: Cchc, workspace: Path, prose: str, words: str) -> None:
    found = told(cchc, workspace, prose=f"### 1.1. Lớp\n\nLời.\n\n{prose}")
    # Markup that is no text of a report is named by its own rule, too.
    ((rule, file, explanation),) = (each for each in found if each[0] != OWN_MARKUP.code)
    assert (rule, file) == ("notebook.bi_tu_choi", "notebooks/20_dao_tao.ipynb")
    assert words in explanation


def test_every_notebook_that_fails_is_listed_beside_what_is_found_without_running(
    cchc: Cchc, workspace: Path
) -> None:
    write_notebook(workspace / "notebooks/10_ho_so.ipynb", CHART, "raise ValueError('hỏng')")
    found = told(cchc, workspace, "1 / 0")
    assert [(rule, file[10:12]) for rule, file, _ in found] == [
        ("notebook.khong_chay_duoc", "20"),
        ("notebook.khong_chay_duoc", "10"),
    ]
    found = told(cchc, workspace, 'muc.narrative("9")')
    assert [(rule, file[10:12]) for rule, file, _ in found] == [
        ("notebook.goi_sai", "20"),
        ("notebook.khong_chay_duoc", "10"),
    ]
    _, said = cchc("check", "2020-H1", "--notebooks", "--workspace", str(workspace))
    assert "Chưa chạy 20_dao_tao: sửa các LỖI nêu ở đó trước." in said


def test_what_the_report_prints_is_checked(cchc: Cchc, workspace: Path) -> None:
    write_notebook(
        workspace / "notebooks/20_dao_tao.ipynb", TABLE.replace('"Lớp giả định"', '"Lớp  giả định"')
    )
    _, said = cchc("check", "2020-H1", "--workspace", str(workspace))
    assert "the_thuc" not in said
    _, said = cchc("check", "2020-H1", "--notebooks", "--workspace", str(workspace))
    assert "[the_thuc" in said


def test_tables_that_cannot_be_read_come_first(cchc: Cchc, workspace: Path) -> None:
    add(workspace, "data/2020-H1/figures.csv", "indicator\nx\n")
    code, said = cchc("check", "2020-H1", "--notebooks", "--workspace", str(workspace))
    assert code == 1
    assert "Chưa chạy notebook nào: sửa các LỖI của tệp dữ liệu trước." in said
    assert "✓" not in said
