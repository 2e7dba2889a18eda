"""What a notebook asks of its section is read without running it: cell and line of each mistake."""

import inspect
from pathlib import Path

import pytest
from tests.conftest import CHART, TABLE, add, edit, write_notebook

from cchc.base.period import Period
from cchc.checks import check
from cchc.checks.notebook_mistakes import METHODS, Signature
from cchc.inputs.workbook import load_workbook
from cchc.inputs.workspace import Workspace
from cchc.notebook.section import Section

NARRATIVE = "data/2020-H1/narrative/dao_tao.md"


def found(root: Path) -> list[tuple[str, str]]:
    """File and words of every finding that stops a report."""
    checked = check(load_workbook(Workspace(root), Period.parse("2020-H1")))
    return [(finding.file, finding.explanation) for finding in checked.blocking]


def told(root: Path, *cells: str) -> list[str]:
    """What is wrong with these cells of one notebook."""
    write_notebook(root / "notebooks/20_dao_tao.ipynb", *cells)
    problems = found(root)
    assert {file for file, _ in problems} <= {"notebooks/20_dao_tao.ipynb"}
    return [words for _, words in problems]


OPENED = 'from cchc import open_section\nmuc = open_section("dao_tao", period, workspace)'
MADE = 'muc.figures_table(["dao_tao.lop"], id="{id}", title="{title}")'
DRAWN = 'bang = muc.frame("dao_tao.lop")\nmuc.chart(hinh, id="a", data=bang, title="Một", alt="{alt}")'


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('muc.narrative("9")', "dao_tao.md không có đề mục “9”. Các đề mục: “1.1”."),
        ("muc.opening()", "không có đoạn nào trước đề mục đầu tiên: bỏ muc.opening()"),
        ('muc.naratve("1.1")', "Không có hàm naratve(). Có thể gọi: heading()"),
        ('x = muc.frame("dao_tao.la")', "Chỉ tiêu “dao_tao.la” không có"),
        ('x = muc.frame({"dao_tao.la": "Tên"})', "Chỉ tiêu “dao_tao.la” không có"),
        ('ma = ["dao_tao.la"]\nmuc.frame(*ma)', "dòng 2: Chỉ tiêu “dao_tao.la” không có"),
        ('muc.frame("dao_tao.lop", so_sanh=("hom_qua",))', "So sánh với “hom_qua” không có"),
        (
            'muc.frame("dao_tao.lop", so_xanh=())',
            "frame() không có tham số “so_xanh”; các tham số: so_sanh, theo.",
        ),
        ('muc.figures_table([], id="a", title="x")', "Bảng không có chỉ tiêu nào."),
        ('muc.table(bang, id="a")', "table() thiếu tham số title."),
        ("muc.heading(1)", "heading() nhận thừa tham số; các tham số: không có."),
        (MADE.format(id="Lớp một", title="x"), "id “Lớp một” chỉ được gồm chữ không dấu"),
        (MADE.format(id="a", title="{{ so('x.y') }}"), "title: Chỉ tiêu “x.y” không có"),
        (MADE.format(id="a", title="{{ so('dao_tao.lop', 'quan_x') }}"), "title: Đơn vị “quan_x” không có"),
        (MADE.format(id="a", title="{{ ty_le('dao_tao.lop') }}"), "title: “dao_tao.lop” không phải tỷ lệ"),
        (MADE.format(id="a", title="Theo{{ cc('qd-1-2020') }}"), "title: Không đặt chú thích ở đây"),
        (MADE.format(id="a", title="{ so('dao_tao.lop') }}"), "title: Mẫu viết sai cú pháp"),
        (MADE.format(id="a", title="Có 7 lớp"), "title: có con số gõ tay: 7"),
        (MADE.format(id="a", title="<b>x"), "title: Thẻ HTML “<b>”"),
        ('ten = "Có " + "7 lớp"\nmuc.table(x, id="a", title=ten)', "dòng 2: title: có con số gõ tay: 7"),
        (DRAWN.format(alt=""), "dòng 2: Biểu đồ thiếu lời mô tả (alt)"),
        (DRAWN.format(alt="{{ so() }}"), "alt: so() gọi thiếu, thừa hoặc sai tên đối số"),
        ('muc.narrative("1.1")\nmuc.narrative("1.1")', "dòng 2: Đề mục “1.1” đã in ở trên"),
        ("\n".join([MADE.format(id="a", title="x")] * 2), "dòng 2: Bảng “a” đã in ở trên"),
        ("x = (1,\ny = 2", "dòng 1: Python không đọc được “x = (1,”"),
    ],
)
def test_a_mistake_is_named_by_cell_and_line(workspace: Path, cell: str, words: str) -> None:
    (told_words,) = told(workspace, OPENED, cell)
    assert told_words.startswith("Ô thứ 4, dòng ")
    assert words in told_words


