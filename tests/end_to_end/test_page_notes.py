"""Footnotes open where they are cited: by pointer and keyboard, on a desk and a phone."""

from pathlib import Path

from playwright.sync_api import Browser, Locator, Page
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.reading import squeezed
from tests.end_to_end.test_page_in_chromium import DESK, PHONE, visit


def mark(page: Page, number: int) -> Locator:
    return page.locator(f"#trich-{number}")


def card(page: Page) -> Locator:
    return page.locator(".note-card")


def listed(page: Page, number: int) -> str:
    return (page.locator(f"#chu-thich-{number}").text_content() or "").replace("↩", "")


def test_a_click_shows_the_note_and_another_closes_it(desk: Page) -> None:
    there = mark(desk, 7)
    assert there.get_attribute("aria-expanded") == "false"
    there.click()
    assert squeezed(card(desk).locator(".note-card-body").inner_text()) == squeezed(listed(desk, 7))
    assert there.get_attribute("aria-expanded") == "true"
    assert there.get_attribute("aria-controls") == card(desk).get_attribute("id")
    assert "#" not in desk.url
    there.click()
    assert card(desk).count() == 0
    assert there.get_attribute("aria-expanded") == "false"
    assert there.evaluate("e => e === document.activeElement")
    there.click()
    desk.locator("h1").click()
    assert card(desk).count() == 0


def test_of_several_marks_on_a_line_each_shows_its_own(desk: Page) -> None:
    one_line = desk.evaluate(
        """() => {
            const marks = [...document.querySelectorAll(".note > a")];
            const top = (mark) => mark.getBoundingClientRect().top;
            const second = marks.findIndex((mark, n) => n > 0 && top(mark) === top(marks[n - 1]));
            return [marks[second - 1].id, marks[second].id];
        }"""
    )
    for identifier in one_line:
        there = desk.locator(f"#{identifier}")
        there.click()
        assert card(desk).count() == 1
        assert card(desk).get_attribute("aria-label") == f"Chú thích {there.inner_text()}"
    assert desk.locator('.note > a[aria-expanded="true"]').count() == 1


def test_the_keyboard_goes_in_to_the_links_and_comes_back(desk: Page, html: Path) -> None:
    notes = soup_of(html).select("section.notes > ol > li")
    number = next(n for n, note in enumerate(notes, start=1) if note.select_one('a[href^="http"]'))
    there = mark(desk, number)
    there.press("Enter")
    assert desk.evaluate("document.activeElement.className") == "note-card"
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.href").startswith("http")
    desk.keyboard.press("Escape")
    assert card(desk).count() == 0
    assert there.evaluate("e => e === document.activeElement")


def test_figures_in_a_note_still_tell_where_they_come_from(desk: Page) -> None:
    figure = desk.locator("section.notes .num").first
    number = figure.evaluate("e => e.closest('li').id.replace('chu-thich-', '')")
    mark(desk, int(number)).click()
    card(desk).locator(".num").first.hover()
    desk.locator("#figure-card").wait_for(state="visible")
    desk.mouse.move(1, 1)
    desk.locator("#figure-card").wait_for(state="hidden")
    assert card(desk).count() == 1


def test_every_note_stays_within_the_column(phone: Page) -> None:
    outside = phone.evaluate(
        """() => [...document.querySelectorAll(".note > a")].filter((mark) => {
            mark.click();
            const box = document.querySelector(".note-card").getBoundingClientRect();
            const at = mark.getBoundingClientRect();
            return box.left < 0 || box.right > innerWidth || Math.abs(box.top - at.bottom - 10) > 1;
        }).map((mark) => mark.id)"""
    )
    assert outside == []
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE


def test_paper_has_the_list_alone(desk: Page) -> None:
    mark(desk, 1).click()
    desk.emulate_media(media="print")
    assert card(desk).is_hidden()
    assert desk.locator("#chu-thich-1").is_visible()


def test_without_script_the_mark_leads_to_the_list(browser: Browser, html: Path) -> None:
    page = visit(browser, html, DESK, script=False).page
    mark(page, 3).click()
    assert page.url.endswith("#chu-thich-3")
    assert page.locator("#chu-thich-3:target").count() == 1
    page.context.close()
