"""Recording what a run reads: rows through the loaded tables, files through Python's audit events."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cchc.installation import PROGRAM
from cchc.reuse.files import INPUTS, everything_digest, file_digest, names_digest
from cchc.reuse.reads import EVERYTHING, Item, Reads, digest
from cchc.workspace import Workspace

# A run that does one of these could have read anything.
OPAQUE = {
    "subprocess.Popen": "chạy chương trình khác",
    "os.system": "chạy chương trình khác",
    "os.exec": "chạy chương trình khác",
    "os.posix_spawn": "chạy chương trình khác",
    "os.fork": "tách tiến trình",
    "socket.connect": "kết nối mạng",
    "socket.getaddrinfo": "kết nối mạng",
    "urllib.Request": "kết nối mạng",
    "sqlite3.connect": "mở cơ sở dữ liệu",
}
LISTINGS = frozenset({"os.listdir", "os.scandir", "glob.glob"})
# Python raises some events for nearly every object it copies: these alone are looked at.
HEARD = LISTINGS | {"open", *OPAQUE}
SYSTEM = ("/dev/", "/proc/", "/sys/", "/usr/share/", "/etc/")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class Recorder:
    """Notes each input once, with what it said the first time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._root = str(workspace.root.resolve())
        self._items: dict[Item, str] = {}
        self._opaque = ""
        self._pauses = 0
        temporary = Path(tempfile.gettempdir())
        installed = [sys.prefix, sys.base_prefix, str(PROGRAM)]
        own = [os.environ.get("IPYTHONDIR", ""), str(temporary / "ipykernel_")]
        # These are told apart by the program's and the libraries' versions, or are the run's own.
        self._known = (*SYSTEM, *(f"{Path(p).resolve()}{os.sep}" for p in installed), *filter(None, own))

    @property
    def paused(self) -> bool:
        """Whether what is read now does not count."""
        return self._pauses > 0

    def note(self, item: Item, value: object) -> None:
        """The run read this value (None: it is not there)."""
        if not self.paused and item not in self._items:
            self._items[item] = digest(value)

    def everything(self) -> None:
        """The run depends on all inputs of the workspace."""
        if not self.paused:
            with self.pause():
                self._items[Item(EVERYTHING)] = everything_digest(self._workspace)

    @contextmanager
    def pause(self) -> Iterator[None]:
        """What is read inside is accounted for otherwise."""
        self._pauses += 1
        try:
            yield
        finally:
            self._pauses -= 1

    def reads(self) -> Reads:
        """All that was read so far."""
        return Reads(dict(self._items), self._opaque)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """One of Python's audit events."""
        with self.pause():
            if event in OPAQUE:
                self._opaque = self._opaque or OPAQUE[event]
            elif event == "open":
                self._opened(*arguments[:3])
            elif event in LISTINGS and arguments and isinstance(arguments[0], str | os.PathLike | None):
                self._listed(os.fspath(arguments[0] or "."))

    def _opened(self, path: Any, mode: str | None, flags: int | None) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        full = os.path.realpath(os.fsdecode(path))
        if set(mode or "r") & set("wax+") or (mode is None and (flags or 0) & WRITING):
            if self._is_input(full):
                self._opaque = self._opaque or "ghi vào dữ liệu nguồn"
        elif not self._is_known(full):
            self._items.setdefault(Item("file", self._relative(full)), file_digest(Path(full)))

    def _listed(self, path: str) -> None:
        # A pattern stands for the folder it begins with.
        folder = path.partition("*")[0].rpartition("/")[0] or "." if "*" in path else path
        full = os.path.realpath(folder)
        if not self._is_known(full):
            self._items.setdefault(Item("names", self._relative(full)), names_digest(Path(full)))

    def _is_known(self, full: str) -> bool:
        return full.startswith(self._known) and not self._is_input(full)

    def _is_input(self, full: str) -> bool:
        return self._relative(full).partition(os.sep)[0] in INPUTS

    def _relative(self, full: str) -> str:
        prefix = self._root + os.sep
        return full.removeprefix(prefix) if full.startswith(prefix) else full


@dataclass
class _Ear:
    """Who listens to the audit events of this process; a hook, once there, stays for its life."""

    recorder: Recorder | None = None
    hooked: bool = False

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in HEARD and self.recorder is not None and not self.recorder.paused:
            self.recorder.audit(event, arguments)


_ear = _Ear()


def current() -> Recorder | None:
    """The recorder at work; None where nobody records, or while it pauses."""
    recorder = _ear.recorder
    return None if recorder is None or recorder.paused else recorder


@contextmanager
def recording(workspace: Workspace) -> Iterator[Recorder]:
    """Record what this process reads, one recording at a time."""
    if _ear.recorder is not None:
        raise RuntimeError("a recording is on already")
    if not _ear.hooked:
        sys.addaudithook(_ear.hear)
        _ear.hooked = True
    recorder = _ear.recorder = Recorder(workspace)
    try:
        yield recorder
    finally:
        _ear.recorder = None


@contextmanager
def unrecorded() -> Iterator[None]:
    """What is read inside is recorded otherwise, row by row or as a derived value."""
    recorder = current()
    if recorder is None:
        yield
    else:
        with recorder.pause():
            yield


def note(kind: str, where: str, key: str, value: object) -> None:
    """Tell the recorder at work, if any, of one input."""
    if (recorder := current()) is not None:
        recorder.note(Item(kind, where, key), value)
