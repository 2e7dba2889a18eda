"""A process that draws for all who ask: starting the library that draws takes half a second.

Where there is fork no other process draws: what it forks after drawing would hang.
"""

import socket
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cchc.base.findings import ReportError, cut_short
from cchc.base.tasks import Task
from cchc.publish.chart_picture import Picture, Problem, draw_svg, drawn_or_problem

SMALLEST = {"mark": "point", "data": {"values": [{}]}}


class DrawingService:
    """Draws in the background until it is closed; `address` is where to ask."""

    def __init__(self) -> None:
        # Not there on systems that cannot fork.
        from cchc.base.forks import Child

        self._folder = TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self.address = str(folder / "drawing")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(self.address)
            listening.listen()
            # The child alone goes on listening: once it has died, whoever asks learns it at once.
            task = Task("drawing", lambda _: _serve(listening))
            self._child: Child[None] = Child(task, folder / "drawing.log")

    @property
    def alive(self) -> bool:
        """Whether it still draws."""
        return self._child.outcome() is None

    def close(self) -> None:
        """Leave no process behind."""
        self._child.end()
        self._folder.cleanup()


class DrawingClient:
    """Asks the service for the charts of one report, each once."""

    def __init__(self, address: str) -> None:
        self._waiting: set[str] = set()
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(address)
                self._line = Connection(client.detach())
        except OSError:
            raise _died() from None
        # Pictures come back as files, their names alone over the line: two ends that both send much
        # could wait for each other.
        self._folder = TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)

    def ask(self, name: str, spec: Mapping[str, Any], *, pixels: bool, before: Picture | None) -> None:
        """Draw this chart, or only its pixels where there is a drawing from before."""
        self._waiting.add(name)
        self._send((self._folder.name, name, dict(spec), pixels, before))

    def collect(self) -> dict[str, tuple[Picture | None, Problem]]:
        """Picture or problem of all that was asked for (ReportError if the process died)."""
        found: dict[str, tuple[Picture | None, Problem]] = {}
        while self._waiting:
            try:
                name, problem = self._line.recv()
            except (EOFError, OSError):
                raise _died() from None
            self._waiting.remove(name)
            found[name] = (None if problem else _read(Path(self._folder.name), name), problem)
        return found

    def close(self) -> None:
        """What is still asked for is not wanted any more."""
        self._line.close()
        self._folder.cleanup()

    def _send(self, message: object) -> None:
        try:
            self._line.send(message)
        except OSError:
            raise _died() from None


def _serve(listening: socket.socket) -> None:
    threading.Thread(target=draw_svg, args=(SMALLEST,), daemon=True).start()
    while True:
        client, _ = listening.accept()
        line = Connection(client.detach())
        threading.Thread(target=_answer, args=(line,), daemon=True).start()


def _answer(line: Connection) -> None:
    while True:
        try:
            folder, name, spec, pixels, before = line.recv()
            picture, problem = drawn_or_problem(spec, pixels=pixels, before=before)
            if picture is not None:
                _write(Path(folder), name, picture)
            line.send((name, problem))
        except (EOFError, OSError):
            # Whoever asked has gone.
            line.close()
            return


def _write(folder: Path, name: str, picture: Picture) -> None:
    (folder / f"{name}.svg").write_text(picture.svg, encoding="utf-8", newline="\n")
    if picture.png is not None:
        (folder / f"{name}.png").write_bytes(picture.png)


def _read(folder: Path, name: str) -> Picture:
    pixels = folder / f"{name}.png"
    svg = (folder / f"{name}.svg").read_text(encoding="utf-8")
    return Picture(svg, pixels.read_bytes() if pixels.exists() else None)


def _died() -> ReportError:
    return ReportError(cut_short("vẽ biểu đồ"))
