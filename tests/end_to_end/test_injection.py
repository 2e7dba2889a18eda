"""Text from data, params and prose that would like to be markup, script, a link or a formula."""

import csv
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from tests.conftest import FILES, NOTEBOOKS, write_notebook, write_workspace
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.edition import run_report
from tests.end_to_end.read_html import soup_of

from cchc.publish.page.assets import page_foot, page_head

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
IMG = "<img src=x onerror=window.hacked=1>"
SCRIPT = "</script><script>window.hacked=2</script>"
FORMULA = '=HYPERLINK("http://evil.example","a")'
QUOTED = '"' + FORMULA.replace('"', '""') + '"'

# Where each text goes: the file, what stands there, what takes its place.
PLACES = (
    ("data/catalog/agencies.csv", "Quận B (giả định)", f"Đơn vị {IMG}"),
    ("data/catalog/indicators.csv", "Học viên,người", f"Học viên {SCRIPT},người {IMG}"),
    ("data/catalog/indicators.csv", "lớp,count,0,none,,Giả định", f"lớp,count,0,none,,Lớp {IMG}"),
    ("data/catalog/indicators.csv", "Hồ sơ tiếp nhận,hồ sơ", f"{QUOTED},hồ sơ"),
    ("data/2020-H1/documents.csv", "thử [giả định]", f"thử [x](javascript:window.hacked=3) {IMG}"),
    ("data/2020-H1/documents.csv", "Trang thử", f"Trang {SCRIPT}"),
    ("params/2020-H1.yml", "locality: tỉnh Thử Nghiệm", f"locality: 'tỉnh {IMG}'"),
    ("params/2020-H1.yml", "- ỦY BAN THỬ", f"- 'ỦY BAN {IMG}'"),
    ("params/2020-H1.yml", "place: Thử Nghiệm", f"place: 'Thử {SCRIPT}'"),
    ("params/2020-H1.yml", "- Bộ Thử", f"- 'Bộ {IMG} [x](javascript:window.hacked=4)'"),
    ("data/catalog/outline-2011-2020.yml", "title: Lớp học", f"title: 'Lớp {IMG}'"),
    (
        "data/2020-H1/narrative/dao_tao.md",
        "Mở {{",
        f"{IMG} {SCRIPT} [bấm](javascript:window.hacked=5) "
        '[nét]{onclick="window.hacked=6" style="color:red"} '
        "`<b onclick=window.hacked=7>`{=html} ![ảnh](https://evil.example/a.png) Mở {{",
    ),
)
UNITS = """
import altair as alt
import pandas as pd

ten = [agency.name for agency in muc.workbook.agencies.values()]
muc.table(pd.DataFrame({"Đơn vị": ten}), id="don-vi", title="Đơn vị giả định")
hoc_vien = muc.frame("dao_tao.hoc_vien")
hinh = alt.Chart(hoc_vien).mark_bar().encode(x="value:Q", y="name:N", tooltip=["name", "unit"])
tieu_de = "{{ ten('dao_tao.hoc_vien') }} giả định"
muc.chart(hinh, id="hoc-vien", data=hoc_vien, title=tieu_de, alt=tieu_de)
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a draft whose every text is hostile."""
    root = tmp_path_factory.mktemp("injection") / "so-thu"
    write_workspace(root)
    for file, old, new in PLACES:
        assert old in FILES[file], old
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    write_notebook(root / "notebooks" / "20_dao_tao.ipynb", NOTEBOOKS["20_dao_tao"], UNITS)
    done = run_report(root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "output" / "2020-H1"


@pytest.fixture(scope="module")
def complaints(browser: Browser, attacked: Path) -> Iterator[list[str]]:
    """Opens every card and a tooltip of the page; what it tried to do that it may not."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_offline(True)
    page = context.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("request", lambda r: said.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.goto((attacked / "bao-cao.html").as_uri())
    wait_for_charts(page)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for number in page.locator("main .num:visible").all():
        number.hover()
        page.locator(".figure-card").wait_for(state="visible")
        number.click()
        page.keyboard.press("Escape")
    page.locator("#hinh-dao-tao-hoc-vien .chart-live svg path[aria-roledescription=bar]").first.hover()
    page.locator("#vg-tooltip-element").wait_for(state="visible")
    said.append(f"hacked: {page.evaluate('window.hacked')}")
    yield said
    context.close()


def test_nothing_runs_and_nothing_is_asked_for(complaints: list[str]) -> None:
    assert complaints == ["hacked: None"]


def test_the_page_holds_hostile_text_as_text(attacked: Path) -> None:
    page = soup_of(attacked / "bao-cao.html")
    assert not [tag.name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert not page.find_all("img", src="x")
    assert not page.find_all(style=True)
    links = [str(a["href"]) for a in page("a", href=True)]
    assert not [href for href in links if not re.match(r"#|https?://", href)]
    shown = page.get_text()
    for text in (IMG, SCRIPT, "<b onclick=window.hacked=7>", FORMULA):
        assert text in shown


def test_no_script_runs_but_ours(attacked: Path) -> None:
    scripts = [script for script in soup_of(attacked / "bao-cao.html")("script") if not script.get("type")]
    ours = BeautifulSoup(page_head() + page_foot(), "html.parser")("script")
    assert [script.get_text() for script in scripts] == [script.get_text() for script in ours]


def test_no_picture_from_elsewhere_is_taken_in(attacked: Path) -> None:
    page = soup_of(attacked / "bao-cao.html")
    assert {str(image["src"]).partition(",")[0] for image in page("img")} == {"data:image/svg+xml;base64"}
    assert "evil.example/a.png" not in page.get_text()


def test_the_word_file_leads_to_the_web_alone(attacked: Path) -> None:
    with zipfile.ZipFile(attacked / "bao-cao.docx") as archive:
        text = archive.read("word/document.xml").decode("utf-8")
        names = [name for name in archive.namelist() if name.endswith(".rels")]
        links = "".join(archive.read(name).decode("utf-8") for name in names)
    targets = re.findall(r'Target="([^"]+)" TargetMode="External"', links)
    assert targets
    assert not [target for target in targets if not target.startswith(("https://example.org/", "#"))]
    assert "onerror=window.hacked=1" in text


@pytest.mark.parametrize("name", ["figures.csv", "findings.csv"])
def test_no_cell_of_a_csv_file_is_a_formula(attacked: Path, name: str) -> None:
    with (attacked / name).open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert not [cell for cell in cells if re.match(r"[=+@\t\r]|-(?!\d)", cell)]
    if name == "figures.csv":
        assert f"'{FORMULA}" in cells


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(attacked: Path) -> None:
    with zipfile.ZipFile(attacked / "figures.xlsx") as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        sheets = [ElementTree.fromstring(archive.read(name)) for name in names]
        texts = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    assert sheets
    acting = (f"{SHEET}f", f"{SHEET}hyperlink")
    assert not [element for sheet in sheets for element in sheet.iter() if element.tag in acting]
    assert FORMULA in {text.text for text in texts.iter(f"{SHEET}t")}


def test_the_findings_name_what_prose_may_not_hold(attacked: Path) -> None:
    with (attacked / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rules = [row["rule"] for row in csv.DictReader(file, delimiter=";")]
    assert rules.count("loi_van.ky_hieu_la") >= 6
