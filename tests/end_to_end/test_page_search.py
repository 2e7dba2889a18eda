"""Search in the page: diacritics, hits and their places, the keyboard, and how long a query takes."""

import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page
from tests.end_to_end.browser import wait_for_charts
from tests.end_to_end.test_page_in_chromium import DESK, visit

HITS = "[...(CSS.highlights.get('search-hit') || [])].map((range) => range.toString())"
CURRENT = "[...CSS.highlights.get('search-current')][0]"


def box(page: Page) -> Locator:
    return page.get_by_role("searchbox")


def hits(page: Page, query: str) -> list[str]:
    """What the query marks in the text."""
    box(page).fill(query)
    found: list[str] = page.evaluate(HITS)
    return found


def bare(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in marks if not unicodedata.combining(c)).split())


def test_a_query_without_diacritics_finds_every_reading(desk: Page) -> None:
    found = hits(desk, "so")
    assert {"số", "sơ", "sở", "so"} <= {text.casefold() for text in found}
    assert {bare(text) for text in found} == {"so"}
    assert "hồ sơ trực tuyến" in {text.casefold() for text in hits(desk, "ho so truc tuyen")}
    assert {text[0] for text in hits(desk, "dang ky")} >= {"đ", "Đ"}


def test_a_query_with_diacritics_finds_only_these(desk: Page) -> None:
    for query in ("số", "hồ sơ", "đăng ký"):
        found = hits(desk, query)
        assert found
        assert {" ".join(text.casefold().split()) for text in found} == {query}
    assert hits(desk, "hồ sớ") == []
    assert desk.locator(".search-count").inner_text() == "Không thấy"


def test_composed_decomposed_and_either_tone_place_are_one(desk: Page) -> None:
    assert hits(desk, unicodedata.normalize("NFD", "hồ sơ")) == hits(desk, "hồ sơ") != []
    assert hits(desk, "hoá") == hits(desk, "hóa") != []


def test_decomposed_text_is_found_too(desk: Page) -> None:
    text = unicodedata.normalize("NFD", "Một đoạn phân tách để thử")
    desk.evaluate("text => document.querySelector('main p').append(' ' + text)", text)
    assert hits(desk, "phân tách để") == [unicodedata.normalize("NFD", "phân tách để")]
    assert hits(desk, "phan tach de") == [unicodedata.normalize("NFD", "phân tách để")]


def test_what_is_listed_says_where_it_stands(desk: Page) -> None:
    count = len(hits(desk, "ho so"))
    assert count > 40
    assert desk.locator(".search-count").inner_text() == f"{count} kết quả"
    desk.get_by_role("status").filter(has_text=f"{count} kết quả").wait_for(state="attached")
    entries = desk.locator(".search-entry")
    assert entries.count() == min(count, 60)
    assert {bare(text) for text in entries.locator("mark").all_inner_texts()} == {"ho so"}
    sections = desk.locator(".search-section").all_inner_texts()
    assert any(section.startswith("2.5. Về giải quyết TTHC") for section in sections)
    # The list names the section that the page shows the hit in.
    entry = desk.locator("li:has(.search-section:text('2.5. Về giải quyết TTHC')) .search-entry").first
    entry.click()
    heading = desk.evaluate(
        f"""() => {{
            const hit = {CURRENT}.startContainer, after = Node.DOCUMENT_POSITION_FOLLOWING;
            const headings = [...document.querySelectorAll('main h2, main h3, main h4, main h5')];
            return headings.filter((h) => h.compareDocumentPosition(hit) & after).pop().textContent;
        }}"""
    )
    assert heading.startswith("2.5. Về giải quyết TTHC")


def test_every_part_of_the_page_is_searched(desk: Page) -> None:
    for selector in ("main h3", "main p", "main li", "main td", "figcaption", ".source", ".notes li", "dt"):
        words = desk.locator(selector).last.evaluate("e => e.textContent").split()
        query = " ".join(word for word in words if "↩" not in word)[:18].strip()
        assert hits(desk, query), f"{selector}: {query}"


def test_the_keyboard_does_it_all(desk: Page) -> None:
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.id") == "tim"
    desk.keyboard.type("hồ sơ")
    total = len(desk.evaluate(HITS))
    shown = []
    for key in ("Enter", "Enter", "Shift+Enter", "Shift+Enter"):
        desk.keyboard.press(key)
        shown.append(desk.locator(".search-count").inner_text())
        top = desk.evaluate(f"{CURRENT}.getBoundingClientRect().top")
        assert 0 < top < 844
    assert shown == [f"1/{total}", f"2/{total}", f"1/{total}", f"{total}/{total}"]
    desk.keyboard.press("ArrowDown")
    assert "search-entry" in desk.evaluate("document.activeElement.className")
    desk.keyboard.press("Escape")
    assert box(desk).input_value() == ""
    assert desk.evaluate(HITS) == []
    assert desk.locator(".search-hits").is_hidden()
    # In a field the key is a letter like others.
    desk.keyboard.type("/")
    assert box(desk).input_value() == "/"


def test_a_hit_in_a_closed_table_opens_it(desk: Page) -> None:
    details = desk.locator("#hinh-tthc-ho-so details")
    assert not details.evaluate("e => e.open")
    total = len(hits(desk, "49.107"))
    for _ in range(total):
        box(desk).press("Enter")
    assert details.evaluate("e => e.open")


def test_on_a_phone_the_list_makes_way_for_what_was_found(phone: Page) -> None:
    phone.locator("section.notes").scroll_into_view_if_needed()
    assert box(phone).is_visible()
    box(phone).fill("đào tạo")
    assert phone.locator(".search-hits").is_visible()
    phone.locator(".search-entry").nth(1).tap()
    assert phone.locator(".search-hits").is_hidden()
    bar = phone.locator(".search").bounding_box()
    assert bar
    assert phone.evaluate(f"{CURRENT}.getBoundingClientRect().top") > bar["y"] + bar["height"]


def test_a_query_takes_no_time(desk: Page) -> None:
    box(desk).focus()
    spent = desk.evaluate(
        """() => ["h", "ho", "ho ", "ho s", "ho so", "hồ sơ", "10,07%", "khong co gi"].map((query) => {
            const input = document.querySelector(".search input");
            input.value = query;
            const start = performance.now();
            input.dispatchEvent(new Event("input", { bubbles: true }));
            return performance.now() - start;
        }).sort((a, b) => a - b)"""
    )
    assert spent[len(spent) // 2] < 50, spent


@pytest.mark.parametrize("query", ["hồ sơ", "truc tuyen"])
def test_a_browser_without_highlights_gets_marks_and_its_text_back(
    browser: Browser, html: Path, desk: Page, query: str
) -> None:
    wanted = hits(desk, query)
    context = browser.new_context(viewport={"width": DESK, "height": 844})
    context.add_init_script("delete window.Highlight; delete CSS.highlights;")
    page = context.new_page()
    page.goto(html.as_uri())
    wait_for_charts(page)
    before = page.evaluate("document.querySelector('main').innerHTML")
    box(page).fill(query)
    marks = page.locator("main mark.search-hit")
    assert bare("".join(marks.all_text_contents())) == bare("".join(wanted))
    box(page).press("Enter")
    assert page.locator("main mark.search-current").count() > 0
    box(page).press("Escape")
    assert page.evaluate("document.querySelector('main').innerHTML") == before
    context.close()


def test_without_script_there_is_no_box_that_does_nothing(browser: Browser, html: Path) -> None:
    page = visit(browser, html, DESK, script=False).page
    assert page.locator(".search").is_hidden()
    assert page.locator(".contents").is_visible()
    page.context.close()
