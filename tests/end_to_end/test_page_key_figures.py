"""The large numbers at the head of the page are the ledger's, and stand on the page alone."""

import csv
from collections.abc import Mapping

import yaml
from playwright.sync_api import Page
from tests.end_to_end.edition import PERIOD, Edition
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.reading import Reading, line

PLACE = "Số liệu chính"


def test_they_are_those_of_params_as_the_ledger_has_them(edition: Edition) -> None:
    params = yaml.safe_load((edition.root / "params" / f"{PERIOD}.yml").read_text(encoding="utf-8"))
    page = soup_of(edition.file("bao-cao.html"))
    values = page.select(".key-figures .key-value .num")
    assert [value["data-code"] for value in values] == [key["indicator"] for key in params["key_figures"]]
    names = [line(name.get_text()) for name in page.select(".key-name")]
    assert names == [key["label"] for key in params["key_figures"]]
    with edition.file("figures.csv").open(encoding="utf-8-sig", newline="") as file:
        ledger = [
            (row["indicator"], row["text"])
            for row in csv.DictReader(file, delimiter=";")
            if row["place"] == PLACE
        ]
    shown = [(str(num["data-code"]), line(num.get_text())) for num in page.select(".key-figures .num")]
    assert sorted(shown) == sorted(ledger)
    assert len(shown) == len(values) + 2


def test_the_one_with_a_target_is_compared_and_the_others_say_nothing(edition: Edition) -> None:
    page = soup_of(edition.file("bao-cao.html"))
    compared = [line(tag.get_text()) for tag in page.select(".key-comparison")]
    assert compared == ["mục tiêu 97%: còn thiếu 1 điểm phần trăm"]


def test_paper_has_none(readings: Mapping[str, Reading]) -> None:
    assert PLACE in readings["html"].everything
    for name in ("pdf", "docx"):
        assert PLACE not in readings[name].everything


def test_links_of_the_appendix_lead_to_the_text_not_to_them(edition: Edition) -> None:
    page = soup_of(edition.file("bao-cao.html"))
    assert not page.select('.key-figures [id^="so-"]:not(.key-title)')


def test_they_stand_in_rows_of_four_and_of_two(desk: Page, phone: Page) -> None:
    for page, columns in ((desk, 4), (phone, 2)):
        boxes = [figure.bounding_box() for figure in page.locator(".key-figure").all()]
        places = [round(box["x"]) for box in boxes if box]
        assert len(places) == 8
        assert len(set(places)) == columns
        cut = page.evaluate(
            """[...document.querySelectorAll('.key-figure')].filter((figure) => {
                const edge = figure.getBoundingClientRect().right;
                const number = figure.querySelector('.num').getBoundingClientRect().right;
                return number > edge || figure.scrollWidth > figure.clientWidth;
            }).length"""
        )
        assert cut == 0


def test_each_says_where_it_comes_from(desk: Page) -> None:
    number = desk.locator('.key-value .num[data-code="tthc.ho_so.tiep_nhan"]')
    number.hover()
    card = desk.locator("#figure-card")
    card.wait_for(state="visible")
    assert "data/2020-H1/figures.csv:63" in card.inner_text()
