"""The page in a real browser without a network, on a desk and on a phone, with scripts and without."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.read_html import read_html, soup_of
from tests.end_to_end.reading import squeezed

DESK, PHONE = 1280, 390
WIDTHS = pytest.mark.parametrize("width", [DESK, PHONE])


@dataclass
class Visit:
    """A page that is open, and all that it complained about or asked for."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what the console calls an error; Vega also warns there of what it decides itself."""
        if message.type == "error":
            self.problems.append(message.text)


def visit(browser: Browser, html: Path, width: int, *, script: bool = True) -> Visit:
    """Open the page offline and wait until its charts are drawn."""
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
    context.set_offline(True)
    seen = Visit(context.new_page())
    page = seen.page
    page.on("console", seen.hear)
    page.on("pageerror", lambda error: seen.problems.append(f"page error: {error}"))
    page.on("request", lambda request: seen.requests.append(request.url))
    page.goto(html.as_uri())
    if script:
        wait_for_charts(page)
    return seen


def spec_count(html: Path) -> int:
    """How many charts the page has."""
    return len(soup_of(html).select("script.chart-spec"))


# Drawn by hand in their cells: the phone shrinks them.
BY_HAND = {"hinh-tthc-ho-so", "hinh-hien-dai-hoa-quan-huyen", "hinh-doi-chieu-ky-so-lieu"}
TEXT_SIZES = """figures => figures.map(figure => {
  const svg = figure.querySelector(".chart-live svg");
  const scale = svg.getBoundingClientRect().width / Number(svg.getAttribute("width"));
  const sizes = Array.from(svg.querySelectorAll("text"), text => parseFloat(getComputedStyle(text).fontSize));
  return [figure.id, scale * Math.min(...sizes)];
})"""


def test_charts_are_drawn_anew_for_a_phone_and_for_a_desk_again(browser: Browser, html: Path) -> None:
    page = visit(browser, html, PHONE).page
    sizes = dict(page.eval_on_selector_all("figure.chart", TEXT_SIZES))
    assert {name for name, size in sizes.items() if size < 11} <= BY_HAND
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    bars = "#hinh-the-che-ra-soat .chart-live svg"
    narrow = page.locator(bars).get_attribute("height")
    page.set_viewport_size({"width": DESK, "height": 900})
    page.wait_for_function(
        "([bars, narrow]) => document.querySelector(bars).getAttribute('height') !== narrow",
        arg=[bars, narrow],
    )
    assert page.locator("#hinh-the-che-ra-soat .chart-live").count() == 1
    # Its labels stand before the bars again.
    assert page.locator(f"{bars} .role-axis-label text").count() == 3


@WIDTHS
def test_every_chart_is_drawn_without_a_network(browser: Browser, html: Path, width: int) -> None:
    seen = visit(browser, html, width)
    assert seen.page.evaluate("window.__charts.failed") == []
    assert seen.page.evaluate("window.__charts.drawn") == spec_count(html) > 10
    assert seen.problems == []
    asked = [url for url in seen.requests if not url.startswith("data:")]
    assert asked == [html.as_uri()]


@WIDTHS
def test_drawn_charts_take_the_place_of_their_pictures(browser: Browser, html: Path, width: int) -> None:
    page = visit(browser, html, width).page
    figures = page.locator("figure.chart")
    for number in range(figures.count()):
        figure = figures.nth(number)
        name = figure.get_attribute("id")
        live = figure.locator(".chart-live svg").bounding_box()
        assert live, name
        assert live["width"] > 100, name
        assert live["height"] > 40, name
        assert figure.locator(".chart-live svg text").count() > 1, name
        assert not figure.locator("img.chart-static").is_visible(), name


@WIDTHS
def test_the_page_never_scrolls_sideways(browser: Browser, html: Path, width: int) -> None:
    page = visit(browser, html, width).page
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    page.wait_for_timeout(200)
    over = page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
            [...document.querySelectorAll('main *')]
                .filter((tag) => tag.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map((tag) => tag.tagName + '.' + tag.className).slice(0, 5).concat('the page')"""
    )
    assert over == []


def test_charts_fit_a_phone(browser: Browser, html: Path) -> None:
    page = visit(browser, html, PHONE).page
    cut = page.evaluate(
        """() => [...document.querySelectorAll('figure.chart')].filter((figure) => {
            const svg = figure.querySelector('.chart-live svg').getBoundingClientRect();
            const canvas = figure.querySelector('.chart-canvas').getBoundingClientRect();
            return svg.left < canvas.left - 1 || svg.right > canvas.right + 1;
        }).map((figure) => figure.id)"""
    )
    assert cut == []


@WIDTHS
def test_without_script_the_pictures_and_the_whole_text_are_there(
    browser: Browser, html: Path, width: int
) -> None:
    seen = visit(browser, html, width, script=False)
    page = seen.page
    pictures = page.locator("figure.chart img.chart-static")
    assert pictures.count() == spec_count(html)
    for number in range(pictures.count()):
        picture = pictures.nth(number)
        assert picture.is_visible()
        box = picture.bounding_box()
        assert box
        assert box["width"] > 200, picture.get_attribute("alt")
        assert box["height"] > 40, picture.get_attribute("alt")
        assert box["x"] + box["width"] <= width, picture.get_attribute("alt")
    assert seen.problems == []
    printed = squeezed(page.inner_text("main")).casefold()
    reading = read_html(html)
    assert [cited.number for cited in reading.citations]
    texts = [*(title for _, title in reading.headings), *reading.notes, *reading.captions]
    assert not [text for text in texts if squeezed(text).casefold() not in printed]


def test_script_hides_no_text(browser: Browser, html: Path) -> None:
    visible = "[...document.querySelectorAll('main p, main li, main h2, main h3, main h4, main td')]"
    count = f"{visible}.filter((tag) => tag.offsetParent !== null).length"
    with_script = visit(browser, html, DESK).page.evaluate(count)
    without = visit(browser, html, DESK, script=False).page.evaluate(count)
    assert with_script == without > 300


def test_charts_fit_again_when_the_window_narrows(browser: Browser, html: Path) -> None:
    page = visit(browser, html, DESK).page
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.wait_for_timeout(1500)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    widest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('.chart-live svg')]
            .map((svg) => svg.getBoundingClientRect().right))"""
    )
    assert widest <= PHONE
