"""The panel's widgets, without a browser: buttons run the real command, its answer fills the page."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as w
from tests.conftest import edit
from tests.panel.own_loop import in_own_loop

from cchc.inputs.workspace import Workspace
from cchc.panel.screen import NO_PERIOD, known_periods, open_panel

WAIT = 60.0


def all_of(widget: w.Widget) -> Iterator[w.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from all_of(child)


def page(panel: w.Widget) -> str:
    return "\n".join(part.value for part in all_of(panel) if isinstance(part, w.HTML))


def button(panel: w.Widget, title: str) -> w.Button:
    return next(p for p in all_of(panel) if isinstance(p, w.Button) and p.description == title)


async def pressed(panel: w.Widget, title: str) -> str:
    """Press it, and wait until the command has ended; what the page then has."""
    asked = button(panel, title)
    asked.click()
    async with asyncio.timeout(WAIT):
        while asked.disabled:
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.3)
    return page(panel)


def after(workspace: Path, *titles: str) -> str:
    async def press() -> str:
        panel = open_panel(workspace)
        for title in titles:
            shown = await pressed(panel, title)
        return shown

    return in_own_loop(press())


def test_what_is_missing_is_shown(workspace: Path) -> None:
    edit(workspace, "data/2020-H1/figures.csv", "dao_tao.lop,,7", "dao_tao.lop,,")
    shown = after(workspace, "Xem còn thiếu gì")
    assert "Phòng Học" in shown
    assert "cchc status 2020-H1" in shown


def test_findings_are_shown_with_links(workspace: Path) -> None:
    edit(workspace, "data/2020-H1/figures.csv", "ho_so.ty_le,,25.0", "ho_so.ty_le,,26.0")
    shown = after(workspace, "Kiểm tra")
    assert "Còn 1 LỖI" in shown
    assert "Số liệu, dòng 4" in shown


def test_errors_are_those_of_the_command(workspace: Path) -> None:
    (workspace / "data/catalog/indicators.csv").unlink()
    shown = after(workspace, "Tạo biểu để gửi")
    assert "indicators.csv" in shown
    assert "Traceback" not in shown


def test_an_import_needs_a_folder(workspace: Path) -> None:
    assert "Chưa nêu thư mục" in after(workspace, "Nhập tệp gửi về")


def test_forms_go_out_and_come_back(workspace: Path) -> None:
    async def both() -> str:
        panel = open_panel(workspace)
        assert "biểu để gửi" in await pressed(panel, "Tạo biểu để gửi")
        folder = next(part for part in all_of(panel) if isinstance(part, w.Combobox))
        folder.value = "output/2020-H1/intake/mau"
        return await pressed(panel, "Nhập tệp gửi về")

    shown = in_own_loop(both())
    assert "GỬI TỆP CHƯA ĐIỀN GÌ" in shown
    assert "Đã nhập, không có gì phải hỏi lại." in shown


def test_one_command_at_a_time_and_it_can_be_stopped(workspace: Path) -> None:
    async def stopped() -> str:
        panel = open_panel(workspace)
        build = button(panel, "Dựng báo cáo")
        build.click()
        assert button(panel, "Kiểm tra").disabled
        await asyncio.sleep(1.0)
        button(panel, "Dừng").click()
        async with asyncio.timeout(WAIT):
            while build.disabled:
                await asyncio.sleep(0.05)
        return page(panel)

    assert "Đã dừng theo yêu cầu." in in_own_loop(stopped())
    assert not (workspace / "output/2020-H1/bao-cao.html").exists()


def test_without_a_period_it_says_what_to_do(tmp_path: Path) -> None:
    assert NO_PERIOD in open_panel(tmp_path).value


def test_the_latest_period_comes_first(tmp_path: Path) -> None:
    (tmp_path / "params").mkdir()
    for name in ("2020-H1", "2021-Q1", "2020-Y", "mau"):
        (tmp_path / f"params/{name}.yml").touch()
    assert [str(period) for period in known_periods(Workspace(tmp_path))] == ["2021-Q1", "2020-Y", "2020-H1"]
