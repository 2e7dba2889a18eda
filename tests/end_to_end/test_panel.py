"""The panel in a real JupyterLab and a real browser, from what is missing to the report beside it."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.conftest import edit, write_workspace

TOKEN = "ma-thu"
SECONDS_TO_START = 60.0
SECONDS_TO_BUILD = 120
NAME = "00_bang_dieu_khien.ipynb"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A made-up workbook of two periods: in the later one a figure is owed, another is wrong."""
    root = tmp_path / "so"
    write_workspace(root)
    edit(root, "data/2020-H1/figures.csv", "dao_tao.lop,,7", "dao_tao.lop,,")
    edit(root, "data/2020-H1/figures.csv", "ho_so.ty_le,,25.0", "ho_so.ty_le,,26.0")
    for part in ("params/2020-H1.yml", "data/2020-H1"):
        earlier = root / part.replace("2020-H1", "2019-H1")
        if (root / part).is_dir():
            earlier.mkdir()
            for file in (root / part).glob("*.csv"):
                (earlier / file.name).write_bytes(file.read_bytes())
        else:
            text = (root / part).read_text(encoding="utf-8")
            earlier.write_text(text.replace("2020-H1", "2019-H1"), encoding="utf-8")
    return root


@pytest.fixture
def lab(workbook: Path, tmp_path: Path) -> Iterator[str]:
    """`cchc lab` on it, as a user runs it; the address of the notebook that it opens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = tmp_path / "jupyter"
    settings.mkdir()
    (settings / "jupyter_server_config.py").write_text(
        f"c.ServerApp.port = {port}\nc.ServerApp.open_browser = False\nc.ServerApp.allow_root = True\n"
        f"c.IdentityProvider.token = {TOKEN!r}\n",
        encoding="utf-8",
    )
    own = {f"JUPYTER_{kind}_DIR": str(settings) for kind in ("CONFIG", "DATA", "RUNTIME")}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(settings), "JUPYTERLAB_WORKSPACES_DIR": str(settings)}
    with (tmp_path / "lab.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "cchc", "lab"],
            cwd=workbook,
            env={**os.environ, **own},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/api")
            # Where the server itself sends who opens its first page.
            yield f"{address}/?token={TOKEN}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)


def wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def press(page: Page, step: str, title: str) -> None:
    """Press a button of a step."""
    page.get_by_role("tab", name=step).click()
    page.locator("button.jupyter-button:visible", has_text=title).click()


def test_from_what_is_missing_to_the_report(browser: Browser, lab: str, workbook: Path) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(40_000)
    expect.set_options(timeout=40_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(lab)
    # Until its kernel is there, JupyterLab runs nothing.
    page.get_by_role("button", name=re.compile("Python 3.*Idle")).wait_for()
    page.get_by_role("button", name="Hiện các nút bấm").click()
    panel = page.locator(".cchc-panel")

    # The latest period comes first; another can be chosen.
    period = panel.get_by_role("combobox").first
    expect(panel.get_by_text("cchc status 2020-H1")).to_be_visible()
    period.select_option("06 tháng đầu năm 2019")
    expect(panel.get_by_text("cchc status 2019-H1")).to_be_visible()
    period.select_option("06 tháng đầu năm 2020")

    press(page, "1. Còn thiếu gì", "Xem còn thiếu gì")
    expect(panel.get_by_role("row", name=re.compile("Phòng Học 1")).first).to_be_visible()

    press(page, "3. Kiểm tra", "Kiểm tra")
    finding = panel.get_by_role("link", name="Số liệu, dòng 4")
    finding.click()
    # The file is open in an editor, and the cursor stands in the row.
    expect(page.get_by_text("Ln 4, Col 1")).to_be_visible()
    expect(page.locator(".jp-FileEditor:visible .cm-content")).to_contain_text("ho_so.ty_le,,26.0")
    page.get_by_role("tab", name=NAME).click()

    press(page, "4. Dựng báo cáo", "Dựng báo cáo")
    bar = panel.locator(".progress-bar")
    seen = set()
    until = time.monotonic() + SECONDS_TO_BUILD
    while not panel.get_by_text("Đã dựng xong báo cáo.").is_visible():
        seen.add(bar.get_attribute("style"))
        page.wait_for_timeout(100)
        assert time.monotonic() < until
    assert len(seen) >= 3
    panel.get_by_text("Mở báo cáo bên cạnh").click()
    report = page.frame_locator("iframe.jp-HTMLViewer, .jp-HTMLViewer iframe, iframe").first
    expect(report.get_by_text("2.400").first).to_be_visible()
    assert panel.is_visible()
    assert (workbook / "output/2020-H1/bao-cao.docx").is_file()
    assert wrong == []
