"""Measures this program, the way without it and the floor, side by side, and prints a Markdown table."""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import psutil
from tests.bench.measuring import Case, command, medians, memory, staying

from cchc.inputs.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
PERIOD = "2020-H1"
FIGURE = re.compile(r"^(tthc\.ho_so\.tiep_nhan;;)(\d+)", re.MULTILINE)
CCHC = [sys.executable, "-m", "cchc"]
FLOOR = {"cells": "các ô tính toán", "pandoc": "một lần Pandoc", "typst": "một lần Typst"}
PARTS = ("params", "data", "notebooks")
ROWS = {
    "cold": "từ đầu: mọi phần, HTML + PDF + DOCX",
    "changed": "sửa một con số",
    "watched": "sửa một con số khi đang `--watch`",
    "same": "không có gì đổi",
}
# What a command that watches says once it stays, and once it has made the report again.
WATCHING, MADE_AGAIN = "Đang theo dõi", "Đã dựng lại báo cáo"


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5, help="runs of each short case")
    options.add_argument("--reports", type=int, default=24, help="reports in one call")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="cchc-bench-") as folder:
        for line in table(Path(folder), chosen.runs, chosen.reports):
            print(line, flush=True)


def table(folder: Path, runs: int, reports: int) -> list[str]:
    """All cases, and the way without this program, in turn; then many reports in one call."""
    root, watched, executed = copy(folder / "one"), copy(folder / "watched"), folder / "peer"
    report = [*CCHC, "report", PERIOD, "--engine", "pandoc"]
    by_hand = [sys.executable, "-m", "tests.bench.peer", str(root), PERIOD, str(executed)]
    cases = {
        "cold": command(report, root, lambda: forget(root)),
        "changed": command(report, root, lambda: change(root)),
        "same": command(report, root),
        "check": command([*CCHC, "check", PERIOD], root),
        "help": command([*CCHC, "--help"], root),
        "peer": command(by_hand, ROOT, lambda: anew(executed)),
    }
    # Compiles Python's files, and fills the caches of the system.
    medians({"first": cases["cold"]}, 1)
    with staying([*report, "--watch"], watched) as until:
        until(WATCHING)
        corrected = Case(lambda: until(MADE_AGAIN), lambda: change(watched))
        found = medians({**cases, "watched": corrected}, runs)
        weights = {"watched": memory(corrected)}
    weights |= {name: memory(cases[name]) for name in ("cold", "changed", "same", "check")}
    floor = floors(root, executed / "build")
    roots = [copy(folder / f"w{number}") for number in range(reports)]
    workspaces = [word for each in roots for word in ("--workspace", str(each))]
    together = command([*report, *workspaces], folder, lambda: forget(*roots))
    many, weights["many"] = medians({"many": together}, 1)["many"], memory(together)
    share = "; ".join(f"{name} {seconds(value)}" for name, value in floor.items())
    machine = f"{os.cpu_count()} CPU, {psutil.virtual_memory().total // 1024**3} GB, {platform.system()}"
    peer = found["peer"]
    return [
        f"Đo ngày {date.today():%d/%m/%Y}, máy {machine}, Python {platform.python_version()}; "
        f"trung vị của {runs} lượt.",
        "",
        "| trường hợp | sổ này | papermill từng notebook | nhanh gấp | bộ nhớ của mọi tiến trình |",
        "|---|---|---|---|---|",
        *(row(name, found[case], peer, weights[case]) for case, name in ROWS.items()),
        f"| {reports} báo cáo trong một lệnh | {number(60 * reports / many)} báo cáo một phút "
        f"| {number(60 / peer)} một phút | {number(peer * reports / many)} | {weights['many']:.0f} MB |",
        f"| `cchc check` | {seconds(found['check'])} | | | {weights['check']:.0f} MB |",
        f"| `cchc --help` | {seconds(found['help'])} | | | |",
        "",
        f"Sàn, phần không cách chạy nào bớt được: {share}; cộng {seconds(sum(floor.values()))}.",
    ]


def row(name: str, ours: float, peer: float, weight: float) -> str:
    """One line of the table."""
    return f"| {name} | {seconds(ours)} | {seconds(peer)} | {number(peer / ours)} | {weight:.0f} MB |"


def seconds(value: float) -> str:
    """`5,98 giây`."""
    return f"{number(value, 2)} giây"


def number(value: float, places: int = 1) -> str:
    """`5,7`."""
    return f"{value:.{places}f}".replace(".", ",")


def copy(target: Path) -> Path:
    """The workspace of the repository, without what was made in it."""
    for part in PARTS:
        shutil.copytree(ROOT / part, target / part, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return target


def forget(*roots: Path) -> None:
    """As in fresh clones."""
    for root in roots:
        for made in (root / "output", Workspace(root).cache.folder):
            shutil.rmtree(made or "", ignore_errors=True)


def change(root: Path) -> None:
    """One figure that the report prints is one more than before."""
    path = root / "data" / PERIOD / "figures.csv"
    text = path.read_text(encoding="utf-8")
    changed, count = FIGURE.subn(lambda found: f"{found[1]}{int(found[2]) + 1}", text)
    if count != 1:
        raise RuntimeError(f"{path}: the figure to change is not there")
    path.write_text(changed, encoding="utf-8", newline="\n")


def anew(folder: Path) -> None:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def floors(root: Path, build: Path) -> dict[str, float]:
    """The parts of the floor by their Vietnamese names, in seconds; uses the build that the peer has left."""
    command = [sys.executable, "-m", "tests.bench.floor", str(root), PERIOD, str(build)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return {name: float(found[key]) for key, name in FLOOR.items()}


if __name__ == "__main__":
    main()
