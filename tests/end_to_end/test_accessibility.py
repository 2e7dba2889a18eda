"""The page for readers of every kind: axe-core's rules, and a keyboard alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.conftest import FILES, write_workspace
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.edition import run_report
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.test_page_in_chromium import DESK, PHONE, WIDTHS

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
OPEN_ALL = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"

# Where Tab should stop, in the order of reading; of a group of choices, at the one that is taken.
STOPS = """() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex]')]
  .filter((tag) => tag.tabIndex >= 0 && tag.checkVisibility({ visibilityProperty: true }))
  .filter((tag) => tag.type !== 'radio' || tag.checked)
  .map(window.nameOf)"""
NAME_OF = """() => { window.nameOf = (tag) =>
  [...document.querySelectorAll('*')].indexOf(tag) + ' ' + tag.outerHTML.slice(0, 80); }"""
# Who has the focus, and whether the reader sees it: a line around it, nothing before it.
FOCUS = """() => {
  const tag = document.activeElement;
  if (!tag || tag === document.body) return null;
  const seen = tag.closest('.search-field') || (tag.type === 'radio' ? tag.nextElementSibling : tag);
  const line = [seen, tag].map((one) => getComputedStyle(one))
    .some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1);
  const box = [...seen.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
  const inside = box && box.top >= 0 && box.bottom <= innerHeight + 1;
  const top = box && document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const clear = inside && top && (seen.contains(top) || top.contains(seen) || tag.contains(top));
  return [window.nameOf(tag), Boolean(line && (clear || tag.matches('[role=region]')))];
}"""


def open_page(browser: Browser, html: Path, width: int, scheme: Any = "light") -> Page:
    """The page offline in its own context, charts drawn, nothing moving."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_offline(True)
    page = context.new_page()
    page.goto(html.as_uri())
    wait_for_charts(page)
    return page


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds: the rule, and the first elements that break it."""
    found: list[Mapping[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"][:3]]) for each in found]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a missing figure, and with one that a check calls wrong."""
    root = tmp_path_factory.mktemp("draft") / "so-thu"
    write_workspace(root)
    figures = FILES["data/2020-H1/figures.csv"]
    changed = figures.replace("dao_tao.lop,,7,,,,giả định", "dao_tao.lop,,,,,,giả định").replace(
        "ho_so.ty_le,,25.0", "ho_so.ty_le,,31.0"
    )
    write_workspace(root, {**FILES, "data/2020-H1/figures.csv": changed})
    done = run_report(root, "--formats", "html")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "output" / "2020-H1" / "bao-cao.html"


@SCHEMES
@WIDTHS
def test_axe_finds_nothing(browser: Browser, html: Path, width: int, scheme: str) -> None:
    page = open_page(browser, html, width, scheme)
    assert violations(page) == []
    page.evaluate(OPEN_ALL)
    page.locator("main p .num.flagged").first.click()
    page.locator("#figure-card").wait_for(state="visible")
    assert violations(page) == []
    page.context.close()


@SCHEMES
@WIDTHS
def test_axe_finds_nothing_in_a_draft_with_gaps(
    browser: Browser, draft: Path, width: int, scheme: str
) -> None:
    page = open_page(browser, draft, width, scheme)
    assert page.locator("mark.missing").count() > 0
    page.locator(".num.flagged-error").first.click()
    assert "LỖI" in page.locator("#figure-card").inner_text()
    assert violations(page) == []
    page.context.close()


@WIDTHS
def test_tab_goes_through_all_in_the_order_of_reading(browser: Browser, html: Path, width: int) -> None:
    page = open_page(browser, html, width)
    page.evaluate(NAME_OF)
    stops = page.evaluate(STOPS)
    assert len(stops) > 150
    assert 'class="skip"' in stops[0]
    reached, unseen = [], []
    for name, visible in _walk(page, len(stops) + 5):
        reached.append(name)
        if not visible:
            unseen.append(name)
    assert reached == stops
    assert unseen == []
    page.context.close()


def _walk(page: Page, most: int) -> Iterator[tuple[str, bool]]:
    """Press Tab until the page is left."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            return
        yield focus[0], focus[1]


def test_the_skip_link_leads_into_the_text(browser: Browser, html: Path) -> None:
    page = open_page(browser, html, DESK)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.context.close()


@WIDTHS
def test_each_chart_is_told_once(browser: Browser, html: Path, width: int) -> None:
    alts = [str(image["alt"]) for image in soup_of(html).select(".chart-static")]
    page = open_page(browser, html, width)
    told = [figure.get_by_role("img").all() for figure in page.locator("figure.chart").all()]
    assert [len(images) for images in told] == [1] * len(alts)
    assert [images[0].get_attribute("aria-label") for images in told] == alts
    page.context.close()


def test_a_reader_s_own_colours_keep_what_is_chosen(browser: Browser, html: Path) -> None:
    page = open_page(browser, html, PHONE)
    page.emulate_media(forced_colors="active")
    chosen, other = (
        page.locator(f".theme input[value={name}] + span").evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        for name in ("auto", "dark")
    )
    assert chosen != other
    # The charts keep their own colours, on a ground of theirs.
    bar = page.locator(".chart-live [fill='#0b5394']").first
    assert bar.evaluate("e => getComputedStyle(e).fill") == "rgb(11, 83, 148)"
    page.context.close()
