"""A process that draws for all who ask: starting the library that draws takes half a second.

Where there is fork no other process draws: what it forks after drawing would hang.
"""

import contextlib
import os
import queue
import socket
import threading
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from cchc.base.tasks import Task
from cchc.base.working_folders import WorkingFolder, temporary_folder
from cchc.publish.chart_picture import Picture, Problem, draw_svg, drawn_or_problem

SMALLEST = {"mark": "point", "data": {"values": [{}]}}
# The largest chart of a report takes two seconds on a busy machine.
SECONDS_A_CHART = 30.0
# Whoever asked says first what was late.
SECONDS_TO_BE_TOLD = 5.0
# Bytes that the address of a socket holds, the smallest system's less one.
LONGEST_ADDRESS = 103


class DrawingStoppedError(Exception):
    """The process draws no more; `chart` is what it was at, if any, `late` whether that took too long."""

    def __init__(self, chart: str = "", *, late: bool = False) -> None:
        super().__init__(chart)
        self.chart = chart
        self.late = late


class DrawingService:
    """Draws in the background until it is closed; `address` is where to ask."""

    def __init__(self) -> None:
        # Not there on systems that cannot fork.
        from cchc.base.forks import Child

        self._folder = temporary_folder()
        self.address = str(self._folder.path / "drawing")
        with socket.socket(socket.AF_UNIX) as listening:
            with _short(self.address) as address:
                listening.bind(address)
            listening.listen()
            # The child alone goes on listening: once it has died, whoever asks learns it at once.
            task = Task("drawing", lambda _: _serve(listening))
            self._child: Child[None] = Child(task, self._folder.path / "drawing.log")

    @property
    def alive(self) -> bool:
        """Whether it still draws."""
        return self._child.outcome() is None

    def close(self) -> None:
        """Leave no process behind."""
        self._child.end()
        self._folder.close()


class DrawingClient:
    """Asks the service for the charts of one report, each once."""

    def __init__(self, address: str) -> None:
        self._waiting: set[str] = set()
        self._begun = ""
        try:
            with socket.socket(socket.AF_UNIX) as client, _short(address) as short:
                client.connect(short)
                self._line = Connection(client.detach())
        except OSError:
            raise DrawingStoppedError from None
        # Pictures come back as files, their names alone over the line: two ends that both send much
        # could wait for each other.
        self._folder: WorkingFolder = temporary_folder()

    def ask(self, name: str, spec: Mapping[str, Any], *, pixels: bool, before: Picture | None) -> None:
        """Draw this chart, or only its pixels where there is a drawing from before."""
        self._waiting.add(name)
        # Where it has died collect() tells.
        with contextlib.suppress(OSError):
            self._line.send((str(self._folder.path), name, dict(spec), pixels, before))

    def collect(self) -> Iterator[tuple[str, tuple[Picture | None, Problem]]]:
        """Picture or problem of all that was asked for, by name (DrawingStoppedError)."""
        while self._waiting:
            name, problem = self._received()
            if problem is None:
                self._begun = name
                continue
            self._waiting.remove(name)
            self._begun = ""
            yield name, (None if problem else _read(self._folder.path, name), problem)

    def close(self) -> None:
        """What is still asked for is not wanted any more."""
        self._line.close()
        self._folder.close()

    def _received(self) -> tuple[str, Problem | None]:
        try:
            if not self._line.poll(SECONDS_A_CHART):
                raise DrawingStoppedError(self._begun, late=True)
            name, problem = self._line.recv()
        except (EOFError, OSError):
            raise DrawingStoppedError(self._begun) from None
        return name, problem


@contextlib.contextmanager
def _short(address: str) -> Iterator[str]:
    """The address as a socket can hold it, however long the path of the temporary files is."""
    if len(os.fsencode(address)) <= LONGEST_ADDRESS:
        yield address
        return
    folder, name = os.path.split(address)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{descriptor}/{name}"
    finally:
        os.close(descriptor)


def _serve(listening: socket.socket) -> None:
    threading.Thread(target=draw_svg, args=(SMALLEST,), daemon=True).start()
    while True:
        client, _ = listening.accept()
        line = Connection(client.detach())
        threading.Thread(target=_answer, args=(line,), daemon=True).start()


def _answer(line: Connection) -> None:
    asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
    # Whoever asks does not wait for what is being drawn.
    threading.Thread(target=_listen, args=(line, asked), daemon=True).start()
    while (request := asked.get()) is not None:
        folder, name, spec, pixels, before = request
        try:
            line.send((name, None))
            with _no_longer_than(SECONDS_A_CHART + SECONDS_TO_BE_TOLD):
                picture, problem = drawn_or_problem(spec, pixels=pixels, before=before)
            if picture is not None:
                _write(Path(folder), name, picture)
            line.send((name, problem))
        except OSError:
            # Whoever asked has gone, and its folder.
            return


@contextlib.contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """End this process then: nothing else stops the library, and other reports want to draw, too."""
    limit = threading.Timer(seconds, os._exit, (1,))
    limit.daemon = True
    limit.start()
    try:
        yield
    finally:
        limit.cancel()


def _listen(line: Connection, asked: "queue.SimpleQueue[Any]") -> None:
    with contextlib.suppress(EOFError, OSError):
        while True:
            asked.put(line.recv())
    asked.put(None)


def _write(folder: Path, name: str, picture: Picture) -> None:
    (folder / f"{name}.svg").write_text(picture.svg, encoding="utf-8", newline="\n")
    if picture.png is not None:
        (folder / f"{name}.png").write_bytes(picture.png)


def _read(folder: Path, name: str) -> Picture:
    pixels = folder / f"{name}.png"
    svg = (folder / f"{name}.svg").read_text(encoding="utf-8")
    return Picture(svg, pixels.read_bytes() if pixels.exists() else None)
