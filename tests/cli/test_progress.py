"""A bar on a terminal, none anywhere else."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from cchc.base.progress import AS_LINES, Advance


def on_a_terminal(command: list[str], folder: Path) -> str:
    """What a terminal gets from both streams."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    ours, theirs = pty.openpty()
    # Without a width there is no room for a bar.
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    process = subprocess.Popen(command, cwd=folder, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL)
    os.close(theirs)
    got = b""
    # The end of a terminal is an error on Linux.
    try:
        while chunk := os.read(ours, 65_536):
            got += chunk
    except OSError:
        pass
    os.close(ours)
    assert process.wait() == 0, got.decode()
    return got.decode()


def cchc(*words: str) -> list[str]:
    return [sys.executable, "-m", "cchc", *words]


def test_a_terminal_shows_a_bar_that_leaves_the_lines_whole(workspace: Path) -> None:
    said = on_a_terminal(cchc("report", "2020-H1", "--formats", "html"), workspace)
    assert "Chạy notebook |" in said
    assert "[2/2] ✓" in said
    last = said.rsplit("\r", 1)[1] if said.endswith("\r") else said.splitlines()[-1]
    assert "█" not in last
    assert "@cchc" not in said


def test_forms_show_how_far_they_are(workspace: Path) -> None:
    assert "Ghi biểu |" in on_a_terminal(cchc("intake", "template", "2020-H1"), workspace)


def test_no_terminal_no_bar(workspace: Path) -> None:
    call = cchc("intake", "template", "2020-H1")
    done = subprocess.run(call, cwd=workspace, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    assert "█" not in done.stdout


def test_a_program_gets_lines(workspace: Path) -> None:
    done = subprocess.run(
        cchc("report", "2020-H1", "--formats", "html"),
        cwd=workspace,
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, AS_LINES: "1"},
    )
    told = [found for line in done.stderr.splitlines() if (found := Advance.parse(line))]
    parts = [one.done for one in told]
    assert parts == sorted(parts)
    # Reading, two notebooks, and six more.
    assert (told[-1].done, told[-1].total) == (9, 9)
    assert len([one for one in told if one.doing == "Chạy notebook"]) == 3
