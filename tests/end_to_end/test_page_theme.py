"""Light and dark: after the machine, or as the reader chose; paper is always light."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.test_page_in_chromium import DESK

from cchc.notebook.palette import DARK

LIGHT_PAPER, DARK_PAPER = "rgb(255, 255, 255)", "rgb(22, 28, 36)"
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("refused", "SecurityError"); } })"""
# Each paint of the charts as drawn, and as seen.
PAINTS = """() => [...document.querySelectorAll('.chart-live svg *')].flatMap((tag) =>
  ['fill', 'stroke'].filter((name) => tag.hasAttribute(name))
    .map((name) => [tag.getAttribute(name), getComputedStyle(tag)[name]]))"""


def paper(page: Page) -> str:
    return str(page.locator("main").evaluate("e => getComputedStyle(e).backgroundColor"))


def opened(context: BrowserContext, html: Path) -> Page:
    page = context.new_page()
    page.goto(html.as_uri())
    wait_for_charts(page)
    return page


def context_of(browser: Browser, scheme: Any) -> BrowserContext:
    context = browser.new_context(viewport={"width": DESK, "height": 900}, color_scheme=scheme)
    context.set_offline(True)
    return context


def rgb(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_the_page_follows_the_machine_until_told_otherwise(browser: Browser, html: Path) -> None:
    context = context_of(browser, "dark")
    page = opened(context, html)
    assert paper(page) == DARK_PAPER
    page.emulate_media(color_scheme="light")
    assert paper(page) == LIGHT_PAPER
    page.get_by_label("Tối").check()
    assert paper(page) == DARK_PAPER
    # The next visit remembers, and its switch says so.
    page = opened(context, html)
    page.emulate_media(color_scheme="light")
    assert paper(page) == DARK_PAPER
    assert page.get_by_label("Tối").is_checked()
    page.get_by_label("Theo máy").check()
    assert paper(page) == LIGHT_PAPER
    assert paper(opened(context, html)) == DARK_PAPER
    context.close()


def test_a_machine_that_refuses_storage_only_forgets(browser: Browser, html: Path) -> None:
    context = context_of(browser, "light")
    context.add_init_script(NO_STORAGE)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(html.as_uri())
    page.get_by_label("Tối").check()
    assert paper(page) == DARK_PAPER
    page.reload()
    assert paper(page) == LIGHT_PAPER
    assert wrong == []
    context.close()


def test_the_choice_stands_before_the_first_paint(html: Path) -> None:
    (first,) = soup_of(html).select("head script")
    assert "localStorage" in first.get_text()
    assert first.find_previous_sibling("style", id="dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_take_the_colours_of_the_page(browser: Browser, html: Path, scheme: str) -> None:
    context = context_of(browser, scheme)
    paints = {tuple(pair) for pair in opened(context, html).evaluate(PAINTS)}
    context.close()
    paints = {(drawn, seen) for drawn, seen in paints if drawn not in {"none", "transparent"}}
    assert len(paints) > 6
    wanted = DARK if scheme == "dark" else {colour: colour for colour in DARK}
    wrong = {(drawn, seen) for drawn, seen in paints if seen != rgb(wanted.get(drawn, "#000000"))}
    assert wrong == set()


def test_paper_is_light_and_has_the_pictures(browser: Browser, html: Path) -> None:
    context = context_of(browser, "dark")
    page = opened(context, html)
    page.get_by_label("Tối").check()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(28, 36, 48)"
    charts = page.locator("figure.chart").count()
    assert page.locator(".chart-static:visible").count() == charts > 10
    assert page.locator(".chart-live:visible").count() == 0
    assert page.locator("button:visible, input:visible, summary:visible").count() == 0
    context.close()


def test_without_scripts_a_picture_has_light_ground_in_the_dark(browser: Browser, html: Path) -> None:
    context = browser.new_context(color_scheme="dark", java_script_enabled=False)
    page = context.new_page()
    page.goto(html.as_uri())
    assert paper(page) == DARK_PAPER
    picture = page.locator(".chart-static").first
    assert picture.is_visible()
    assert picture.evaluate("e => getComputedStyle(e).backgroundColor") == LIGHT_PAPER
    assert page.locator(".theme").is_hidden()
    context.close()
