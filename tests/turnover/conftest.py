"""A made-up workspace whose calendar has every kind of period, and the command to run on it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.base.period import KINDS
from cchc.cli import main
from cchc.inputs.workspace import Workspace

Cchc = Callable[..., tuple[int, str]]

DAYS = {
    "Q1": ("-1", "12-15", "03-14"),
    "Q2": ("0", "03-15", "06-14"),
    "Q3": ("0", "06-15", "09-14"),
    "Q4": ("0", "09-15", "12-14"),
    "H1": ("-1", "12-15", "06-14"),
    "H2": ("0", "06-15", "12-14"),
    "9M": ("-1", "12-15", "09-14"),
    "Y": ("-1", "12-15", "12-14"),
}
AGENCIES = """\
code,name,short,level,valid_from,valid_to,successor
quan_a,Quận 1 (giả định),Q.1,huyen,,2020-12-31,thanh_pho_c
quan_b,Quận B (giả định),Q.B,huyen,,2020-12-31,thanh_pho_c
thanh_pho_c,Thành phố C (giả định),TP.C,huyen,2021-01-01,2025-06-30,
huyen_d,Huyện D (giả định),H.D,huyen,,2022-12-31,huyen_e huyen_f
huyen_e,Huyện E (giả định),H.E,huyen,2023-01-01,2025-06-30,
huyen_f,Huyện F (giả định),H.F,huyen,2023-01-01,2025-06-30,
"""


def add(root: Path, file: str, text: str) -> None:
    """Write a file of the made-up workspace."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace the one place where `old` stands."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old)
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


@pytest.fixture
def place(workspace: Path) -> Workspace:
    """The made-up workspace with units that merge and split, and a second programme."""
    rows = [f"{kind},2019,,{','.join(DAYS[kind])},giả định" for kind in KINDS]
    header = "kind,first_year,last_year,start_year_offset,start,end,basis"
    add(workspace, "data/catalog/calendar.csv", "\n".join([header, *rows, ""]))
    add(workspace, "data/catalog/agencies.csv", AGENCIES)
    outline = (workspace / "data/catalog/outline-2011-2020.yml").read_text(encoding="utf-8")
    later = outline.replace("programme: thử", "programme: thử sau").replace("Lớp học", "Học tập suốt đời")
    later = later.replace("2011", "2021").replace("last_year: 2020", "last_year: 2030")
    add(workspace, "data/catalog/outline-2021-2030.yml", later)
    return Workspace(workspace)


@pytest.fixture
def cchc(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cchc:
    """Runs the command; gives its exit code and all it said."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["cchc", *arguments])
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        assert isinstance(code, int)
        return code, said.out + said.err

    return run
