"""What the buttons run is what a user would type."""

import os

import pytest
from tests.conftest import run_cchc

from cchc.panel.commands import (
    CommandLine,
    check_command,
    folders_of_forms,
    import_command,
    report_command,
    status_command,
    template_command,
)


@pytest.mark.parametrize(
    ("command", "typed"),
    [
        (status_command("2020-H1"), "cchc status 2020-H1"),
        (template_command("2020-H1"), "cchc intake template 2020-H1"),
        (import_command("2020-H1", "gửi về"), 'cchc intake import "gửi về" --period 2020-H1'),
        (check_command("2020-H1"), "cchc check 2020-H1"),
        (report_command("2020-H1", ["html", "pdf", "docx"], final=False), "cchc report 2020-H1"),
        (report_command("2020-H1", ["pdf"], final=True), "cchc report 2020-H1 --formats pdf --final"),
    ],
)
def test_each_button_says_its_command(command: CommandLine, typed: str) -> None:
    assert command.typed == typed
    # The command line knows every word of it: nothing but the workspace is in its way.
    ran = run_cchc(*command.words, *command.for_program, "--workspace", "khong-co")
    assert ran.code == 1, ran.text


def test_folders_with_forms_are_offered(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.mktemp("so")
    out = root / "output/2020-H1/intake/mau"
    for n, file in enumerate(
        (
            *("gui-ve/dot-1/so-a.xlsx", "gui-ve/dot-2/so-b.ods", "output/2020-H1/intake/mau/dot-1/a.xlsx"),
            *("output/2020-H1/editions/0001/figures.xlsx", "output/2020-H1/figures.xlsx"),
            *("data/2020-H1/b.xlsx", "ghi-chu/c.docx"),
        )
    ):
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path.parent, (n, n))
    assert folders_of_forms(root, out) == ["gui-ve/dot-2", "gui-ve/dot-1"]
