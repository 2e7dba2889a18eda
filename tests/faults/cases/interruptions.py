"""Ctrl-C, a terminal that goes away, processes that die, and two people at once. Made up."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
from tests.conftest import NOTEBOOKS, write_notebook
from tests.faults.cases.deliveries import next_run
from tests.faults.judging import PERIOD, Case, Outcome, Verdict
from tests.faults.mishaps import FIGURES, IMPORT, PAGE, REPORT, Wrong, mishap, mixed, quiet
from tests.faults.said import imported
from tests.faults.sites import Site
from tests.intake.filling import fill

NOTEBOOK = "20_dao_tao"
FILE = f"notebooks/{NOTEBOOK}.ipynb"
STOPPED = (130, -signal.SIGINT)


def interrupted(
    seconds: float, sign: signal.Signals, *arguments: str, codes: tuple[int, ...] = STOPPED
) -> Callable[[Site], Wrong]:
    """The signal after so many seconds."""

    def drive(site: Site) -> Wrong:
        if "import" in arguments:
            fill(site.form(), {"J7": 7})
        else:
            site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
        process = site.start(*arguments, start_new_session=True)
        time.sleep(seconds)
        group(process, sign)
        ran = site.finish(process)
        # Done before it was told to stop is as good.
        wrong = quiet(ran, (*codes, 0))
        return [*wrong, *(mixed(site) if arguments[0] == "report" else [])]

    return drive


def group(process: "subprocess.Popen[bytes]", sign: signal.Signals) -> None:
    """As a terminal does: to every process of the command."""
    if process.poll() is None:
        os.killpg(process.pid, sign)


def interrupted_while_loading(module: str, *arguments: str) -> Callable[[Site], Wrong]:
    """Ctrl-C at the moment when this module is looked for."""

    def drive(site: Site) -> Wrong:
        if "import" in arguments:
            fill(site.form(), {"J7": 7})
        order = mishap(f"^{re.escape(module)}$", "interrupt", 1, ["import"])
        ran = site.cchc(*arguments, env=order, start_new_session=True)
        return quiet(ran, STOPPED)

    return drive


def one_killed(which: Callable[[int, int], Sequence[int]]) -> Callable[[Site], Wrong]:
    """A process of a report dies while a notebook runs, as by the memory killer; `which`, of two given.

    It is told the process of the command and the one of the cell. The old report stands.
    """

    def drive(site: Site) -> Wrong:
        started = site.folder / "started"
        tells = f"import os, pathlib\nwritten = pathlib.Path({str(started)!r}).write_text(str(os.getpid()))"
        write_notebook(site.own(FILE), NOTEBOOKS[NOTEBOOK], tells, "import time\ntime.sleep(4)")
        process = site.start(*PAGE)
        until = time.monotonic() + 30
        while not (started.exists() and started.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        for number in which(process.pid, int(started.read_text())):
            psutil.Process(number).kill()
        ran = site.finish(process, 60)
        # It may do without the one that died; what that left may be gone with the next run.
        return [*quiet(ran, (0, 1)), *mixed(site), *next_run(site, *PAGE)]

    return drive


def workers(command: int, cell: int) -> list[int]:
    """The processes between the command and the cell."""
    between = psutil.Process(cell).parents()
    ours = [process.pid for process in psutil.Process(command).children(recursive=True)]
    return [process.pid for process in between if process.pid in ours]


def others(command: int, cell: int) -> list[int]:
    """The last of the processes that have nothing to do with the cell."""
    ours = psutil.Process(command).children(recursive=True)
    return [process.pid for process in ours if process.pid not in {cell, *workers(command, cell)}][-1:]


def two_imports(site: Site) -> Wrong:
    """Two people import the files of two units at the same moment: both units are there."""
    first, second = site.folder / "ve", site.folder / "ve2"
    fill(site.form(), {"J7": 7, "J8": 5600000})
    fill(site.form("toan_dia_phuong", "b.xlsx"), {"J7": 120})
    second.mkdir()
    shutil.move(first / "b.xlsx", second / "b.xlsx")
    wanted = {"dao_tao.lop": 7, "dao_tao.kinh_phi": 5600000, "dao_tao.hoc_vien": 120}
    for _ in range(3):
        started = [
            site.start("intake", "import", str(folder), "--period", "2020-H2") for folder in (first, second)
        ]
        with ThreadPoolExecutor(2) as pool:
            ran = list(pool.map(site.finish, started))
        found = imported(site.root)
        if any(found.get(key) != value for key, value in wanted.items()):
            said = "; ".join(f"rc {each.code}" for each in ran)
            return [Verdict(Outcome.LOST, f"còn {found} ({said})")]
        text = site.read("data/2020-H2/figures.csv")
        # As before the next round, and in the form that it has.
        separator = ";" if ";" in text.splitlines()[0] else ","
        head = text.splitlines()[0]
        codes = [line.split(separator)[0] for line in text.splitlines()[1:]]
        empty = "".join(f"{code}{separator * head.count(separator)}\n" for code in codes)
        site.write("data/2020-H2/figures.csv", f"{head}\n{empty}")
    return []


def two_reports(site: Site) -> Wrong:
    """Two people make the report at once: both say what they did, and one whole report stands."""
    site.edit(FIGURES, ("dao_tao.lop,,7,", "dao_tao.lop,,8,"))
    started = [site.start(*PAGE) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(lambda process: site.finish(process, 90), started))
    return [*(wrong for each in ran for wrong in quiet(each, (0,))), *mixed(site)]


def detached_child(site: Site) -> Wrong:
    """A notebook starts a program of its own and forgets it."""
    code = "import subprocess\nleft = subprocess.Popen(['sleep', '300'], start_new_session=True)"
    write_notebook(site.own(FILE), NOTEBOOKS[NOTEBOOK], code)
    return quiet(site.cchc(*PAGE), (0,))


def chart_dies(site: Site) -> Wrong:
    """The process that draws is killed while it draws: the chart is named, or drawn once more."""
    site.edit(FIGURES, ("ho_so.truc_tuyen,,600,", "ho_so.truc_tuyen,,601,"))
    process = site.start(*REPORT)
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        for child in site.processes():
            # It may have ended since it was listed.
            with suppress(psutil.Error):
                if any("draw" in word or "chart" in word for word in child.cmdline()):
                    child.kill()
                    until = 0
        time.sleep(0.02)
    ran = site.finish(process, 60)
    named = ran.code == 0 or "nhan" in ran.text
    return [*quiet(ran, (0, 1)), *([] if named else [Verdict(Outcome.VAGUE, ran.err[-300:])]), *mixed(site)]


def watch_loop(code: str) -> Callable[[Site], Wrong]:
    """A notebook that writes where its inputs are does not make `--watch` go round."""

    def drive(site: Site) -> Wrong:
        write_notebook(site.own(FILE), NOTEBOOKS[NOTEBOOK], code)
        process = site.start(*PAGE, "--watch")
        time.sleep(14)
        group_of_one(process)
        ran = site.finish(process)
        made = ran.text.count("Đã dựng lại báo cáo")
        return [
            *quiet(ran, (*STOPPED, 0)),
            *([Verdict(Outcome.HANG, f"dựng lại {made} lần")] if made > 1 else []),
        ]

    return drive


def group_of_one(process: "subprocess.Popen[bytes]") -> None:
    """Ctrl-C for a command without a terminal."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)


