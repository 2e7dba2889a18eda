"""Each chart's data and each table as a CSV file: what stands in its cells, and nothing that computes."""

import csv
from pathlib import Path

from playwright.sync_api import Locator, Page
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.reading import line

CELLS = """table => [...table.rows].map((row) => [...row.cells].map((cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('.note, .anchor').forEach((tag) => tag.remove());
    return copy.textContent;
}))"""


def saved(page: Page, figure: Locator, folder: Path) -> list[list[str]]:
    """The file that the figure's button saves, read as Excel reads it."""
    with page.expect_download() as download:
        figure.locator(".csv-save").click()
    assert download.value.suggested_filename == f"{figure.get_attribute('id')}.csv"
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def printed(cell: str) -> str:
    """A cell as the page prints it, its thousands without their dots."""
    text = line(cell)
    number = text.removesuffix("%").replace(".", "")
    grouped = text.count(".") and number.replace(",", "").isdigit() and len(text.split(".")[1]) >= 3
    return text.replace(".", "") if grouped else text


def test_every_chart_and_table_saves_what_it_shows(desk: Page, tmp_path: Path) -> None:
    figures = desk.locator("figure.chart, figure.table")
    assert figures.count() > 20
    assert desk.locator(".csv-save").count() == figures.count()
    for number, figure in enumerate(figures.all()):
        if number % 8 == 7:
            # Chromium lets a page begin ten downloads, then asks its user.
            desk.reload()
            wait_for_charts(desk)
        cells = figure.locator("table").evaluate(CELLS)
        assert saved(desk, figure, tmp_path) == [[printed(cell) for cell in row] for row in cells]


def test_numbers_are_numbers_for_excel(desk: Page, tmp_path: Path) -> None:
    rows = saved(desk, desk.locator("#hinh-tthc-ho-so"), tmp_path)
    assert rows[0] == ["Chỉ tiêu", "Số liệu", "Đơn vị"]
    assert ["Giải quyết đúng hạn", "3072266", "hồ sơ"] in rows
    rows = saved(desk, desk.locator("#hinh-tthc-truc-tuyen"), tmp_path)
    assert "32,74%" in [row[1] for row in rows]


def test_no_cell_is_a_formula(desk: Page, tmp_path: Path) -> None:
    hostile = [
        '=HYPERLINK("http://x";"a")',
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        'a";"b\n=1',
        "-5",
        "-0,5%",
        "+84",
    ]
    figure = desk.locator("figure.table").first
    figure.locator("table").evaluate(
        """(table, texts) => texts.forEach((text) => {
            table.tBodies[0].insertRow().insertCell().textContent = text;
        })""",
        hostile,
    )
    found = [row[0] for row in saved(desk, figure, tmp_path)[-len(hostile) :]]
    assert found == [
        '\'=HYPERLINK("http://x";"a")',
        "'+1+1",
        "'-1+1",
        "'@SUM(A1)",
        "'=1+1",
        'a";"b =1',
        "-5",
        "-0,5%",
        "+84",
    ]
