"""Figures that can be asked where they come from: by pointer, keyboard and touch, offline."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.test_page_in_chromium import PHONE

RATE = "tthc.ho_so.ty_le_truc_tuyen"
WARNED = "tthc.dvc.muc_3.ty_le"
SOUND = "bo_may.tinh_gian.trong_ky"


def figure(page: Page, code: str) -> Locator:
    """The figure in the running text."""
    return page.locator(f'main p .num[data-code="{code}"], main li .num[data-code="{code}"]').first


def card(page: Page) -> Locator:
    return page.locator("#figure-card")


def test_the_pointer_brings_the_card_and_takes_it_away(desk: Page) -> None:
    figure(desk, RATE).hover()
    card(desk).wait_for(state="visible")
    text = card(desk).inner_text()
    for part in (
        "10,07%",
        "Tỷ lệ hồ sơ trực tuyến",
        "16/12/2019 – 15/3/2020",
        "100 × 315.445 / 3.133.520 ≈ 10,0668%",
        "Văn phòng UBND thành phố",
        "data/2020-H1/figures.csv:65",
    ):
        assert part in text, part
    # The card itself can be entered to be read.
    card(desk).hover()
    desk.wait_for_timeout(400)
    assert card(desk).is_visible()
    desk.mouse.move(1, 1)
    card(desk).wait_for(state="hidden")


def test_figures_are_tab_stops_only_when_asked_for(desk: Page) -> None:
    stops = desk.locator('main .num[tabindex="0"]')
    assert stops.count() == 0
    mode = desk.get_by_role("button", name="Xem nguồn số liệu")
    mode.press("Enter")
    assert mode.get_attribute("aria-pressed") == "true"
    assert stops.count() == desk.locator("main .num").count() > 250
    first = desk.locator("main .num").first
    for _ in range(200):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.matches('.num')"):
            break
    card(desk).wait_for(state="visible")
    assert first.evaluate("element => element === document.activeElement")
    assert first.get_attribute("role") == "button"
    described = first.get_attribute("aria-describedby")
    assert desk.locator(f"#{described}").inner_text() in card(desk).inner_text()
    # Enter goes in, Esc comes back to the figure and closes.
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "figure-card"
    desk.keyboard.press("Escape")
    assert card(desk).is_hidden()
    assert first.evaluate("element => element === document.activeElement")
    assert first.get_attribute("aria-describedby") is None
    # The next stop is the next thing on the page, not its end.
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.querySelector('main').contains(document.activeElement)")
    mode.press("Enter")
    assert stops.count() == 0


def test_a_tap_opens_and_another_closes_within_the_screen(phone: Page) -> None:
    for code in (RATE, WARNED):
        there = figure(phone, code)
        there.tap()
        card(phone).wait_for(state="visible")
        box = card(phone).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 844
        assert phone.evaluate("document.documentElement.scrollWidth") == PHONE
        there.tap()
        card(phone).wait_for(state="hidden")
    figure(phone, RATE).tap()
    phone.get_by_role("button", name="Đóng").tap()
    card(phone).wait_for(state="hidden")


def test_every_figure_s_card_stays_on_the_screen(phone: Page) -> None:
    outside = phone.evaluate(
        """async () => {
          const card = document.getElementById("figure-card"), wrong = [];
          for (const figure of document.querySelectorAll("main .num")) {
            if (!figure.offsetParent) continue;
            figure.scrollIntoView({ block: "center", behavior: "instant" });
            figure.focus({ preventScroll: true });
            const box = card.getBoundingClientRect();
            const across = box.left >= 0 && box.right <= innerWidth;
            if (card.hidden || !across || box.top < -1 || box.bottom > innerHeight + 1)
              wrong.push(figure.dataset.code);
          }
          return wrong;
        }"""
    )
    assert outside == []


def test_what_a_check_found_is_marked_and_told(desk: Page) -> None:
    there = figure(desk, WARNED)
    assert "flagged-warning" in str(there.get_attribute("class"))
    style = there.evaluate(
        "e => [getComputedStyle(e, '::after').content, getComputedStyle(e).textDecorationStyle]"
    )
    assert "điều cần xem lại" in style[0]
    assert style[1] == "wavy"
    there.click()
    assert "CẢNH BÁO" in card(desk).inner_text()
    assert "10,91% (cắt bớt chữ số, không làm tròn)" in card(desk).inner_text()
    desk.keyboard.press("Escape")
    assert card(desk).is_hidden()
    assert figure(desk, SOUND).evaluate("e => e.classList.contains('flagged')") is False


def test_the_appendix_leads_to_the_figure(desk: Page) -> None:
    link = desk.locator('[id^="bang-doi-chieu-can-xem"] a[href^="#so-"]').first
    wanted = link.inner_text()
    link.click()
    target = desk.locator(":target")
    assert target.inner_text() == wanted
    card(desk).wait_for(state="visible")


def test_paper_shows_none_of_it(desk: Page) -> None:
    figure(desk, WARNED).click()
    desk.emulate_media(media="print")
    assert card(desk).is_hidden()
    assert desk.locator(".figure-mode").is_hidden()
    style = figure(desk, WARNED).evaluate(
        "e => [getComputedStyle(e, '::after').content, getComputedStyle(e).textDecorationLine]"
    )
    assert style == ["none", "none"]


def test_each_printed_figure_has_a_card(html: Path) -> None:
    page = soup_of(html)
    scripts = page.select("script#figure-cards")
    assert len(scripts) == 1
    data: dict[str, Any] = json.loads(scripts[0].get_text())
    codes = {str(tag["data-code"]) for tag in page.select(".num[data-code]")}
    assert codes <= data["figures"].keys()
    for name, found in data["figures"].items():
        assert found["name"], name
        assert str(data["labels"].index("Kỳ số liệu")) in found["rows"], name
        assert str(data["labels"].index("Dòng dữ liệu")) in found["rows"], name