def fault(name: str, drive: Callable[[Site], Wrong], base: str = "published") -> Case:
    """A case of this module."""
    return Case(f"ngắt: {name}", "ngắt, chết, cùng lúc", "faults", lambda _: None, base=base, drive=drive)


HANGUP = (129, -signal.SIGHUP, 130, 1)
TERMINATED = (143, -signal.SIGTERM, 130, 1)
WRITES_DATA = (
    "import pathlib, time\npathlib.Path(workspace, 'data/2020-H1/tam.csv').write_text(str(time.time()))"
)
WRITES_ITSELF = (
    "import pathlib\n"
    "p = pathlib.Path(workspace, 'notebooks/20_dao_tao.ipynb')\n"
    "p.write_text(p.read_text() + ' ')"
)
LOADING = {
    "report": (
        "cchc.cli.main",
        "click",
        "cchc.cli.report",
        "cchc.pipeline.report",
        "cchc.inputs.workbook",
        "yaml",
    ),
    "check": ("cchc.cli.main", "cchc.checks", "cchc.inputs.workbook"),
    "intake": ("cchc.cli.main", "cchc.intake.importing"),
}
COMMANDS = {"report": REPORT, "check": ("check", PERIOD), "intake": IMPORT}
CASES = [
    *(
        fault(
            f"Ctrl-C khi nạp {module}, {name}",
            interrupted_while_loading(module, *COMMANDS[name]),
            "province" if name == "intake" else "published",
        )
        for name, modules in LOADING.items()
        for module in modules
    ),
    *(
        fault(f"Ctrl-C sau {seconds} giây, dựng", interrupted(seconds, signal.SIGINT, *REPORT))
        for seconds in (0.8, 1.5, 2.5)
    ),
    fault(
        "Ctrl-C khi chạy notebook để kiểm tra",
        interrupted(1.5, signal.SIGINT, "check", PERIOD, "--notebooks"),
    ),
    fault("đóng cửa sổ dòng lệnh (SIGHUP)", interrupted(1.2, signal.SIGHUP, *REPORT, codes=HANGUP)),
    fault("tắt máy (SIGTERM)", interrupted(1.2, signal.SIGTERM, *REPORT, codes=TERMINATED)),
    fault("tiến trình của ô notebook bị giết", one_killed(lambda _, cell: [cell])),
    fault("tiến trình làm việc bị giết", one_killed(workers)),
    fault("tiến trình bên cạnh bị giết", one_killed(others)),
    fault("tiến trình vẽ bị giết", chart_dies),
    fault("hai lần nhập cùng lúc", two_imports, "province"),
    fault("hai lần dựng cùng lúc", two_reports),
    fault("chương trình notebook bỏ quên", detached_child, "small"),
    fault("--watch, notebook ghi vào data/", watch_loop(WRITES_DATA), "small"),
    fault("--watch, notebook ghi đè chính nó", watch_loop(WRITES_ITSELF), "small"),
]
