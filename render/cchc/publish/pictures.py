"""The pictures of a report's charts, drawn while notebooks still run."""

from collections.abc import Iterable, Sequence

from cchc.base.cache import FileCache
from cchc.base.findings import Finding, InputError, ReportError, Severity, cut_short
from cchc.base.tasks import can_fork
from cchc.execution.section import AssembledSection, Chart
from cchc.publish.chart_picture import (
    Picture,
    Problem,
    cache_picture,
    cached_picture,
    drawn_or_problem,
    picture_name,
    stopping,
    undrawable_text,
)
from cchc.publish.drawing_service import DrawingClient, DrawingService, DrawingStoppedError


class Drawer:
    """Has charts drawn, in the background where there is fork; `pixels` if a format needs them.

    `address` is that of a service which several reports share; without one the drawer has its own.
    """

    def __init__(self, cache: FileCache, *, pixels: bool, address: str = "") -> None:
        self._cache = cache
        self._pixels = pixels
        self._address = address
        self._service: DrawingService | None = None
        self._client: DrawingClient | None = None
        self._found: dict[str, Picture] = {}
        self._asked: dict[str, Chart] = {}
        self._drawn: dict[str, tuple[Picture | None, Problem]] = {}
        self._fatal: set[str] = set()

    def warm_up(self) -> None:
        """Get ready in the background: there will be something to draw."""
        if can_fork() and not self._address:
            self._service = DrawingService()
            self._address = self._service.address

    def ask(self, charts: Iterable[Chart]) -> None:
        """Begin to draw those that have no picture yet."""
        for chart in charts:
            name = picture_name(chart.spec)
            if name in self._asked:
                continue
            self._asked[name] = chart
            before = cached_picture(chart.spec, self._cache)
            pixels = self._pixels and not chart.screen
            if before is not None and (before.png is not None or not pixels):
                self._found[name] = before
            elif deadly := undrawable_text(chart.spec):
                self._drawn[name] = None, deadly
            elif can_fork():
                self._connected().ask(name, chart.spec, pixels=pixels, before=before)

    def draw(self, sections: Sequence[AssembledSection]) -> dict[str, Picture]:
        """The picture of every chart by identifier; InputError names each that cannot be drawn."""
        charts = [(section, chart) for section in sections for chart in section.charts]
        self.ask(chart for _, chart in charts)
        self._collect()
        pictures: dict[str, Picture] = {}
        problems: list[Finding] = []
        for section, chart in charts:
            name = picture_name(chart.spec)
            if name not in self._found:
                picture, problem = self._drawn.get(name) or drawn_or_problem(
                    chart.spec, pixels=self._pixels and not chart.screen, before=None
                )
                if picture is None:
                    problems.append(_undrawable(section, chart, problem))
                    continue
                cache_picture(chart.spec, picture, self._cache)
                self._found[name] = picture
            pictures[chart.identifier] = self._found[name]
        if problems:
            raise InputError(problems)
        return pictures

    def close(self) -> None:
        """Leave no process behind."""
        if self._client is not None:
            self._client.close()
        if self._service is not None:
            self._service.close()

    def _collect(self) -> None:
        """All that was asked for; a chart that stops the process costs only itself."""
        while self._client is not None:
            try:
                self._drawn.update(self._client.collect())
                return
            except DrawingStoppedError as stopped:
                self._blame(stopped)
                self._ask_anew()

    def _blame(self, stopped: DrawingStoppedError) -> None:
        """Charts of other reports, or the system, may have stopped it: once, it is tried again."""
        if self._service is None or not (stopped.late or stopped.chart in self._fatal):
            self._fatal.add(stopped.chart)
        elif stopped.chart:
            self._drawn[stopped.chart] = None, stopping(self._asked[stopped.chart].spec, late=stopped.late)
        else:
            raise ReportError(cut_short("vẽ biểu đồ"))

    def _ask_anew(self) -> None:
        """Of a process of this report's own."""
        self.close()
        self._client, self._service, self._address = None, None, ""
        for name, chart in self._asked.items():
            if name not in self._found and name not in self._drawn:
                before = cached_picture(chart.spec, self._cache)
                self._connected().ask(name, chart.spec, pixels=self._pixels, before=before)

    def _connected(self) -> DrawingClient:
        if self._client is None:
            self.warm_up()
            try:
                self._client = DrawingClient(self._address)
            except DrawingStoppedError:
                # One that several reports share, and one of them has ended.
                self._address = ""
                self.warm_up()
                self._client = DrawingClient(self._address)
        return self._client


def _undrawable(section: AssembledSection, chart: Chart, problem: str) -> Finding:
    explanation = (
        f"Biểu đồ “{chart.identifier}” không vẽ được: {problem}. Xem lại ô vẽ biểu đồ này trong notebook."
    )
    file = f"notebooks/{section.name}.ipynb"
    return Finding(Severity.ERROR, "bieu_do.khong_ve_duoc", explanation, file, section=section.section)
