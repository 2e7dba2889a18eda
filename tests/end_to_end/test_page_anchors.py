"""Headings, charts, tables and findings have an address each, and a link that shows it."""

import csv
from pathlib import Path

from playwright.sync_api import Page
from tests.end_to_end.edition import Edition
from tests.end_to_end.read_html import soup_of

LINKED = "main h2, main h3, main h4, main h5, figure.chart, figure.table"


def test_each_has_a_link_to_itself(html: Path) -> None:
    elements = soup_of(html).select(LINKED)
    assert len(elements) > 80
    for element in elements:
        anchors = (
            element.select(".anchor") if element.name != "figure" else element.select("figcaption > .anchor")
        )
        assert [str(anchor["href"]) for anchor in anchors] == [f"#{element['id']}"], element.get("id")
        assert str(anchors[0]["aria-label"]).startswith("Liên kết tới ")
        # Nothing is added to the text.
        assert anchors[0].get_text() == ""


def test_every_finding_has_a_lasting_address(edition: Edition) -> None:
    page = soup_of(edition.file("bao-cao.html"))
    found = page.select('[id^="bang-doi-chieu-can-xem"] tbody tr .finding')
    with edition.file("findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["explanation"]: row for row in csv.DictReader(file, delimiter=";")}
    assert len(found) == len(rows) > 10
    ids = [str(finding["id"]) for finding in found]
    assert len(set(ids)) == len(ids)
    for finding in found:
        anchor = finding.select_one(".anchor")
        assert anchor
        assert anchor["href"] == f"#{finding['id']}"
        rule = rows[" ".join(finding.get_text().split())]["rule"]
        assert str(finding["id"]).startswith(f"dieu-{rule.replace('.', '-').replace('_', '-')}")


def test_the_link_shows_at_hover_and_focus_and_leads_there(desk: Page) -> None:
    heading = desk.locator("#tthc-2-5")
    link = heading.locator(".anchor")
    opacity = "e => getComputedStyle(e).opacity"
    assert link.evaluate(opacity) == "0"
    heading.hover()
    assert link.evaluate(opacity) == "1"
    desk.mouse.move(1, 1)
    desk.keyboard.press("Tab")
    link.focus()
    assert link.evaluate(opacity) == "1"
    desk.keyboard.press("Enter")
    assert desk.url.endswith("#tthc-2-5")
    assert heading.evaluate("e => e.matches(':target')")


def test_on_a_phone_a_target_is_not_under_the_search_bar(phone: Page) -> None:
    for target in ("tthc-2-5", "hinh-tthc-ho-so"):
        phone.evaluate("id => { location.hash = id; }", target)
        phone.wait_for_timeout(100)
        bar = phone.locator(".search").bounding_box()
        there = phone.locator(f"#{target}").bounding_box()
        assert bar
        assert there
        assert there["y"] >= bar["y"] + bar["height"]
