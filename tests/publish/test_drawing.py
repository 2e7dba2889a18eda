"""Drawing that dies or never ends costs the one chart that did it. Every chart here is made up."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.forks import needs_fork

from cchc.base.cache import FileCache
from cchc.base.findings import InputError
from cchc.base.working_folders import temporary_folder
from cchc.execution.section import AssembledSection, Chart
from cchc.publish import drawing_service
from cchc.publish.chart_picture import Picture, drawn_or_problem, undrawable_text
from cchc.publish.drawing_service import DrawingClient, DrawingService
from cchc.publish.pictures import Drawer

pytestmark = needs_fork
DRAWN = Picture("<svg/>")


def made_up(name: str, text: str = "") -> Chart:
    data = {"values": [{"t": text or name}]}
    return Chart(name, {"mark": "text", "data": data, "encoding": {"text": {"field": "t"}}})


def section(*charts: Chart) -> AssembledSection:
    return AssembledSection("ho_so", "10_ho_so", "", charts, ())


def dangerous(spec: dict[str, Any], **_: object) -> tuple[Picture, str]:
    """Drawing of which one chart ends the process, and one never comes to its end."""
    match spec["data"]["values"][0]["t"]:
        case "chet":
            os.kill(os.getpid(), signal.SIGKILL)
        case "treo":
            time.sleep(600)
    return DRAWN, ""


@pytest.fixture(params=["own", "shared"])
def drawer(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Drawer]:
    monkeypatch.setattr(drawing_service, "drawn_or_problem", dangerous)
    monkeypatch.setattr(drawing_service, "draw_svg", lambda _: "")
    monkeypatch.setattr(drawing_service, "SECONDS_A_CHART", 0.5)
    with closing(DrawingService()) as service:
        address = service.address if request.param == "shared" else ""
        with closing(Drawer(FileCache(tmp_path / "cache"), pixels=False, address=address)) as drawer:
            yield drawer


def test_each_chart_that_stops_the_drawing_is_named_and_no_other(drawer: Drawer) -> None:
    names = ("a", "chet", "b", "treo", "hình vẽ được")
    with pytest.raises(InputError) as error:
        drawer.draw([section(*map(made_up, names))])
    told = [finding.explanation for finding in error.value.findings]
    assert len(told) == 2
    assert told[0].startswith("Biểu đồ “chet” không vẽ được: bộ vẽ bị dừng đột ngột")
    assert told[1].startswith("Biểu đồ “treo” không vẽ được: vẽ mãi không xong")
    assert all("chữ dài nhất có" in words for words in told)
    assert all(finding.file == "notebooks/10_ho_so.ipynb" for finding in error.value.findings)


def test_whoever_asks_for_much_does_not_wait_for_a_chart_that_hangs(drawer: Drawer) -> None:
    started = time.monotonic()
    # More than a line between two processes holds.
    drawer.ask([made_up("treo"), *(made_up(f"lon-{n}", f"{n}" * 200_000) for n in range(1, 9))])
    assert time.monotonic() - started < 10


def test_a_process_killed_once_costs_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    killed = tmp_path / "killed"

    def draw(*_: object, **__: object) -> tuple[Picture, str]:
        if not killed.exists():
            killed.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return DRAWN, ""

    monkeypatch.setattr(drawing_service, "drawn_or_problem", draw)
    with closing(Drawer(FileCache(tmp_path / "cache"), pixels=False)) as drawer:
        assert set(drawer.draw([section(made_up("a"), made_up("b"))])) == {"a", "b"}


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\ufffe", "\ud800"])
def test_a_character_that_no_picture_can_hold_is_named(char: str) -> None:
    picture, problem = drawn_or_problem(made_up("a", f"Quận{char} 1").spec, pixels=False, before=None)
    assert picture is None
    assert f"U+{ord(char):04X}" in problem
    assert "“Quận\\u" in problem


def test_all_that_reports_print_can_be_drawn() -> None:
    assert undrawable_text({"title": ["Tỷ lệ\tđúng hạn\n", "😀", {"x": "\ufffd\ue000"}], "n": 1}) == ""


def test_a_long_path_of_temporary_files_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    with temporary_folder() as folder:
        assert len(str(folder)) > 107
    with closing(DrawingService()) as service, closing(DrawingClient(service.address)) as client:
        client.ask("a", made_up("a").spec, pixels=False, before=None)
        assert [name for name, (picture, _) in client.collect() if picture] == ["a"]
