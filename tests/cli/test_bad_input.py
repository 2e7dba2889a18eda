"""What a user meets when one input is broken: a clear message, exit 1, nothing published lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Cchc

from cchc.cli.report import BOTH, NO_PERIOD

FIGURES = "data/2020-H1/figures.csv"
DOCUMENTS = "data/2020-H1/documents.csv"
INDICATORS = "data/catalog/indicators.csv"
PARAMS = "params/2020-H1.yml"
PROSE = "data/2020-H1/narrative/ho_so.md"
NOTEBOOK = "notebooks/10_ho_so.ipynb"


def replaced(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def published(root: Path) -> dict[str, str]:
    """An edition made earlier, by name."""
    folder = root / "output" / "2020-H1"
    if not folder.exists():
        (folder / "notebooks").mkdir(parents=True)
        for name in ("bao-cao.html", "figures.csv", "notebooks/10_ho_so.ipynb"):
            (folder / name).write_text(f"made earlier: {name}")
    paths = [path for path in (root / "output").rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def refused(cchc: Cchc, root: Path, period: str = "2020-H1") -> str:
    """What both commands say; neither may succeed, show a traceback or touch what is published."""
    before = published(root)
    checked, said = cchc("check", period, "--workspace", str(root))
    made, reported = cchc("report", period, "--engine", "pandoc", "--workspace", str(root))
    assert (checked, made) == (1, 1), said + reported
    assert "Traceback" not in said + reported
    assert "Lỗi không lường trước" not in said + reported
    assert published(root) == before
    assert [path.name for path in (root / "output").iterdir()] == ["2020-H1"]
    return reported


def test_the_made_up_workspace_itself_is_sound(cchc: Cchc, workspace: Path) -> None:
    code, said = cchc("check", "2020-H1", "--workspace", str(workspace))
    # Its windows are short on purpose.
    assert (code, said.splitlines()[-1].partition(",")[0]) == (0, "Kiểm tra: 0 LỖI")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2020-H3", "“2020-H3” không phải tên kỳ báo cáo"),
        ("../../x", "“../../x” không phải tên kỳ báo cáo"),
        ("2019-H1", "Chưa có số liệu của kỳ 2019-H1: thiếu thư mục data/2019-H1. Các kỳ đã có: 2020-H1."),
    ],
)
def test_a_period_that_is_none_or_has_no_data(cchc: Cchc, workspace: Path, period: str, words: str) -> None:
    assert words in refused(cchc, workspace, period)


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "words"),
    [
        (FIGURES, ",document,note", ",document", ":1", "thiếu cột “note”"),
        (FIGURES, ",document,note", ",document,note,la", ":1", "thừa cột “la”"),
        (FIGURES, "indicator,agency", "chi_tieu,agency", ":1", "thiếu cột “indicator”"),
        (FIGURES, "lop,,7,", "lop,,bảy,", ":5", "“bảy”, không phải số"),
        (FIGURES, "dao_tao.lop,,7,", "ho_so.tiep_nhan,,7,", ":5", "đã có số liệu ở dòng 2"),
        (FIGURES, "dao_tao.lop,,7,", "dao_tao.la,,7,", ":5", "Chỉ tiêu “dao_tao.la” không có"),
        (FIGURES, "quan_b", "quan_c", ":7", "Đơn vị “quan_c” không có"),
        (FIGURES, "qd-1-2020", "qd-2-2020", ":2", "Văn bản “qd-2-2020” không có"),
        (INDICATORS, "100 * ho_so.truc", "100 * ho_so.khac", ":4", "gọi mã “ho_so.khac_tuyen” không có"),
        (INDICATORS, "100 * ho_so.truc_tuyen", "2 * ho_so.ty_le", ":4", "Công thức gọi vòng: ho_so.ty_le →"),
        (INDICATORS, "100 * ho_so.truc_tuyen", "__import__('os')", ":4", "không được dùng"),
        (FIGURES, ",,2400,", ",,0,", "", "Không tính được “ho_so.ty_le”: Phép chia cho 0"),
        (PROSE, '{{ so("ho_so.tiep_nhan") }}', '{{ so("ho_so.la") }}', ":5", "Chỉ tiêu “ho_so.la” không có"),
        (PROSE, '{{ so("ho_so.tiep_nhan") }}', "{{ dem() }}", ":5", "Mẫu gọi “dem” không có"),
        (PROSE, '{{ so("ho_so.tiep_nhan") }}', "{{ so( }}", ":5", "Mẫu viết sai cú pháp"),
        (PROSE, '{{ cc("qd-1-2020") }}', '{{ cc("qd-7") }}', ":5", "Văn bản “qd-7” không có"),
        (PROSE, '{{ cc("qd-1-2020") }}', "[^qd]", ":5", "Chú thích [^qd] không có nội dung"),
        (PROSE, "## 1. Tiếp nhận", "## 1. A\n\n## 1. B", ":5", "Đề mục “1” đã có ở dòng 3"),
        (DOCUMENTS, "so('dao_tao.lop')", "so('dao_tao.la')", ":3", "Chỉ tiêu “dao_tao.la” không có"),
        (DOCUMENTS, "https://", "javascript:", ":4", "phải bắt đầu bằng http"),
        (PARAMS, "  lines:", "lines:\n x:", "", "Không đúng dạng YAML"),
        (PARAMS, "date: null", "date: 2020-06-31", ":12", "Mục “date”: phải là ngày có thật"),
        (PARAMS, "period: 2020-H1", "period: 2021-H1", ":2", "ghi 2021-H1, phải là 2020-H1"),
        (NOTEBOOK, '"cells"', '"cels"', "", "Tệp notebook hỏng"),
        (NOTEBOOK, '"remove-cell"', "5", "", "Tệp notebook hỏng"),
    ],
)
def test_one_broken_thing_is_named_with_its_place(
    cchc: Cchc, workspace: Path, file: str, old: str, new: str, place: str, words: str
) -> None:
    replaced(workspace, file, old, new)
    (line,) = [line for line in refused(cchc, workspace).splitlines() if words in line]
    assert "LỖI" in line
    assert not place or line.startswith(f"{file}{place}: ")


@pytest.mark.parametrize("name", [FIGURES, DOCUMENTS, INDICATORS, PARAMS, NOTEBOOK])
def test_a_missing_file_is_named(cchc: Cchc, workspace: Path, name: str) -> None:
    (workspace / name).unlink()
    assert f"{name}: LỖI: " in refused(cchc, workspace)


def test_every_problem_of_every_file_is_listed_with_its_row(cchc: Cchc, workspace: Path) -> None:
    replaced(workspace, FIGURES, "lop,,7,", "lop,,bảy,")
    replaced(workspace, FIGURES, "quan_b", "quan_c")
    replaced(workspace, FIGURES, ",,96.5,", ",,96.5,31/2/2020")
    replaced(workspace, PARAMS, "number: null", "number: mười")
    lines = refused(cchc, workspace).splitlines()
    places = sorted(line.partition(": LỖI")[0] for line in lines if ": LỖI: " in line)
    assert places == [f"{FIGURES}:5", f"{FIGURES}:7", f"{FIGURES}:9", f"{PARAMS}:9"]


def test_a_notebook_that_asks_for_what_is_not(cchc: Cchc, workspace: Path) -> None:
    replaced(workspace, NOTEBOOK, 'muc.narrative(\\"1\\")', 'muc.narrative(\\"9\\")')
    (line,) = [line for line in refused(cchc, workspace).splitlines() if "“9”" in line]
    assert line.startswith(f"{NOTEBOOK}: LỖI: Ô thứ 3, dòng 10: {PROSE} không có đề mục “9”. Các đề mục: “1”")


def test_a_notebook_that_raises(cchc: Cchc, workspace: Path) -> None:
    replaced(workspace, NOTEBOOK, 'muc.narrative(\\"1\\")', "muc.narrative(str(9))")
    before = published(workspace)
    code, said = cchc("report", "2020-H1", "--engine", "pandoc", "--workspace", str(workspace))
    assert code == 1
    assert "notebooks/10_ho_so.ipynb, ô thứ 3:\n    muc.narrative(str(9))\n" in said
    assert "không có đề mục “9”. Các đề mục: “1”" in said
    assert "Traceback" not in said
    assert published(workspace) == before


def test_a_hand_typed_figure_stops_a_final_report_only(cchc: Cchc, workspace: Path) -> None:
    replaced(workspace, PROSE, "qua mạng", "qua mạng, tức 600 hồ sơ")
    before = published(workspace)
    final = ("report", "2020-H1", "--final", "--engine", "pandoc", "--workspace", str(workspace))
    for code, said in (cchc("check", "2020-H1", "--workspace", str(workspace)), cchc(*final)):
        assert code == 1
        assert f"{PROSE}:5" in said
        assert "Con số “600” gõ tay" in said
    assert published(workspace) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--formats", "html,odt"), "Không dựng được dạng “odt”"),
        (("--formats", ""), "Không dựng được dạng"),
        (("--sections", "la"), "Đề cương không có phần “la”. Các phần: ho_so, dao_tao."),
    ],
)
def test_an_option_that_cannot_be(
    cchc: Cchc, workspace: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = published(workspace)
    code, said = cchc("report", "2020-H1", "--engine", "pandoc", "--workspace", str(workspace), *arguments)
    assert code == 1
    assert words in said
    assert published(workspace) == before


def test_a_wrong_call_is_explained_in_vietnamese(cchc: Cchc, tmp_path: Path) -> None:
    assert cchc("report") == (2, f"{NO_PERIOD} Xem: cchc report --help\n")
    assert cchc("report", "2020-H1", "--all") == (2, f"{BOTH} Xem: cchc report --help\n")
    assert cchc("dung") == (2, "Lệnh hoặc tham số không có. Xem: cchc --help\n")
    code, said = cchc("check", "2020-H1", "--workspace", str(tmp_path))
    assert code == 1
    assert "không phải sổ báo cáo: thiếu data/catalog" in said


def test_only_debug_shows_the_traceback(workspace: Path) -> None:
    replaced(workspace, PARAMS, "number: null", "number: mười")
    program = shutil.which("cchc", path=Path(sys.executable).parent)
    assert program is not None
    for options in ([], ["--debug"]):
        command = [program, *options, "check", "2020-H1", "--workspace", str(workspace)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith(f"{PARAMS}:9: LỖI: ")
        assert ("Traceback" in done.stderr) == bool(options)
