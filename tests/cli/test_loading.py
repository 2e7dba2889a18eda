"""Heavy libraries are loaded only by the command that uses them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import write_workspace

NAME = re.compile(r"^import time:[^|]*\|[^|]*\|\s*(\w+)", re.MULTILINE)
OF_REPORTS = {
    "altair",
    "docx",
    "nbconvert",
    "numpy",
    "pandas",
    "papermill",
    "pypandoc",
    "typst",
    "xlsxwriter",
}


def loaded(*command: str, folder: Path) -> set[str]:
    """The packages that this call of cchc loads."""
    call = [sys.executable, "-X", "importtime", "-m", "cchc", *command]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=True)
    return set(NAME.findall(done.stderr))


@pytest.mark.parametrize("command", [("report", "--help"), ("--version",)])
def test_help_loads_the_command_line_alone(command: tuple[str, ...], tmp_path: Path) -> None:
    found = loaded(*command, folder=tmp_path)
    assert "click" in found
    assert not found & (OF_REPORTS | {"jinja2", "pydantic", "yaml"})


def test_checking_loads_nothing_that_only_reports_need(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    found = loaded("check", "2020-H1", folder=tmp_path)
    assert {"jinja2", "pydantic", "yaml"} <= found
    assert not found & OF_REPORTS
