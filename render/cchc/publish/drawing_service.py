"""A process that draws for all who ask: starting the library that draws takes half a second.

Where there is fork no other process draws: what it forks after drawing would hang.
"""

import hashlib
import json
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import vl_convert

from cchc.base.cache import FileCache, libraries
from cchc.base.findings import ReportError, cut_short
from cchc.base.tasks import Task
from cchc.notebook.chart_specs import report_spec


def draw_svg(spec: Mapping[str, Any]) -> str:
    """The chart as an SVG text; nothing is fetched while drawing."""
    return vl_convert.vegalite_to_svg(report_spec(spec), allowed_base_urls=[])


def draw_png(svg: str) -> bytes:
    """The same picture in pixels: 200 an inch as drawn, more once Word has fitted it to the page."""
    return vl_convert.svg_to_png(svg, scale=1, ppi=200)


@dataclass(frozen=True)
class Picture:
    """The drawing, and the same in pixels where a format needs them."""

    svg: str
    png: bytes | None = None


def drawn(spec: Mapping[str, Any], pixels: bool, before: Picture | None = None) -> Picture:
    """Draw what is not yet drawn in `before`."""
    svg = before.svg if before is not None else draw_svg(spec)
    return Picture(svg, draw_png(svg) if pixels else None)


def keep(spec: Mapping[str, Any], picture: Picture, kept: FileCache) -> None:
    """Put it where `find` will see it."""
    kept.put(picture_name(spec), picture.svg.encode("utf-8"))
    if picture.png is not None:
        kept.put(_pixels_name(picture.svg), picture.png)


def find(spec: Mapping[str, Any], kept: FileCache) -> Picture | None:
    """What has been kept of this chart."""
    svg = kept.get(picture_name(spec))
    if svg is None:
        return None
    text = svg.decode("utf-8")
    return Picture(text, kept.get(_pixels_name(text)))


def picture_name(spec: Mapping[str, Any]) -> str:
    """The name of the picture of this spec."""
    return f"svg-{_hash(json.dumps(report_spec(spec), sort_keys=True, ensure_ascii=False))}"


def _pixels_name(svg: str) -> str:
    return f"png-{_hash(svg)}"


def _hash(text: str) -> str:
    return hashlib.sha256(f"{libraries()}\0{text}".encode()).hexdigest()[:40]


SMALLEST = {"mark": "point", "data": {"values": [{}]}}
Problem = str


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
            # The child alone goes on listening: once it has died, whoever asks is told at once.
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


class DrawingLine:
    """The line of one report to the service; the same chart may be asked for once."""

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


def drawn_or_problem(
    spec: Mapping[str, Any], *, pixels: bool, before: Picture | None
) -> tuple[Picture | None, Problem]:
    """The picture, or why there is none."""
    try:
        return drawn(spec, pixels, before), ""
    except Exception as error:
        return None, str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


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
