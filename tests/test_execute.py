"""Running notebooks: real papermill, real kernels."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from cchc.execute import NotebookError, NotebookJob, NotebookRun, run_notebooks
from cchc.findings import InputError

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
        return NotebookJob(name.partition("_")[2], source, target, values, timeout)

    return make


def texts(path: Path) -> list[str]:
    cells = nbformat.read(path, as_version=4).cells
    return [o["text"] for cell in cells for o in cell.get("outputs", []) if o["output_type"] == "stream"]


def test_parameters_arrive_and_results_come_in_order(job: Callable[..., NotebookJob]) -> None:
    told: list[NotebookRun] = []
    jobs = [
        job("10_mot", "import time; time.sleep(1); print(period, workspace)"),
        job("20_hai", "from pathlib import Path; print(Path.cwd().name == Path('.').resolve().name)"),
    ]
    runs = run_notebooks(jobs, 2, told.append)
    assert [run.section for run in runs] == ["mot", "hai"]
    assert {run.section for run in told} == {"mot", "hai"}
    assert texts(runs[0].target) == ["2020-H1 ..\n"]
    # The source is never written to.
    assert texts(jobs[0].source) == []


def test_every_failing_notebook_is_reported_with_cell_and_line(job: Callable[..., NotebookJob]) -> None:
    told: list[NotebookRun] = []
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
    ]
    with pytest.raises(NotebookError) as error:
        run_notebooks(jobs, 3, told.append)
    assert len(told) == 6
    first, third, fourth, fifth, sixth = str(error.value).split("\n\n")
    assert first.splitlines() == [
        "notebooks/10_mot.ipynb, ô thứ 5:",
        "    z = x / 0",
        "ZeroDivisionError: division by zero",
        "Mở bằng: cchc lab mot",
    ]
    assert third.startswith("notebooks/30_ba.ipynb, ô thứ 5:\n    n.append(1); assert")
    assert "AssertionError: hỏng" in third
    assert fourth.startswith("notebooks/40_bon.ipynb, ô thứ 3:\n    def f(:\nSyntaxError")
    assert fifth.startswith("notebooks/50_nam.ipynb: tiến trình Python bị dừng đột ngột")
    assert sixth.startswith("notebooks/60_sau.ipynb: chạy quá 1 giây")
    assert "Traceback" not in str(error.value)


def test_our_own_refusals_read_without_their_type(job: Callable[..., NotebookJob]) -> None:
    raising = "from cchc.period import Period\nPeriod.parse('../../x')"
    with pytest.raises(NotebookError) as error:
        run_notebooks([job("10_mot", raising)], 1, lambda _: None)
    assert "Period.parse('../../x')\nLỖI: “../../x” không phải tên kỳ báo cáo" in str(error.value)


@pytest.mark.parametrize(
    ("parameters", "names"),
    [('period = ""', ["workspace"]), ("", ["period", "workspace"]), ('ky = ""\nworkspace = ""', ["period"])],
)
def test_an_undeclared_parameter_is_an_error(
    job: Callable[..., NotebookJob], parameters: str, names: list[str]
) -> None:
    order = job("10_mot", "raise SystemExit(9)", parameters=parameters)
    with pytest.raises(InputError) as error:
        run_notebooks([order], 1, lambda _: None)
    assert [
        name for finding in error.value.findings for name in names if f"“{name}”" in finding.explanation
    ] == names
    assert {finding.file for finding in error.value.findings} == {"notebooks/10_mot.ipynb"}
    assert not order.target.exists()
