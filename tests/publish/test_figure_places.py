"""Where figures are printed: anchors, links from the appendix, marks of findings in a draft page."""

import json
import zipfile
from pathlib import Path

import pypdf
import pytest
import yaml
from bs4 import BeautifulSoup
from tests.publish.rendering import rendered_files

from cchc.publish.build_folder import CARDS

TEXT = """\
# I. Phần thử {#phan-i}

Trước[^a], rồi [12]{.num data-code="x.b"} và [12]{.num data-code="x.b"},
[7]{.num data-code="x.b" data-agency="q1"}.

[^a]: Ghi [12]{.num data-code="x.b"} và [90%]{.num data-code="x.c"}.

# Phụ lục: thử

::::: {#bang-x-1 .table}
::: {.table-title}
Bảng thử
:::

| Việc | Chỗ in |
|------|--------|
| Một | [x.b; x.c; x.d]{.where data-figures="x.b x.c x.d"} |
| Hai | [x.d]{.where data-figures="x.d"} |
:::::
"""


def render(build: Path, formats: list[str], *, draft: bool = True) -> dict[str, Path]:
    metadata = yaml.safe_load((build / "metadata.yml").read_text(encoding="utf-8")) | {"draft": draft}
    (build / "metadata.yml").write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
    (build / "sections" / "10_x.md").write_text(TEXT, encoding="utf-8")
    cards = {
        "page": {"labels": [], "figures": {}, "findings": []},
        "marks": {"x.b": "warning", "x.c": "error"},
    }
    (build / CARDS).write_text(json.dumps(cards), encoding="utf-8")
    return rendered_files(build, formats)


@pytest.fixture
def page(build: Path) -> BeautifulSoup:
    return BeautifulSoup(render(build, ["html"])["html"].read_bytes(), "html.parser")


def test_the_first_place_in_the_text_is_the_anchor(page: BeautifulSoup) -> None:
    anchors = {str(tag["id"]): tag for tag in page.select(".num[id]")}
    assert set(anchors) == {"so-x.b", "so-x.b@q1", "so-x.c"}
    # The note comes first in the source, yet it stands at the end of the page.
    assert anchors["so-x.b"].find_parent("section") is None
    assert anchors["so-x.c"].find_parent("section", class_="notes")


def test_links_show_the_figure_and_lead_to_it(page: BeautifulSoup) -> None:
    first, second = (row.select("td")[1] for row in page.select("tbody tr"))
    assert [(a.get_text(), a["href"]) for a in first.select("a")] == [("12", "#so-x.b"), ("90%", "#so-x.c")]
    assert second.get_text() == "không in trong báo cáo"


def test_a_draft_page_marks_every_touched_figure(page: BeautifulSoup) -> None:
    marked = [(str(tag["data-code"]), tag.get("data-agency")) for tag in page.select(".flagged-warning")]
    assert marked == [("x.b", None)] * 3
    assert len(page.select(".flagged-error")) == 1


def test_a_final_page_marks_nothing(build: Path) -> None:
    page = BeautifulSoup(render(build, ["html"], draft=False)["html"].read_bytes(), "html.parser")
    assert page.select("#figure-cards")
    assert not page.select(".flagged")


def test_paper_has_plain_links_and_no_mark(build: Path) -> None:
    files = render(build, ["pdf", "docx"])
    with zipfile.ZipFile(files["docx"]) as archive:
        names = archive.namelist()
        text = archive.read("word/document.xml").decode("utf-8")
        properties = "".join(archive.read(n).decode("utf-8") for n in names if n.startswith("docProps/"))
    assert 'w:anchor="phan-i"' in text
    assert "flagged" not in text + properties
    assert "figure-marks" not in properties
    printed = "".join(page.extract_text() for page in pypdf.PdfReader(files["pdf"]).pages)
    assert "không in trong báo cáo" in " ".join(printed.split())
