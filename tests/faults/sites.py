"""Where a case happens: a made-up workspace of its own, and the real command run on it."""

import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
INJECTED = Path(__file__).parent / "inject"
MARK = "CCHC_FAULTS_SITE"
# An input is refused at once; a report takes longer, on two busy cores above all.
SECONDS = 60
GRACE = 3
# What a cell of a table holds is not wrapped.
WIDE = "2000"


@dataclass(frozen=True)
class Ran:
    """What a command ended with; `code` is None where it had to be stopped."""

    arguments: tuple[str, ...]
    code: int | None
    out: str
    err: str
    seconds: float

    @property
    def text(self) -> str:
        """All that was said, the errors first: they are what stopped it."""
        return f"{self.err}\n{self.out}"


@dataclass
class Site:
    """The folder of one case: `root` is its workspace, `returned` what units sent, `blank` their forms."""

    folder: Path
    blank: Path
    home: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    ran: list[Ran] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    there: frozenset[str] = frozenset()

    @property
    def root(self) -> Path:
        """The workspace."""
        return self.folder / "so"

    @property
    def returned(self) -> Path:
        """The folder of returned forms."""
        return self.folder / "ve"

    @property
    def temporary(self) -> Path:
        """Where the command keeps its temporary files."""
        return self.folder / "tmp"

    def own(self, file: str) -> Path:
        """A path in the workspace that the case itself changes: no command is blamed for it."""
        self.touched.add(file)
        return self.root / file

    def read(self, file: str) -> str:
        """A text of the workspace."""
        return (self.root / file).read_text(encoding="utf-8-sig")

    def write(self, file: str, content: str | bytes) -> Path:
        """Put a file into the workspace."""
        path = self.own(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def edit(self, file: str, *changes: tuple[str, str]) -> None:
        """Replace texts that are there."""
        text = self.read(file)
        for old, new in changes:
            if old not in text:
                raise LookupError(f"{file} does not hold {old!r}")
            text = text.replace(old, new)
        self.write(file, text)

    def form(self, unit: str = "phong_hoc", name: str = "a.xlsx") -> Path:
        """A blank form among those returned."""
        self.returned.mkdir(exist_ok=True)
        return Path(shutil.copyfile(self.blank / f"2020-H2_{unit}.xlsx", self.returned / name))

    def environment(self, **more: str) -> dict[str, str]:
        """That of a command: its own temporary folder, and a mark by which its processes are known."""
        paths = os.pathsep.join(filter(None, (str(INJECTED), os.environ.get("PYTHONPATH", ""))))
        own = {
            "TMPDIR": str(self.temporary),
            "HOME": str(self.home),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "PYTHONPATH": paths,
            "COLUMNS": WIDE,
            MARK: self.mark,
        }
        return {**os.environ, **own, **more}

    def command(self, *arguments: str) -> list[str]:
        """The command line; {VE} is the folder of returned forms."""
        given = [argument.replace("{VE}", str(self.returned)) for argument in arguments]
        # Its own workspace, where the command works on one and no other is named.
        place = [] if "--workspace" in given or given[0] == "init" else ["--workspace", str(self.root)]
        return [sys.executable, "-m", "cchc", *given, *place]

    def start(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        before: list[str] | None = None,
        **more: Any,
    ) -> "subprocess.Popen[bytes]":
        """Begin a command, `before` in front of it; see `finish`."""
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": self.folder / "cwd", **more}
        self.temporary.mkdir(exist_ok=True)
        return subprocess.Popen(
            [*(before or []), *self.command(*arguments)], env=self.environment(**(env or {})), **options
        )

    def finish(self, process: "subprocess.Popen[bytes]", seconds: float = SECONDS) -> Ran:
        """Wait for it, no longer than `seconds`; what it said is kept."""
        begun = time.monotonic()
        code: int | None
        try:
            out, err = process.communicate(timeout=seconds)
            code = process.returncode
        except subprocess.TimeoutExpired:
            self.kill_all()
            out, err = process.communicate()
            code = None
        words = tuple(map(str, process.args))[3:] if isinstance(process.args, list) else ()
        said, told = ((stream or b"").decode("utf-8", errors="replace") for stream in (out, err))
        self.ran.append(Ran(words, code, said, told, time.monotonic() - begun))
        return self.ran[-1]

    def cchc(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        before: list[str] | None = None,
        seconds: float = SECONDS,
        **more: Any,
    ) -> Ran:
        """Run a command to its end."""
        return self.finish(self.start(*arguments, env=env, before=before, **more), seconds)

    def processes(self) -> list[psutil.Process]:
        """Those that bear the mark of this site, and live."""
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get(MARK) == self.mark and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except (psutil.Error, OSError):
                continue
        return found

    def still_running(self) -> list[str]:
        """What did not end by itself in a few seconds; ended here."""
        until = time.monotonic() + GRACE
        while (left := self.processes()) and time.monotonic() < until:
            time.sleep(0.1)
        names = [" ".join(process.cmdline()[:4]) for process in left if process.is_running()]
        self.kill_all()
        return names

    def kill_all(self) -> None:
        """End every process of this site."""
        for process in self.processes():
            process.kill()


Change = Callable[[Site], object]
