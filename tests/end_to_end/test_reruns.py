"""The command run again, interrupted, twice at once, and for many reports in one call."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
import pytest
from tests.conftest import NOTEBOOKS, forget_runs, write_notebook
from tests.end_to_end.edition import PERIOD, WORKBOOK, Edition, hashes


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "cchc", "report", *map(str, arguments), "--engine", "pandoc"]


def run(root: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), cwd=root, capture_output=True, text=True, check=False, timeout=300
    )


def begin(root: Path, *arguments: object) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command(*arguments), cwd=root, stdout=pipe, stderr=pipe, text=True)


def add_period(root: Path, period: str) -> None:
    """The made-up period once more under another name."""
    shutil.copytree(root / "data" / PERIOD, root / "data" / period)
    text = (root / "params" / f"{PERIOD}.yml").read_text(encoding="utf-8")
    (root / "params" / f"{period}.yml").write_text(text.replace(PERIOD, period), encoding="utf-8")


def test_executed_notebooks_are_those_of_ordinary_kernels(edition: Edition) -> None:
    """The outputs stored in notebooks/ come from ordinary kernels, and nbval holds them to these."""
    for path in sorted((WORKBOOK / "notebooks").glob("[1-9]*.ipynb")):
        ordinary = nbformat.read(path, as_version=4)
        ours = nbformat.read(edition.folder / "notebooks" / path.name, as_version=4)
        own = [cell for cell in ours.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
        assert [cell.source for cell in own] == [cell.source for cell in ordinary.cells]
        for mine, theirs in zip(own, ordinary.cells, strict=True):
            assert mine.get("outputs") == theirs.get("outputs"), f"{path.name}: {mine.source[:60]}"


def test_nothing_runs_again_unless_it_is_asked_for(workspace: Path) -> None:
    first = run(workspace, PERIOD)
    assert "Đã chạy 2 notebook" in first.stdout
    made = hashes(workspace / "output" / PERIOD / "notebooks")
    again = run(workspace, PERIOD)
    assert again.returncode == 0
    assert "notebook (" not in again.stdout
    assert "Không có gì khác bản dự thảo số 0001" in again.stdout
    anew = run(workspace, PERIOD, "--no-cache")
    assert "Đã chạy 2 notebook" in anew.stdout
    assert "Không có gì khác bản dự thảo số 0001" in anew.stdout
    assert hashes(workspace / "output" / PERIOD / "notebooks") != made


def test_only_what_used_the_changed_row_runs_again(workspace: Path) -> None:
    run(workspace, PERIOD)
    figures = workspace / "data" / PERIOD / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace("dao_tao.lop,,7", "dao_tao.lop,,8"), encoding="utf-8")
    changed = run(workspace, PERIOD)
    assert "Dùng lại 1/2 phần không đổi" in changed.stdout
    assert "✓ 20_dao_tao" in changed.stdout
    assert "10_ho_so" not in changed.stdout
    assert ">08<" in (workspace / "output" / PERIOD / "bao-cao.html").read_text(encoding="utf-8")


def test_an_interrupted_run_leaves_nothing_and_the_next_goes_on(workspace: Path) -> None:
    run(workspace, PERIOD, "--formats", "html")
    before = hashes(workspace / "output")
    forget_runs(workspace)
    with (workspace / "data" / PERIOD / "documents.csv").open("a", encoding="utf-8") as documents:
        documents.write("gc-moi,Ghi chú,,,,,,Mới\n")
    notebook = workspace / "notebooks" / "20_dao_tao.ipynb"
    write_notebook(notebook, "import time\ntime.sleep(600)", NOTEBOOKS["20_dao_tao"])
    with begin(workspace, PERIOD, "--jobs", 2) as process:
        assert process.stdout is not None
        while "✓ 10_ho_so" not in process.stdout.readline():
            pass
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 2
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 130
    assert said.strip() == "Đã dừng theo yêu cầu; bản báo cáo đã có vẫn còn nguyên."
    psutil.wait_procs(family, timeout=5)
    assert not [child for child in family if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert hashes(workspace / "output") == before
    assert [path.name for path in (workspace / "output").iterdir()] == [PERIOD]
    write_notebook(notebook, NOTEBOOKS["20_dao_tao"])
    resumed = run(workspace, PERIOD)
    assert resumed.returncode == 0
    assert "Dùng lại 1/2 phần không đổi" in resumed.stdout


def change_meanwhile(workspace: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run whose figure is corrected once the notebook that prints it has read it."""
    notebook = workspace / "notebooks" / "20_dao_tao.ipynb"
    write_notebook(notebook, NOTEBOOKS["20_dao_tao"], "import time\ntime.sleep(2)")
    figures = workspace / "data" / PERIOD / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    with begin(workspace, PERIOD, *arguments) as process:
        assert process.stdout is not None
        said = ""
        while "✓ 10_ho_so" not in said:
            said += process.stdout.readline()
        figures.write_text(text.replace("dao_tao.lop,,7", "dao_tao.lop,,8"), encoding="utf-8")
        rest, wrong = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, said + rest, wrong)


