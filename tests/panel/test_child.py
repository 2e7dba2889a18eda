"""A command beside the kernel: heard line by line, stopped as by Ctrl-C, never left behind."""

import asyncio
import sys
import time
from pathlib import Path

from tests.panel.own_loop import in_own_loop

from cchc.base.progress import Advance, Said
from cchc.panel.child import Child, Ended

SLEEPER = """
import sys, time
try:
    print("đang ngủ", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("đã dọn", flush=True)
    sys.exit(130)
"""


def followed(code: str, folder: Path, *, quiet: bool = False, stop_at: str = "") -> tuple[list[Said], Ended]:
    """Everything heard of a Python program, and how it ended."""
    return ran([sys.executable, "-c", code], folder, quiet=quiet, stop_at=stop_at)


def ran(
    command: list[str], folder: Path, *, quiet: bool = False, stop_at: str = ""
) -> tuple[list[Said], Ended]:
    async def follow() -> tuple[list[Said], Ended]:
        loop = asyncio.get_running_loop()
        over: asyncio.Future[Ended] = loop.create_future()
        heard: list[Said] = []

        def hear(said: Said) -> None:
            heard.append(said)
            if said == stop_at:
                child.stop()

        child = Child(command, folder, hear, over.set_result, loop.call_soon_threadsafe, quiet=quiet)
        return heard, await asyncio.wait_for(over, 30)

    return in_own_loop(follow())


def test_lines_and_progress_are_told_apart(tmp_path: Path) -> None:
    code = "import sys; print('một'); print('@cchc 1/2 Dựng', file=sys.stderr); sys.exit(3)"
    heard, ended = followed(code, tmp_path)
    assert sorted(heard, key=str) == [Advance(1, 2, "Dựng"), "một"]
    assert ended == Ended(3, "")


def test_an_answer_is_kept_whole_and_complaints_are_heard(tmp_path: Path) -> None:
    code = "import sys; print('{\\n}'); print('Lưu ý', file=sys.stderr)"
    assert followed(code, tmp_path, quiet=True) == (["Lưu ý"], Ended(0, "{\n}\n"))


def test_who_stops_it_lets_it_tidy_up(tmp_path: Path) -> None:
    started = time.monotonic()
    heard, ended = followed(SLEEPER, tmp_path, stop_at="đang ngủ")
    assert heard == ["đang ngủ", "đã dọn"]
    assert (ended.code, ended.stopped) == (130, True)
    assert time.monotonic() - started < 10


def test_a_sudden_death_is_told(tmp_path: Path) -> None:
    heard, ended = followed("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", tmp_path)
    assert ended.code == -9
    assert "dừng đột ngột" in str(heard[-1])


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    heard, ended = ran([str(tmp_path / "khong-co")], tmp_path)
    assert heard == ["Không chạy được lệnh: không có tệp hoặc thư mục."]
    assert ended.code is None
