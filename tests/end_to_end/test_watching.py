"""The command that stays: an analyst corrects figures and prose while it watches."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import psutil
import pytest
from tests.end_to_end.edition import PERIOD

SECONDS = 60
HTML = Path("output", PERIOD, "bao-cao.html")


class Watching:
    """A `cchc report --watch` at work."""

    def __init__(self, root: Path) -> None:
        self.root = root
        command = [sys.executable, "-m", "cchc", "report", PERIOD, "--watch", "--engine", "pandoc"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, cwd=root, stdout=pipe, stderr=subprocess.STDOUT, encoding="utf-8"
        )

    def until(self, words: str) -> str:
        """What it says until it says these words."""
        assert self.process.stdout is not None
        said = ""
        for line in self.process.stdout:
            said += line
            if words in line:
                return said
        raise AssertionError(said)

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def family(self) -> list[psutil.Process]:
        return list(psutil.Process(self.process.pid).children(recursive=True))


@pytest.fixture
def watching(workspace: Path) -> Iterator[Watching]:
    watching = Watching(workspace)
    # Words that never come are waited for no longer than that.
    limit = Timer(SECONDS, watching.process.kill)
    limit.start()
    with watching.process as process:
        watching.until("Đang theo dõi")
        yield watching
        limit.cancel()
        process.kill()


def test_a_corrected_figure_is_in_the_report_at_once(watching: Watching) -> None:
    figures = f"data/{PERIOD}/figures.csv"
    watching.replace(figures, "dao_tao.lop,,7", "dao_tao.lop,,8")
    said = watching.until("Đã dựng lại báo cáo")
    assert f"Có thay đổi: {figures}" in said
    assert "Dùng lại 1/2 phần không đổi" in said
    assert "Đã lưu bản dự thảo số 0002" in said
    page = (watching.root / HTML).read_text(encoding="utf-8")
    assert ">08<" in page
    assert "bản số 1" in page
    assert (watching.root / HTML.with_name("bao-cao.docx")).exists()


def test_one_sitting_leaves_one_draft(watching: Watching) -> None:
    figures = f"data/{PERIOD}/figures.csv"
    watching.replace(figures, "dao_tao.lop,,7", "dao_tao.lop,,8")
    watching.until("Đã dựng lại báo cáo")
    watching.replace(figures, "dao_tao.lop,,8", "dao_tao.lop,,9")
    said = watching.until("Đã dựng lại báo cáo")
    assert "Đã lưu bản dự thảo số 0003, thay bản số 0002 của lần sửa trước" in said
    editions = watching.root / "output" / PERIOD / "editions"
    assert [path.name for path in sorted(editions.iterdir())] == ["0001", "0003"]
    page = (watching.root / HTML).read_text(encoding="utf-8")
    assert "Thay đổi so với bản số 1" in page
    # Saved at the very end of three builds running, it would look like the builds' own doing.
    time.sleep(1)
    watching.replace(figures, "dao_tao.lop,,9", "dao_tao.lop,,7")
    assert "Dùng lại 2/2 phần không đổi" in watching.until("Đã dựng lại báo cáo")
    assert [path.name for path in sorted(editions.iterdir())] == ["0001", "0004"]
    assert ">07<" in (watching.root / HTML).read_text(encoding="utf-8")


def test_a_mistake_is_told_and_waited_out(watching: Watching) -> None:
    before = (watching.root / HTML).read_bytes()
    figures = f"data/{PERIOD}/figures.csv"
    watching.replace(figures, "dao_tao.lop,,7", "dao_tao.lop,,bảy")
    assert "figures.csv:5" in watching.until("bảy")
    notebook = "notebooks/20_dao_tao.ipynb"
    watching.replace(figures, "dao_tao.lop,,bảy", "dao_tao.lop,,7")
    watching.until("Không có gì khác")
    watching.until("Đã dựng lại báo cáo")
    watching.replace(notebook, "open_section(", "open_sectio(")
    assert "20_dao_tao.ipynb" in watching.until("open_sectio")
    assert (watching.root / HTML).read_bytes() == before
    watching.replace(notebook, "open_sectio(", "open_section(")
    watching.until("Đã dựng lại báo cáo")


def test_drawing_that_died_begins_anew(watching: Watching) -> None:
    for process in watching.family():
        process.kill()
    watching.replace(f"data/{PERIOD}/figures.csv", "ho_so.truc_tuyen,,600", "ho_so.truc_tuyen,,601")
    assert "✓ 10_ho_so" in watching.until("Đã dựng lại báo cáo")


def test_ctrl_c_ends_it_and_leaves_nothing(watching: Watching) -> None:
    family = watching.family()
    assert family
    watching.process.send_signal(signal.SIGINT)
    assert "Đã thôi theo dõi" in watching.until("Đã thôi theo dõi")
    assert watching.process.wait(timeout=10) == 0
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    assert [path.name for path in (watching.root / "output").iterdir()] == [PERIOD]


@pytest.mark.parametrize("more", [["--final"], ["2019-H1"], ["--workspace", "a", "--workspace", "b"]])
def test_it_watches_one_draft(workspace: Path, more: list[str]) -> None:
    command = [sys.executable, "-m", "cchc", "report", PERIOD, "--watch", *more]
    done = subprocess.run(command, cwd=workspace, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "--watch chỉ theo dõi một kỳ" in done.stderr
