"""Recording what a run reads: rows through the loaded tables, files through Python's audit events."""

import dataclasses
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from cchc.base.files import shown_name
from cchc.base.installation import PROGRAM
from cchc.inputs.snapshot import ABSENT, INPUTS, everything_digest, file_digest, names_digest
from cchc.inputs.workspace import Workspace

# All that a run recorded which could not be followed: the digest of all inputs.
EVERYTHING = "everything"


class InputRef(NamedTuple):
    """One input: a row of a table, a whole table, a file, a folder's names, a derived value.

    `where` names the table with its period, or the path relative to the workspace; `key` the row.
    """

    kind: str
    where: str = ""
    key: str = ""


@dataclass(frozen=True)
class Reads:
    """Every input of a run; `opaque` says why it can never be used again (Vietnamese), empty if it can.

    Environment variables and the clock leave no trace: a notebook that prints them is not followed.
    """

    items: Mapping[InputRef, str] = field(default_factory=dict)
    opaque: str = ""

    def to_json(self) -> dict[str, Any]:
        """As plain data, in a fixed order."""
        return {"items": [[*item, digest] for item, digest in sorted(self.items.items())]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Reads":
        """Back from plain data."""
        return cls({InputRef(*entry[:3]): entry[3] for entry in data["items"]})


def digest(value: object) -> str:
    """The same for equal values in every process; None is `absent`."""
    if value is None:
        return ABSENT
    return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()[:32]


def canonical(value: object) -> str:
    """A text that differs where any field of a value does (TypeError for what has no such text)."""
    match value:
        case BaseModel():
            return f"{type(value).__name__}{value.model_dump_json()}"
        case Mapping():
            return "{" + ",".join(f"{canonical(k)}:{canonical(v)}" for k, v in value.items()) + "}"
        case str():
            return repr(str(value))
        case tuple() | list():
            return "(" + ",".join(map(canonical, value)) + ")"
        case Set():
            return "<" + ",".join(sorted(map(canonical, value))) + ">"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (f"{f.name}={canonical(getattr(value, f.name))}" for f in dataclasses.fields(value))
        return f"{type(value).__name__}({','.join(fields)})"
    text = repr(value)
    if " at 0x" in text:
        raise TypeError(f"{type(value).__name__} has no stable text")
    return text


# A run that does one of these could have read anything.
OPAQUE = {
    **dict.fromkeys(("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"), "chạy chương trình khác"),
    "os.fork": "tách tiến trình",
    **dict.fromkeys(("socket.connect", "socket.getaddrinfo", "urllib.Request"), "kết nối mạng"),
    "sqlite3.connect": "mở cơ sở dữ liệu",
}
LISTINGS = frozenset({"os.listdir", "os.scandir", "glob.glob"})
# Python raises some events for nearly every object it copies: these alone are looked at.
AUDITED = LISTINGS | {"open", *OPAQUE}
SYSTEM = ("/dev/", "/proc/", "/sys/", "/usr/share/", "/etc/")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


class Recorder:
    """Notes each input once, by the digest it had the first time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._root = str(workspace.root.resolve())
        self._items: dict[InputRef, str] = {}
        self._opaque = ""
        self._pauses = 0
        temporary = Path(tempfile.gettempdir())
        installed = [sys.prefix, sys.base_prefix, str(PROGRAM)]
        own = [os.environ.get("IPYTHONDIR", ""), str(temporary / "ipykernel_")]
        # These are distinguished by the program's and the libraries' versions, or are the run's own.
        self._known = (*SYSTEM, *(f"{Path(p).resolve()}{os.sep}" for p in installed), *filter(None, own))

    @property
    def paused(self) -> bool:
        """Whether what is read now does not count."""
        return self._pauses > 0

    def note(self, item: InputRef, value: object) -> None:
        """The run read this value (None: it is not there)."""
        if not self.paused and item not in self._items:
            self._items[item] = digest(value)

    def everything(self) -> None:
        """The run depends on all inputs of the workspace."""
        with self.pause():
            self._items[InputRef(EVERYTHING)] = everything_digest(self._workspace)

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
            self._items.setdefault(InputRef("file", self._relative(full)), file_digest(Path(full)))

    def _listed(self, path: str) -> None:
        # A pattern stands for the folder it begins with.
        folder = path.partition("*")[0].rpartition("/")[0] or "." if "*" in path else path
        full = os.path.realpath(folder)
        if not self._is_known(full):
            self._items.setdefault(InputRef("names", self._relative(full)), names_digest(Path(full)))

    def _is_known(self, full: str) -> bool:
        return full.startswith(self._known) and not self._is_input(full)

    def _is_input(self, full: str) -> bool:
        return self._relative(full).partition(os.sep)[0] in INPUTS

    def _relative(self, full: str) -> str:
        prefix = self._root + os.sep
        return shown_name(full.removeprefix(prefix) if full.startswith(prefix) else full)


@dataclass
class _AuditHook:
    """Hands audit events to the recorder; a hook, once there, stays for the life of its process."""

    recorder: Recorder | None = None
    hooked: bool = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in AUDITED and self.recorder is not None and not self.recorder.paused:
            self.recorder.audit(event, arguments)


_hook = _AuditHook()


def current() -> Recorder | None:
    """The recorder at work; None where nobody records, or while it pauses."""
    recorder = _hook.recorder
    return None if recorder is None or recorder.paused else recorder


@contextmanager
def recording(workspace: Workspace) -> Iterator[Recorder]:
    """Record what this process reads, one recording at a time."""
    if _hook.recorder is not None:
        raise RuntimeError("a recording is on already")
    if not _hook.hooked:
        sys.addaudithook(_hook)
        _hook.hooked = True
    recorder = _hook.recorder = Recorder(workspace)
    try:
        yield recorder
    finally:
        _hook.recorder = None


@contextmanager
def unrecorded() -> Iterator[None]:
    """What is read inside is recorded otherwise, row by row or as a derived value."""
    recorder = current()
    with recorder.pause() if recorder is not None else nullcontext():
        yield


def note(kind: str, where: str, key: str, value: object) -> None:
    """Record one input, where a run is recorded."""
    if (recorder := current()) is not None:
        recorder.note(InputRef(kind, where, key), value)
