"""The figures of a period, each tied to what the catalogue knows."""

from decimal import Decimal
from pathlib import Path

import pytest

from cchc.base.findings import Finding
from cchc.inputs.figures import COLUMNS, Figure, FigureContext, load_figures
from cchc.inputs.workbook import Workbook

FILE = "data/2020-H1/figures.csv"


def load(workbook: Workbook, folder: Path, *lines: str) -> tuple[tuple[Figure, ...], list[Finding]]:
    path = folder / "figures.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    context = FigureContext(workbook.indicators, workbook.agencies, workbook.documents)
    return load_figures(path, FILE, context)


def test_a_figure_keeps_what_its_source_states(workbook: Workbook) -> None:
    first, *_, satisfaction = workbook.figures
    assert (first.indicator, first.agency, first.value) == ("ho_so.tiep_nhan", "", Decimal(2400))
    assert (first.window.in_short(), first.document) == ("16/12/2019 – 15/3/2020", "qd-1-2020")
    assert (first.file, first.row, first.note) == (FILE, 2, "giả định")
    assert str(satisfaction.value) == "96.5"


def test_a_value_still_owed_is_none_not_nought(workbook: Workbook, tmp_path: Path) -> None:
    figures, findings = load(workbook, tmp_path, "dao_tao.lop,,,,,,", "dao_tao.kinh_phi,,0,,,,")
    assert findings == []
    assert [figure.value for figure in figures] == [None, Decimal(0)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("ho_so.khac,,1,,,,", "Chỉ tiêu “ho_so.khac” không có trong data/catalog/indicators.csv"),
        ("dao_tao.lop,quan_z,1,,,,", "Đơn vị “quan_z” không có trong data/catalog/agencies.csv"),
        ("dao_tao.lop,,1,,,qd-9,", "Văn bản “qd-9” không có trong documents.csv"),
        ("dao_tao.lop,,1.79,,,,", "là số đếm nhưng giá trị là 1.79"),
        ("dao_tao.lop,,1.000,,,,", "đọc được hai cách: dấu phân hàng nghìn hay dấu thập phân (1000 hay 1)"),
        ("dao_tao.lop,,57%,,,,", "tính bằng lớp, không phải phần trăm"),
        ("dao_tao.lop,,bảy,,,,", "Ô “value” là “bảy”, không phải số"),
        ("dao_tao.lop,,7,2020-02-30,,,", "Ô “window_from” là “2020-02-30”"),
        ("dao_tao.lop,,7,,13/2020,,", "Ô “window_to” là “13/2020”"),
        ("dao_tao.lop,,7,,2020-05-01 00:00:00,,", "là ngày 01/05/2020: đúng ngày ấy, hay cả tháng 05/2020"),
        ("dao_tao.lop,,7,,43952,,", "rồi gõ 2020-05-01 (ngày) hoặc 2020-05 (tháng)"),
        ("dao_tao.lop,,7,2020-05,2020-04-30,,", "kết thúc trước khi bắt đầu"),
        (",,7,,,,", "Ô “indicator” còn trống"),
        ("dao_tao.lop,7", "Dòng có 2 ô, cần 7"),
    ],
)
def test_a_bad_row_is_named(workbook: Workbook, tmp_path: Path, line: str, words: str) -> None:
    _, (finding,) = load(workbook, tmp_path, "dao_tao.kinh_phi,,5,,,,", line)
    assert words in finding.explanation
    assert finding.place == f"{FILE}:3"


def test_one_figure_one_row(workbook: Workbook, tmp_path: Path) -> None:
    rows = [
        "dao_tao.lop,,7,,,,",
        "dao_tao.lop,quan_a,3,,,,",
        "dao_tao.lop,quan_a,4,,,,",
        "dao_tao.lop,,7,,,,",
    ]
    _, findings = load(workbook, tmp_path, *rows)
    assert [(finding.rule, finding.row) for finding in findings] == [
        ("so_lieu.trung", 4),
        ("so_lieu.trung", 5),
    ]
    assert "của đơn vị “quan_a” đã có số liệu ở dòng 3" in findings[0].explanation
    assert "đã có số liệu ở dòng 2" in findings[1].explanation


def test_every_problem_of_the_file_is_listed(workbook: Workbook, tmp_path: Path) -> None:
    rows = ["dao_tao.lop,,x,,,,", "khong.co,quan_z,1,,,qd-9,", "dao_tao.kinh_phi,,5,,,,", "dao_tao.lop"]
    _, findings = load(workbook, tmp_path, *rows)
    assert sorted(finding.row or 0 for finding in findings) == [2, 3, 3, 3, 5]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        ({"dao_tao.lop": "57.0", "dao_tao.hai_long": "98,91%"}, ["57", "98.91"]),
        ({"dao_tao.lop": "1.792", "dao_tao.hai_long": "98,91"}, ["1792", "98.91"]),
        ({"dao_tao.lop": "1.792"}, ["1792"]),
        ({"dao_tao.lop": "1,792", "dao_tao.hai_long": "98.91"}, ["1792", "98.91"]),
        ({"dao_tao.hai_long": "98.123"}, ["98.123"]),
        ({"dao_tao.kinh_phi": "5.600"}, ["5600"]),
        ({"dao_tao.lop": "1.000", "dao_tao.hai_long": "98,91"}, ["1000", "98.91"]),
        ({"dao_tao.hai_long": "98.91000000000001"}, ["98.91"]),
    ],
)
def test_kind_and_neighbours_tell_what_a_number_means(
    workbook: Workbook, tmp_path: Path, cells: dict[str, str], values: list[str]
) -> None:
    figures, findings = load(workbook, tmp_path, *(f'{code},,"{text}",,,,' for code, text in cells.items()))
    assert findings == []
    assert [str(figure.value) for figure in figures] == values


@pytest.mark.parametrize(
    ("code", "text", "beside"),
    [
        # The file writes decimals with a dot, a count has none.
        ("dao_tao.lop", "1.792", "98.91"),
        ("dao_tao.lop", "1.000", "98.91"),
        ("dao_tao.kinh_phi", "5.600", "98.91"),
        ("dao_tao.lop", "1,000", "98,91"),
        ("dao_tao.lop", "1.000", ""),
    ],
)
def test_a_thousand_is_never_read_by_guess(
    workbook: Workbook, tmp_path: Path, code: str, text: str, beside: str
) -> None:
    lines = f'{code},,"{text}",,,,', f'dao_tao.hai_long,,"{beside}",,,,'
    figures, (finding,) = load(workbook, tmp_path, *lines)
    assert [figure.indicator for figure in figures] == ["dao_tao.hai_long"]
    assert (finding.place, finding.rule) == (f"{FILE}:2", "du_lieu.o_sai")
    assert "“value”" in finding.explanation
    assert text in finding.explanation
