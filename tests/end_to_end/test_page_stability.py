"""Nothing moves while the page opens, draws and is read; what the reader looks at is drawn first."""

from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.test_page_in_chromium import DESK, WIDTHS, visit

# Less than this no eye sees (a tenth of what counts as good).
STILL = 0.01
OBSERVE = """
window.moved = [];
window.order = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved.push([entry.value, ...entry.sources.map(
    (source) => source.node && (source.node.id || source.node.className || source.node.nodeName))]);
}).observe({ type: "layout-shift", buffered: true });
new MutationObserver((changes) => changes.forEach(({ target }) => {
  if (target.matches("figure.is-drawn") && !window.order.includes(target.id)) window.order.push(target.id);
})).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
"""


def observed(browser: Browser, width: int) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    context.set_offline(True)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    return page


def assert_still(page: Page) -> None:
    page.wait_for_timeout(100)
    moved = page.evaluate("window.moved")
    assert sum(shift[0] for shift in moved) < STILL, moved


@WIDTHS
def test_nothing_moves_from_opening_to_the_end(browser: Browser, html: Path, width: int) -> None:
    page = observed(browser, width)
    page.goto(html.as_uri())
    height = page.evaluate("document.documentElement.scrollHeight")
    page.mouse.move(width / 2, 450)
    # Half of it while charts are being drawn, the rest after.
    for step in range(height // 700 + 1):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(20)
        if step == height // 1400:
            wait_for_charts(page)
    wait_for_charts(page)
    assert page.evaluate("scrollY + innerHeight") > height - 700
    assert page.evaluate("document.documentElement.scrollHeight") == height
    assert_still(page)
    page.context.close()


@WIDTHS
def test_an_anchor_far_down_stays_where_it_is(browser: Browser, html: Path, width: int) -> None:
    anchors = [str(figure["id"]) for figure in soup_of(html).select("figure.chart")]
    target = anchors[-2]
    page = observed(browser, width)
    page.goto(f"{html.as_uri()}#{target}")
    wait_for_charts(page)
    place = f"document.getElementById('{target}').getBoundingClientRect().top"
    assert 0 <= page.evaluate(place) < 200
    assert_still(page)
    # A jump within the page moves the reader, not the text.
    page.evaluate(f"location.hash = '{anchors[0]}'")
    page.wait_for_timeout(100)
    page.evaluate(f"location.hash = '{target}'")
    assert_still(page)
    assert 0 <= page.evaluate(place) < 200
    page.context.close()


def test_what_is_in_sight_is_drawn_first(browser: Browser, html: Path) -> None:
    anchors = [str(figure["id"]) for figure in soup_of(html).select("figure.chart")]
    page = observed(browser, DESK)
    page.goto(html.as_uri())
    wait_for_charts(page)
    assert page.evaluate("window.order") == anchors
    page.goto("about:blank")
    page.goto(f"{html.as_uri()}#{anchors[-2]}")
    wait_for_charts(page)
    # One may have begun before the browser went to the anchor.
    assert anchors[-2] in page.evaluate("window.order")[:2]
    page.context.close()


@WIDTHS
def test_a_chart_takes_the_room_of_its_picture(browser: Browser, html: Path, width: int) -> None:
    boxes = """() => [...document.querySelectorAll('.chart-canvas')]
        .map((canvas) => canvas.getBoundingClientRect()).map((box) => [box.width, box.height])"""
    inside = """() => [...document.querySelectorAll('.chart-live svg')].filter((svg) => {
        const [live, canvas] = [svg, svg.closest('.chart-canvas')].map((tag) => tag.getBoundingClientRect());
        return live.right > canvas.right + 1 || live.bottom > canvas.bottom + 1;
    }).length"""
    drawn = visit(browser, html, width).page
    still = visit(browser, html, width, script=False).page
    assert drawn.evaluate(boxes) == still.evaluate(boxes)
    assert drawn.evaluate(inside) == 0
