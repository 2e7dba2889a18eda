"""The pages of docs/ that list rules and template functions are what the program gives now."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.checks.conftest import ROOT

from cchc.checks.docs_pages import FUNCTIONS_PAGE, RULES_PAGE, functions_page, rules_page, write_pages


@pytest.mark.parametrize(("name", "page"), [(RULES_PAGE, rules_page), (FUNCTIONS_PAGE, functions_page)])
def test_the_committed_pages_are_what_the_program_gives_now(name: str, page: Callable[[], str]) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page(), "make docs"


def test_the_pages_are_written_by_a_command(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "cchc.checks.docs_pages", str(tmp_path)], check=True)
    assert {path.name for path in tmp_path.iterdir()} == {RULES_PAGE, FUNCTIONS_PAGE}
    write_pages(tmp_path)
    assert (tmp_path / RULES_PAGE).read_text(encoding="utf-8") == rules_page()
