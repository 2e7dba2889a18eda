"""The large numbers at the head of the page: as params names them, with what they are compared with."""

import shutil
from pathlib import Path

import pytest

from cchc.base.findings import InputError
from cchc.base.period import Period
from cchc.checks import check
from cchc.inputs.workbook import Workbook, load_workbook
from cchc.inputs.workspace import Workspace
from cchc.publish.page.key_figures import key_figures

CODES = (
    "ho_so.tiep_nhan",
    "ho_so.truc_tuyen",
    "{indicator: ho_so.ty_le, label: Nộp qua mạng, target: dao_tao.hai_long}",
    "dao_tao.lop",
    "dao_tao.hoc_vien",
    "dao_tao.kinh_phi",
)


def with_key_figures(root: Path, *items: str) -> Workbook:
    path = root / "params/2020-H1.yml"
    lines = "".join(f"  - {item}\n" for item in items)
    path.write_text(f"{path.read_text(encoding='utf-8')}key_figures:\n{lines}", encoding="utf-8")
    return load_workbook(Workspace(root), Period.parse("2020-H1"))


def markdown(workbook: Workbook) -> str:
    section = key_figures(workbook)
    assert section
    return section.markdown


def test_none_is_asked_for_and_none_is_made(workbook: Workbook) -> None:
    assert key_figures(workbook) is None


def test_each_stands_in_order_and_is_told_as_printed(workspace: Path) -> None:
    section = key_figures(with_key_figures(workspace, *CODES))
    assert section
    printed = [(figure.indicator, figure.text) for figure in section.figures]
    assert printed == [
        ("ho_so.tiep_nhan", "2.400"),
        ("ho_so.truc_tuyen", "600"),
        ("ho_so.ty_le", "25,00%"),
        ("dao_tao.hai_long", "96,50%"),
        ("ho_so.ty_le", "còn thiếu 71,50 điểm phần trăm"),
        ("dao_tao.lop", "07"),
        ("dao_tao.hoc_vien", "42"),
        ("dao_tao.kinh_phi", "5.600.000"),
    ]
    for code, text in printed:
        assert f'[{text}]{{.num data-code="{code}"' in section.markdown.replace(".num .phrase", ".num")
    assert "Nộp qua mạng" in section.markdown
    assert "để so sánh" not in section.markdown


def test_an_earlier_period_is_compared_with(workspace: Path) -> None:
    shutil.copytree(workspace / "data/2020-H1", workspace / "data/2019-H1")
    params = (workspace / "params/2020-H1.yml").read_text(encoding="utf-8")
    (workspace / "params/2019-H1.yml").write_text(params.replace("2020-H1", "2019-H1"), encoding="utf-8")
    figures = workspace / "data/2019-H1/figures.csv"
    figures.write_text(figures.read_text(encoding="utf-8").replace("2400", "2000"), encoding="utf-8")
    text = markdown(with_key_figures(workspace, *CODES))
    assert "tăng 400 hồ sơ (20,00%) so với 06 tháng đầu năm 2019" in text
    assert "giảm 5,00 điểm phần trăm so với 06 tháng đầu năm 2019" in text


def test_text_of_params_is_no_markup(workspace: Path) -> None:
    named = "{indicator: ho_so.ty_le, label: '<b>đậm</b> [x](y)'}"
    text = markdown(with_key_figures(workspace, *CODES[:2], named, *CODES[3:]))
    assert r"\<b\>đậm\</b\> \[x\](y)" in text


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("ho_so.tiep_nhân", "chỉ tiêu “ho_so.tiep_nhân” không có trong data/catalog/indicators.csv"),
        ("{indicator: ho_so.ty_le, target: khong.co}", "chỉ tiêu “khong.co” không có"),
        ("{indicator: ho_so.ty_le, target: dao_tao.lop}", "không so sánh được"),
        ("{indicator: ho_so.ty_le, label: Mức 4}", "con số “4” gõ tay"),
    ],
)
def test_a_wrong_one_stops_the_report_at_its_row(workspace: Path, item: str, words: str) -> None:
    found = check(with_key_figures(workspace, *CODES[:2], item, *CODES[3:])).blocking
    lines = (workspace / "params/2020-H1.yml").read_text(encoding="utf-8").splitlines()
    (row,) = (n for n, line in enumerate(lines, start=1) if item in line)
    assert [finding.place for finding in found] == [f"params/2020-H1.yml:{row}"]
    assert words in found[0].explanation


@pytest.mark.parametrize(
    ("items", "words"),
    [
        (CODES[:3], "có 3 chỉ tiêu; chọn từ sáu đến tám"),
        ((*CODES[:5], "{label: Thiếu mã}"), "“key_figures.5.indicator”: thiếu mục này"),
        ((*CODES[:5], CODES[0]), "“ho_so.tiep_nhan” có hai lần"),
    ],
)
def test_a_wrong_list_is_refused(workspace: Path, items: tuple[str, ...], words: str) -> None:
    with pytest.raises(InputError, match=words):
        with_key_figures(workspace, *items)
