"""Two imports at once, of made-up files: each waits for the other, and nothing is lost."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import run_cchc
from tests.intake.filling import copy, fill
from tests.intake.province import PERIOD, values

from cchc.base.findings import ReportError
from cchc.base.period import Period
from cchc.inputs.workspace import Workspace
from cchc.intake.one_at_a_time import one_import_at_a_time

# The command, slow between reading figures.csv and writing it.
SLOWLY = """
import time
from cchc.cli import main
from cchc.intake import importing
collect = importing.collect
importing.collect = lambda *arguments: (time.sleep(1), collect(*arguments))[1]
main()
"""
COMMAND = [sys.executable, "-c", SLOWLY, "intake", "import"]


def test_imports_at_once_lose_nothing_and_each_tells_its_own_end(
    blank_forms: Path, province: Path, tmp_path: Path
) -> None:
    running = []
    for n in range(1, 4):
        folder = tmp_path / str(n)
        # The last one has something to ask.
        fill(copy(blank_forms / f"{PERIOD}_huyen_0{n}.xlsx", folder / "a.xlsx"), {"J7": n})
        if n == 3:
            fill(copy(blank_forms / f"{PERIOD}_phong_hoc.xlsx", folder / "b.xlsx"), {"J7": "x"})
        running.append(subprocess.Popen([*COMMAND, folder, "--workspace", province], stdout=subprocess.PIPE))
    ends = [process.wait() for process in running]
    for process in running:
        assert process.stdout
        process.stdout.close()
    assert ends == [0, 0, 1]
    assert values(province) == {("dao_tao.hoc_vien", f"huyen_0{n}"): str(n) for n in range(1, 4)}


def test_who_waits_too_long_is_told_and_writes_nothing(
    blank_forms: Path, province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(copy(blank_forms / f"{PERIOD}_huyen_01.xlsx", tmp_path / "ve" / "a.xlsx"), {"J7": 1})
    place, period = Workspace(province), Period.parse(PERIOD)
    monkeypatch.setattr("cchc.intake.one_at_a_time.PATIENCE", 0.1)
    with one_import_at_a_time(place, period):
        ran = run_cchc("intake", "import", tmp_path / "ve", "--workspace", province)
    assert ran.code == 1
    assert "Một lệnh khác đang nhập số liệu kỳ 2020-H2" in ran.text
    assert not values(province)
    assert run_cchc("intake", "import", tmp_path / "ve", "--workspace", province).code == 0


def test_without_a_folder_to_write_to_nobody_waits(province: Path) -> None:
    place, period = Workspace(province), Period.parse(PERIOD)
    place.output(period).parent.mkdir(exist_ok=True)
    place.output(period).write_text("a file in the way", encoding="utf-8")
    with one_import_at_a_time(place, period), one_import_at_a_time(place, period):
        pass
    with pytest.raises(ReportError, match="made up"), one_import_at_a_time(place, period):
        raise ReportError("made up")