@pytest.mark.parametrize(
    "cell",
    [
        "for ma in list(muc.blocks):\n    muc.narrative(ma)",
        'goc = "dao_tao"\nx = muc.frame(*(f"{goc}.{ma}" for ma in ("lop", "la")))',
        'x = muc.frame(**{"so_sanh": ()})',
        'ten = "Lớp" if x else "Có 7 lớp"\nmuc.table(x, id=f"a-{x}", title=ten)',
        'if x:\n    muc.narrative("1.1")\nelse:\n    muc.narrative("1.1")',
        '%time x = muc.frame("dao_tao.lop")\n!ls',
        'khac = open_section("ho_so", period, workspace)\nkhac.narrative("1")',
        MADE.format(id="a_1", title="{{ lon_nhat('dao_tao.lop', 'dao_tao.hoc_vien') | lower }}"),
        'print("{{ so(1) }}", "{{ la }}")',
        'dau = "{{ so(\'"\nmuc.figures_table(["dao_tao.lop"], id="a", title=dau + ma + "\') }}")',
    ],
)
def test_what_only_a_run_can_tell_and_what_is_sound_are_left_alone(workspace: Path, cell: str) -> None:
    assert told(workspace, OPENED, cell) == []


def test_a_section_that_the_outline_has_not_or_another_one(workspace: Path) -> None:
    (words,) = told(workspace, OPENED.replace("dao_tao", "dao_tau"))
    assert words == "Ô thứ 3, dòng 2: Đề cương không có phần “dao_tau”. Các phần: ho_so, dao_tao."
    (words,) = told(workspace, OPENED.replace("dao_tao", "ho_so"))
    assert words == "Ô thứ 3, dòng 2: Mở phần “ho_so”, nhưng đây là notebook của phần “dao_tao”."


def test_every_mistake_of_every_notebook_is_listed(workspace: Path) -> None:
    write_notebook(workspace / "notebooks/10_ho_so.ipynb", CHART.replace('narrative("1")', 'narrative("2")'))
    write_notebook(
        workspace / "notebooks/20_dao_tao.ipynb",
        TABLE.replace('"dao_tao.lop"', '"dao_tao.lap"').replace("1.1", "1.2"),
        "def f(:",
    )
    assert [(file[10:12], words.partition(":")[0]) for file, words in found(workspace)] == [
        ("20", "Ô thứ 4, dòng 1"),
        ("20", "Ô thứ 3, dòng 5"),
        ("20", "Ô thứ 3, dòng 6"),
        ("10", "Ô thứ 3, dòng 10"),
    ]


def test_a_narrative_that_is_missing_is_said_where_it_is_asked_for(workspace: Path) -> None:
    (workspace / NARRATIVE).unlink()
    (words,) = told(workspace, TABLE)
    assert words == f"Ô thứ 3, dòng 5: Không có tệp lời văn {NARRATIVE}."
    add(workspace, NARRATIVE, "### 1. Một\n\n### 1. Hai\n")
    ((file, words),) = found(workspace)
    assert (file, words) == (NARRATIVE, "Đề mục “1” đã có ở dòng 1.")


def test_a_notebook_that_cannot_be_given_its_period(workspace: Path) -> None:
    write_notebook(workspace / "notebooks/20_dao_tao.ipynb", TABLE, parameters='period: str = ""')
    assert [words for _, words in found(workspace)] == [
        "Ô gắn thẻ “parameters” phải khai báo biến “workspace”."
    ]
    edit(workspace, "notebooks/20_dao_tao.ipynb", '"name": "python3"', '"nome": "python3"')
    assert [words[:34] for _, words in found(workspace)] == ["Notebook không ghi nhân (kernel) n"]


def test_the_signatures_are_those_of_the_section() -> None:
    public = {name: vars(Section)[name] for name in vars(Section) if not name.startswith("_")}
    methods = {name: thing for name, thing in public.items() if inspect.isfunction(thing)}
    assert {name: signature(method) for name, method in methods.items()} == METHODS


def signature(method: object) -> Signature:
    assert callable(method)
    _, *parameters = inspect.signature(method).parameters.values()
    named = [p for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
    return Signature(
        tuple(p.name for p in parameters if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD),
        tuple(p.name for p in named if p.default is inspect.Parameter.empty),
        tuple(p.name for p in named if p.default is not inspect.Parameter.empty),
        any(p.kind is inspect.Parameter.VAR_POSITIONAL for p in parameters),
    )
