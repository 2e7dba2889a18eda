"""Charts drawn as SVG while notebooks still run."""

from collections.abc import Iterable, Mapping, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cchc.assembled import AssembledSection, Chart
from cchc.chart_drawing import draw_svg
from cchc.findings import Finding, InputError, ReportError, Severity
from cchc.pictures.names import svg_name
from cchc.processes.task import Parent, Task, can_fork
from cchc.reuse.kept_files import KeptFiles

# Starting the library that draws takes half a second.
SMALLEST = {"mark": "point", "data": {"values": [{}]}}


class Drawer:
    """Draws what it is asked for, in a process of its own where there is fork.

    This process never draws there: what it forks after drawing would hang.
    """

    def __init__(self, kept: KeptFiles) -> None:
        self._kept = kept
        self._folder = TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)
        self._asked: set[str] = set()
        self._process: _DrawingProcess | None = None

    def warm_up(self) -> None:
        """Get ready in the background: there will be something to draw."""
        if can_fork() and self._process is None:
            self._process = _DrawingProcess(Path(self._folder.name))

    def ask(self, charts: Iterable[Chart]) -> None:
        """Begin to draw those that have no picture yet."""
        for chart in charts:
            name = svg_name(chart.spec)
            if name not in self._asked and self._kept.get(name) is None and can_fork():
                self.warm_up()
                assert self._process is not None
                self._process.send(name, chart.spec)
            self._asked.add(name)

    def draw(self, sections: Sequence[AssembledSection]) -> dict[str, str]:
        """The SVG of every chart by identifier; InputError names each that cannot be drawn."""
        charts = [(section, chart) for section in sections for chart in section.charts]
        self.ask(chart for _, chart in charts)
        drawn = self._process.collect() if self._process is not None else {}
        pictures: dict[str, str] = {}
        problems: list[Finding] = []
        for section, chart in charts:
            name = svg_name(chart.spec)
            stored = self._kept.get(name) if name not in drawn else None
            if stored is not None:
                pictures[chart.identifier] = stored.decode("utf-8")
                continue
            picture, problem = drawn.get(name) or _drawn(chart.spec)
            if problem:
                problems.append(_undrawable(section, chart, problem))
                continue
            self._kept.put(name, picture.encode("utf-8"))
            pictures[chart.identifier] = picture
        if problems:
            raise InputError(problems)
        return pictures

    def close(self) -> None:
        """Leave no process behind."""
        if self._process is not None:
            self._process.end()
            self._process = None
        self._folder.cleanup()


class _DrawingProcess:
    """A child that draws what it is sent, in the order of sending.

    Pictures come back as files, their names alone over the line: two ends that both send much could
    wait for each other.
    """

    def __init__(self, folder: Path) -> None:
        # Not there on systems that cannot fork.
        from cchc.processes.child import Child

        self._folder = folder
        self._waiting: list[str] = []
        self._line, theirs = Pipe()

        def work(_: Parent) -> None:
            _keep_drawing(theirs, folder)

        self._child: Child[None] = Child(Task("drawing", work), folder / "drawing.log")
        theirs.close()

    def send(self, name: str, spec: Mapping[str, Any]) -> None:
        self._waiting.append(name)
        self._line.send((name, dict(spec)))

    def collect(self) -> dict[str, tuple[str, str]]:
        """Picture and problem of all that was sent (ReportError if the process died)."""
        drawn = {}
        while self._waiting:
            try:
                name, problem = self._line.recv()
            except (EOFError, OSError):
                raise ReportError(
                    "Bước vẽ biểu đồ bị dừng đột ngột, thường do hết bộ nhớ. "
                    "Đóng bớt chương trình rồi chạy lại."
                ) from None
            self._waiting.remove(name)
            path = self._folder / f"{name}.svg"
            drawn[name] = ("" if problem else path.read_text(encoding="utf-8"), problem)
        return drawn

    def end(self) -> None:
        self._child.end()
        self._line.close()


def _keep_drawing(line: Connection, folder: Path) -> None:
    draw_svg(SMALLEST)
    while True:
        name, spec = line.recv()
        picture, problem = _drawn(spec)
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8", newline="\n")
        line.send((name, problem))


def _drawn(spec: Mapping[str, Any]) -> tuple[str, str]:
    """The picture, or why there is none."""
    try:
        return draw_svg(spec), ""
    except Exception as error:
        return "", str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def _undrawable(section: AssembledSection, chart: Chart, problem: str) -> Finding:
    explanation = (
        f"Biểu đồ “{chart.identifier}” không vẽ được: {problem}. Xem lại ô vẽ biểu đồ này trong notebook."
    )
    file = f"notebooks/{section.name}.ipynb"
    return Finding(Severity.ERROR, "bieu_do.khong_ve_duoc", explanation, file, section=section.section)
