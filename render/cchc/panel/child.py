"""A command beside the kernel: its lines come as they are printed, and it can be stopped."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cchc.base.progress import AS_LINES, Advance, Said
from cchc.base.search_path import python_environment
from cchc.base.system_errors import reason

# Long enough to tidy up half-made folders.
SECONDS_TO_TIDY = 10.0
NOT_STARTED = "Không chạy được lệnh: {}."
DIED = "Lệnh bị dừng đột ngột, thường do hết bộ nhớ. Đóng bớt chương trình rồi chạy lại."
# On Windows what start_new_session and SIGINT are elsewhere.
OWN_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
INTERRUPT: int = getattr(signal, "CTRL_BREAK_EVENT", signal.SIGINT)


@dataclass(frozen=True)
class Ended:
    """How the command ended: its exit code (None: it never ran), and all that it printed as its answer."""

    code: int | None
    answer: str
    stopped: bool = False


class Child:
    """A running command. `hear` gets each line, `end` how it ended; both by way of `call`.

    `call` hands a function to the thread that may touch widgets. Where `quiet`, the answer is for a program:
    only what goes to the error stream is heard.
    """

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        hear: Callable[[Said], object],
        end: Callable[[Ended], object],
        call: Callable[[Callable[[], object]], object],
        *,
        quiet: bool = False,
    ) -> None:
        self._hear, self._end, self._call = hear, end, call
        self._quiet = quiet
        self._stopped = False
        self._answer: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        try:
            self._process = _start(command, folder)
        except OSError as error:
            hear(NOT_STARTED.format(reason(error)))
            end(Ended(None, ""))
            return
        threading.Thread(target=self._follow, args=(self._process,), daemon=True).start()

    @property
    def alive(self) -> bool:
        """Whether it could be started at all."""
        return self._process is not None

    def stop(self) -> None:
        """Interrupt it, as Ctrl-C does; what does not end by then is killed with all that it started."""
        process = self._process
        if process is None or process.poll() is not None or self._stopped:
            return
        self._stopped = True
        process.send_signal(INTERRUPT)
        timer = threading.Timer(SECONDS_TO_TIDY, self.kill)
        timer.daemon = True
        timer.start()

    def kill(self) -> None:
        """End it at once, with all that it started."""
        process = self._process
        if process is None or process.poll() is not None:
            return
        if sys.platform == "win32":
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False
            )
        else:
            os.killpg(process.pid, signal.SIGKILL)

    def _follow(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        with process:
            complaints = threading.Thread(target=self._read, args=(process.stderr, True), daemon=True)
            complaints.start()
            self._read(process.stdout, not self._quiet)
            complaints.join()
        code = process.returncode
        if code < 0 and not self._stopped:
            self._tell(DIED)
        ended = Ended(code, "".join(self._answer), self._stopped)
        self._call(lambda: self._end(ended))

    def _read(self, stream: IO[str], heard: bool) -> None:
        for line in stream:
            if heard:
                self._tell(Advance.parse(line) or line.rstrip("\n"))
            else:
                self._answer.append(line)

    def _tell(self, said: Said) -> None:
        self._call(lambda: self._hear(said))


def _start(command: Sequence[str], folder: Path) -> "subprocess.Popen[str]":
    environment = {
        **python_environment(),
        AS_LINES: "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    # A kernel ignores interrupts between two cells, and what it starts would, too.
    in_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.default_int_handler) if in_main else None
    try:
        return subprocess.Popen(
            list(command),
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
            creationflags=OWN_GROUP,
        )
    finally:
        if in_main and before is not None:
            signal.signal(signal.SIGINT, before)
