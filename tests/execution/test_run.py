"""Running notebooks: real papermill, real kernels."""

import multiprocessing
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import v4
from tests.base.test_search_path import NAMES, plant
from tests.forks import needs_fork

from cchc.execution.environment import notebook_environment
from cchc.execution.jobs import NotebookJob, NotebookLimits, NotebookRun, undeclared_parameters
from cchc.execution.run import executed_only, run_notebooks

RAISING = """\
x = 1
y = [
    x,
]

# The next line raises; short lines stand around it.
z = x / 0
x
z"""


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., NotebookJob]:
    """Makes a notebook of code cells and the order to run it."""

    def make(
        name: str, *code: str, parameters: str = 'period = "x"\nworkspace = "x"', timeout: int = 60
    ) -> NotebookJob:
        cells = [
            v4.new_markdown_cell("# Made up for tests", id="title"),
            v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}, id="parameters"),
            *(v4.new_code_cell(text, id=f"cell-{n}") for n, text in enumerate(code)),
        ]
        source = tmp_path / f"{name}.ipynb"
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), source)
        target = tmp_path / "executed" / source.name
        target.parent.mkdir(exist_ok=True)
        values = {"period": "2020-H1", "workspace": ".."}
        limits = NotebookLimits(timeout, memory_mb=700, output_mb=1)
        return NotebookJob(name.partition("_")[2], source, target, values, limits)

    return make


def texts(path: Path) -> list[str]:
    cells = nbformat.read(path, as_version=4).cells
    return [o["text"] for cell in cells for o in cell.get("outputs", []) if o["output_type"] == "stream"]


def run_all(jobs: Sequence[NotebookJob], workers: int) -> list[NotebookRun]:
    runs = {run.job.section: run for run, _ in run_notebooks(jobs, workers, executed_only)}
    return [runs[job.section] for job in jobs]


def test_parameters_arrive_and_results_come_in_order(job: Callable[..., NotebookJob]) -> None:
    jobs = [
        job("10_mot", "import time; time.sleep(1); print(period, workspace)"),
        job("20_hai", "from pathlib import Path; print(Path.cwd().name == Path('.').resolve().name)"),
    ]
    runs = run_all(jobs, 2)
    assert [run.job.section for run in runs] == ["mot", "hai"]
    assert texts(runs[0].job.target) == ["2020-H1 ..\n"]
    # The source is never written to.
    assert texts(jobs[0].source) == []


def test_braces_in_the_path_are_part_of_it(job: Callable[..., NotebookJob]) -> None:
    (run,) = run_all([job("10_{moi}_{{ x", "print(period)")], 1)
    assert (run.failure, texts(run.job.target)) == ("", ["2020-H1\n"])


@needs_fork
def test_code_runs_with_its_letters_composed(job: Callable[..., NotebookJob]) -> None:
    (run,) = run_all([job("10_mot", "print(len('Vie\u0323\u0302t'), '\u200b' == '')\u200b")], 1)
    assert texts(run.job.target) == ["4 True\n"]


@needs_fork
def test_every_failing_notebook_is_reported_with_cell_and_line(job: Callable[..., NotebookJob]) -> None:
    jobs = [
        job("10_mot", "print(1)", "same = 1", RAISING),
        job("20_hai", "ok = 1"),
        # Two cells with one text: the second run of it raises.
        job(
            "30_ba",
            "n = []",
            "n.append(1); assert len(n) < 2, 'hỏng'",
            "n.append(1); assert len(n) < 2, 'hỏng'",
        ),
        job("40_bon", "def f(:\n    pass"),
        job("50_nam", "import os; os._exit(1)"),
        job("60_sau", "import time\ntime.sleep(60)", timeout=1),
        job("70_bay", "\n  \n" + RAISING),
    ]
    first, second, third, fourth, fifth, sixth, seventh = (run.failure for run in run_all(jobs, 3))
    assert second == ""
    assert first.splitlines() == [
        "notebooks/10_mot.ipynb, ô thứ 5:",
        "    z = x / 0",
        "chia cho 0 (ZeroDivisionError: division by zero)",
        "Mở bằng: cchc lab mot",
    ]
    assert seventh.startswith("notebooks/70_bay.ipynb, ô thứ 3:\n    z = x / 0\nchia cho 0")
    assert third.startswith("notebooks/30_ba.ipynb, ô thứ 5:\n    n.append(1); assert")
    assert "AssertionError: hỏng" in third
    assert fourth.startswith("notebooks/40_bon.ipynb, ô thứ 3:\n    def f(:\nSyntaxError")
    assert fifth.startswith("notebooks/50_nam.ipynb, ô thứ 3: tiến trình Python bị dừng đột ngột")
    assert sixth.startswith("notebooks/60_sau.ipynb, ô thứ 3: chạy quá 1 giây")
    assert not any("Traceback" in failure for failure in (first, third, fourth, fifth, sixth))


