"""A made-up province and its blank forms."""

from pathlib import Path

import pytest
from tests.conftest import run_cchc
from tests.intake.province import PERIOD, write_province


@pytest.fixture
def province(tmp_path: Path) -> Path:
    """A fresh workspace."""
    return write_province(tmp_path / "tinh")


@pytest.fixture(scope="session")
def blank_forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of 2020-H2 as the command writes them."""
    root = write_province(tmp_path_factory.mktemp("mau") / "tinh")
    folder = root.parent / "mau"
    made = run_cchc("intake", "template", PERIOD, "--to", folder, "--workspace", root)
    assert made.code == 0, made.text
    return folder
