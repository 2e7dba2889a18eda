"""Links name their place in words, and carry it whole."""

import json

import pytest
from bs4 import BeautifulSoup

from cchc.panel.links import file_link, report_link


def arguments(html: str) -> dict[str, object]:
    (link,) = BeautifulSoup(html, "html.parser").select("a")
    found = json.loads(str(link["data-commandlinker-args"]))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("file", "row", "words"),
    [
        ("data/2020-H1/figures.csv", 12, "Số liệu, dòng 12"),
        ("data/2020-H1/narrative/tthc.md", 3, "Lời văn tthc.md, dòng 3"),
        ("params/2020-H1.yml", None, "Tham số"),
        ("data/catalog/outline-2011-2020.yml", 7, "outline-2011-2020.yml, dòng 7"),
        ("notebooks/22_tthc.ipynb", None, "Notebook 22_tthc"),
    ],
)
def test_a_place_in_words(file: str, row: int | None, words: str) -> None:
    assert BeautifulSoup(file_link(file, row), "html.parser").get_text() == words


def test_a_row_is_gone_to() -> None:
    found = arguments(file_link('data/2020-H1/"lạ" & <b>.csv', 12))
    assert found["args"] == {
        "path": 'data/2020-H1/"lạ" & <b>.csv',
        "factory": "Editor",
        "line": 12,
        "column": 1,
        "dontShowBrowser": True,
    }


def test_no_file_no_link() -> None:
    assert file_link("", None) == ""


def test_the_report_opens_beside() -> None:
    assert arguments(report_link("output/2020-H1/bao-cao.html", "Mở"))["options"] == {"mode": "split-right"}