@needs_fork
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("while True: print('x' * 1000)", "ô thứ 4: in ra hơn 1 MB"),
        ("import subprocess\nsubprocess.run(['yes'])", "ô thứ 4: in ra hơn 1 MB"),
        ("b = bytearray(10**9)", "ô thứ 4: dùng quá 700 MB bộ nhớ"),
        ("import numpy\nnumpy.ones(10**9)", "ô thứ 4: dùng quá 700 MB bộ nhớ"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "ô thứ 4: tiến trình Python bị dừng"),
    ],
)
def test_a_greedy_notebook_fails_alone_and_names_its_cell(
    job: Callable[..., NotebookJob], code: str, words: str
) -> None:
    greedy, modest = run_all([job("10_mot", "1", code), job("20_hai", "print(2)")], 2)
    assert greedy.failure.startswith(f"notebooks/10_mot.ipynb, {words}")
    assert greedy.failure.endswith("Mở bằng: cchc lab mot")
    assert modest.failure == ""


@needs_fork
def test_what_a_notebook_starts_ends_with_it(job: Callable[..., NotebookJob]) -> None:
    starts = "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)"
    late = job("20_hai", starts, "import time\ntime.sleep(60)", timeout=2)
    ended, stopped = run_all([job("10_mot", starts), late], 2)
    pids = [int(texts(ended.job.target)[0])]
    assert stopped.failure
    for pid in pids:
        # Where nobody collects it, a killed process keeps its number.
        assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    assert multiprocessing.active_children() == []


# A print is two writes, and every kernel sends what it has a fifth of a second after some earlier write,
# be it between the two: cells that print come first, the later ones write once or show.
CELLS = (
    "import sys, os, asyncio\nprint(sys.path.index('') == len(sys.path) - 1, sys.path[-2][-13:])",
    "print(type(get_ipython()).__name__, __name__)",
    "print('a'); print('b', file=sys.stderr); 1 + 1",
    "from IPython.display import Markdown, clear_output\nhandle = display(Markdown('x'), display_id='k')",
    "handle.update(Markdown('y'))",
    "_ = sys.stdout.write('gone\\n'); clear_output(); _ = sys.stdout.write('stays\\n')",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "await asyncio.sleep(0); _",
    "class Thing: pass\nThing.__module__, Out[5], In[3][:6]",
    "!echo from the shell",
    "import altair as alt\nfrom cchc import ACCENT\nalt.Chart(pd.DataFrame({'a': [1]})).mark_bar().to_dict()",
    "try:\n    input('?')\nexcept Exception as error:\n    refusal = type(error).__name__\nrefusal",
)


@needs_fork
def test_cells_give_what_an_ordinary_kernel_gives(
    job: Callable[..., NotebookJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    (here,) = run_all([job("10_mot", *CELLS)], 1)
    assert here.failure == ""
    ours = nbformat.read(here.job.target, as_version=4)
    monkeypatch.setattr("cchc.execution.run.can_fork", lambda: False)
    (there,) = run_all([job("10_mot", *CELLS)], 1)
    assert there.failure == ""
    theirs = nbformat.read(there.job.target, as_version=4)
    assert [plain(cell) for cell in ours.cells] == [plain(cell) for cell in theirs.cells]
    assert ours.metadata.language_info == theirs.metadata.language_info


@pytest.mark.parametrize("forks", [pytest.param(True, marks=needs_fork), False])
def test_a_module_beside_the_notebook_serves_it_but_stands_for_no_other(
    job: Callable[..., NotebookJob], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forks: bool
) -> None:
    plant(tmp_path, *NAMES, "ipykernel", "ipykernel_launcher", "multiprocessing", "pickle", "traitlets")
    (tmp_path / "ham_chung.py").write_text("SO = 7\n", encoding="utf-8")
    monkeypatch.setattr("cchc.execution.run.can_fork", lambda: forks)
    monkeypatch.chdir(tmp_path)
    (run,) = run_all([job("10_mot", "import altair, json, pandas, ham_chung", "print(ham_chung.SO)")], 1)
    assert run.failure == ""
    assert texts(run.job.target) == ["7\n"]


def plain(cell: nbformat.NotebookNode) -> tuple[object, ...]:
    """A cell without times."""
    outputs = [{**output, "metadata": output.get("metadata", {})} for output in cell.get("outputs", [])]
    return cell.source, cell.get("execution_count"), outputs


def test_our_own_refusals_read_without_their_type(job: Callable[..., NotebookJob]) -> None:
    raising = "from cchc.base.period import Period\nPeriod.parse('../../x')"
    (run,) = run_all([job("10_mot", raising)], 1)
    assert "Period.parse('../../x')\nLỖI: “../../x” không phải tên kỳ báo cáo" in run.failure


@pytest.mark.parametrize(
    ("parameters", "names"),
    [('period = ""', ["workspace"]), ("", ["period", "workspace"]), ('ky = ""\nworkspace = ""', ["period"])],
)
def test_an_undeclared_parameter_is_an_error(
    job: Callable[..., NotebookJob], parameters: str, names: list[str]
) -> None:
    order = job("10_mot", "raise SystemExit(9)", parameters=parameters)
    findings = list(undeclared_parameters([order]))
    assert [name for finding in findings for name in names if f"“{name}”" in finding.explanation] == names
    assert {finding.file for finding in findings} == {"notebooks/10_mot.ipynb"}


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no environments are shown")
def test_what_a_cell_leaves_running_ends_with_the_notebooks() -> None:
    with notebook_environment():
        command = [sys.executable, "-c", "import time; time.sleep(600)"]
        left = subprocess.Popen(command, start_new_session=True)
    assert left.wait(10) < 0