def test_a_figure_corrected_meanwhile_is_in_the_next_run(workspace: Path) -> None:
    during = change_meanwhile(workspace)
    assert during.returncode == 0
    assert f"Lưu ý: data/{PERIOD}/figures.csv đổi trong lúc dựng" in during.stdout
    page = workspace / "output" / PERIOD / "bao-cao.html"
    assert ">07<" in page.read_text(encoding="utf-8")
    after = run(workspace, PERIOD)
    assert "Đã lưu bản dự thảo số 0002" in after.stdout
    assert "đổi trong lúc dựng" not in after.stdout
    assert ">08<" in page.read_text(encoding="utf-8")
    assert "Không có gì khác" in run(workspace, PERIOD).stdout


def test_a_notebook_saved_meanwhile_runs_in_the_next_run(workspace: Path) -> None:
    notebook = workspace / "notebooks" / "20_dao_tao.ipynb"
    write_notebook(notebook, "import time\ntime.sleep(2)", NOTEBOOKS["20_dao_tao"])
    with begin(workspace, PERIOD) as process:
        assert process.stdout is not None
        while "✓ 10_ho_so" not in process.stdout.readline():
            pass
        write_notebook(notebook, NOTEBOOKS["20_dao_tao"])
        said, _ = process.communicate(timeout=60)
    assert "Lưu ý: notebooks/20_dao_tao.ipynb đổi trong lúc dựng" in said
    assert "✓ 20_dao_tao" in run(workspace, PERIOD).stdout


def test_a_final_report_is_made_from_inputs_that_stand_still(workspace: Path) -> None:
    refused = change_meanwhile(workspace, "--final")
    assert refused.returncode == 1
    assert f"Dữ liệu đổi trong lúc dựng: data/{PERIOD}/figures.csv." in refused.stderr
    assert not (workspace / "output" / PERIOD / "bao-cao.html").exists()


def test_two_runs_at_once_do_not_hurt_each_other(workspace: Path) -> None:
    both = [begin(workspace, PERIOD) for _ in range(2)]
    for process in both:
        with process:
            said, wrong = process.communicate(timeout=120)
        assert process.returncode == 0, said + wrong
    listed = subprocess.run(
        [sys.executable, "-m", "cchc", "verify", PERIOD],
        cwd=workspace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert listed.returncode == 0, listed.stdout + listed.stderr
    assert [path.name for path in (workspace / "output").iterdir()] == [PERIOD]
    assert "Không có gì khác" in run(workspace, PERIOD).stdout


def test_one_report_of_many_fails_alone(workspace: Path) -> None:
    add_period(workspace, "2019-H1")
    add_period(workspace, "2019-H2")
    figures = workspace / "data" / "2019-H1" / "figures.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace("dao_tao.lop,,7", "dao_tao.lop,,bảy"), encoding="utf-8")
    many = run(workspace, "--all")
    assert many.returncode == 1
    assert "Dựng 3 báo cáo" in many.stdout
    assert "✓ 2020-H1: bản dự thảo số 0001" in many.stdout
    assert "✗ 2019-H1:" in many.stdout
    assert "data/2019-H1/figures.csv:5" in many.stdout
    assert "1/3 báo cáo không dựng được; các báo cáo khác đã xong." in many.stderr
    assert "Traceback" not in many.stdout + many.stderr
    assert not (workspace / "output" / "2019-H1").exists()
    assert (workspace / "output" / "2019-H2" / "bao-cao.docx").exists()
    two = run(workspace, PERIOD, "2019-H2")
    assert two.returncode == 0
    assert two.stdout.count("không có gì đổi") == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_reports_of_many_localities_are_what_one_call_makes(
    workspace: Path, tmp_path: Path, jobs: int
) -> None:
    alone = run(workspace, PERIOD)
    assert alone.returncode == 0
    others = [shutil.copytree(workspace, tmp_path / name) for name in ("tinh-a", "tinh-b")]
    for other in others:
        shutil.rmtree(other / "output")
    many = run(
        tmp_path, PERIOD, "--jobs", jobs, *(word for other in others for word in ("--workspace", other))
    )
    assert many.returncode == 0, many.stdout + many.stderr
    assert "✓ tinh-a, 2020-H1: bản dự thảo số 0001" in many.stdout
    for other in others:
        for name in ("bao-cao.html", "bao-cao.pdf", "figures.csv"):
            assert len((other / "output" / PERIOD / name).read_bytes()) == len(
                (workspace / "output" / PERIOD / name).read_bytes()
            )
