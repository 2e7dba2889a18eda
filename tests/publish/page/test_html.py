"""The page: whole, in one file, with every part in its place."""

import base64
import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from tests.publish.rendering import rendered_files

from cchc.publish.formats import PublishError
from cchc.publish.page.policy import META, OWN, finish_page


@pytest.fixture(scope="module")
def page(rendered: dict[str, Path]) -> BeautifulSoup:
    return BeautifulSoup(rendered["html"].read_bytes(), "html.parser")


def test_nothing_is_fetched(page: BeautifulSoup) -> None:
    sources = [tag["src"] for tag in page.select("[src]")]
    assert sources
    assert all(str(source).startswith("data:") for source in sources)
    assert not page.select("link")
    assert "url(http" not in str(page.style)
    assert "@import" not in str(page.style)
    assert not page.select("[srcset], iframe, object, embed, base")


def test_only_the_page_s_own_scripts_and_styles_may_act(page: BeautifulSoup) -> None:
    (policy,) = page.select('meta[http-equiv="Content-Security-Policy"]')
    rules = dict(rule.strip().split(" ", 1) for rule in str(policy["content"]).split(";"))
    assert rules["default-src"] == "'none'"
    for rule, element in (("script-src", "script"), ("style-src", "style")):
        acting = [e.get_text() for e in page.select(element) if e.get("type") != "application/json"]
        digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in acting]
        assert rules[rule].split() == [f"'sha256-{digest}'" for digest in digests]
    assert not page.find_all(style=True)
    # The policy holds from its place on: nothing of ours may stand before it.
    assert not policy.find_all_previous(["script", "style"])


def test_what_an_engine_adds_is_taken_out(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ours = f'<style class="{OWN}">p{{}}</style><script class="{OWN}">1</script>'
    data = '<script type="application/json">{}</script>'
    theirs = "<script>2</script>\n<script src=x></script><style>b{}</style><link rel=stylesheet href=y>"
    page.write_text(f"{META}{ours}{theirs}{data}<p>&lt;script&gt;</p>", encoding="utf-8")
    finish_page(page)
    text = page.read_text(encoding="utf-8")
    assert text.endswith(f"{ours}{data}<p>&lt;script&gt;</p>")
    assert text.count("sha256-") == 2


def test_a_page_without_its_own_parts_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"{META}<script>1</script>", encoding="utf-8")
    with pytest.raises(PublishError, match="thiếu kiểu trình bày"):
        finish_page(page)


def test_every_inner_link_arrives_at_one_place(page: BeautifulSoup) -> None:
    identifiers = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(identifiers) == len(set(identifiers))
    targets = {str(a["href"])[1:] for a in page.select('a[href^="#"]')}
    assert targets <= set(identifiers)
    assert {"chu-thich-1", "trich-1", "tthc-2-2", "hinh-tthc-ho-so"} <= targets


def test_notes_stand_in_order_with_a_way_back(page: BeautifulSoup) -> None:
    marks = [tag.get_text() for tag in page.select("main sup.note a")]
    assert marks == ["1", "2", "3", "4", "5"]
    notes = page.select("section.notes > ol > li")
    assert len(notes) == 5
    assert "Trang đánh giá" in notes[1].get_text()
    assert all(note.select_one("a.back") for note in notes)


def test_a_chart_has_title_picture_spec_source_and_data(page: BeautifulSoup) -> None:
    figure = page.select_one("figure#hinh-tthc-ho-so")
    assert isinstance(figure, Tag)
    assert figure.figcaption
    assert figure.figcaption.get_text(" ", strip=True).startswith("Hình\u00a02. Gần như mọi hồ sơ")
    picture = figure.select_one("img.chart-static")
    assert picture
    assert "quá hạn 12.147" in str(picture["alt"])
    assert len(figure.select("script.chart-spec")) == 1
    source = figure.select_one(".source")
    assert source
    assert "Văn phòng UBND thành phố" in source.get_text()
    assert len(figure.select("details.chart-data tbody tr")) == 3


def test_references_are_named_and_linked(page: BeautifulSoup) -> None:
    shown = {(a.get_text(), a["href"]) for a in page.select("a.ref")}
    assert ("Bảng\u00a02", "#bang-tthc-don-vi") in shown
    assert ("Hình\u00a03", "#hinh-danh-gia-thang") in shown


def test_figures_keep_their_codes_and_gaps_stand_out(page: BeautifulSoup) -> None:
    number = page.select_one('span.num[data-code="tthc.ho_so.tiep_nhan"]')
    assert number
    assert number.get_text() == "3.133.520"
    assert len(page.select("mark.missing")) == 2


def test_outline_has_one_top_and_no_gap(page: BeautifulSoup) -> None:
    levels = [int(tag.name[1]) for tag in page.select("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    contents = [a.get_text() for a in page.select("nav.contents a")]
    assert contents[:2] == ["I. Công tác chỉ đạo, điều hành", "1. Ban hành kế hoạch"]


def test_text_is_taken_literally(page: BeautifulSoup) -> None:
    text = page.get_text()
    assert "giá $100 và 200$, ghi chú a) thứ nhất" in text
    assert "dấu # và * và _ và \\" in text
    assert page.html
    assert page.html["lang"] == "vi"


def test_the_contents_take_a_heading_s_words_alone(build: Path) -> None:
    heading = '# I. Nhận [12]{.num data-code="x.b"} hồ sơ[^a] {#mot}'
    text = f"{heading}\n\nĐủ.\n\n[^a]: Ghi chú.\n\n## 1. Hai {{#hai}}\n\nHết.\n"
    (build / "sections" / "10_x.md").write_text(text, encoding="utf-8")
    page = BeautifulSoup(rendered_files(build, ["html"])["html"].read_bytes(), "html.parser")
    entries = page.select(".contents a")
    assert [entry.get_text(" ", strip=True) for entry in entries] == ["I. Nhận 12 hồ sơ", "1. Hai"]
    assert not page.select(".contents .num, .contents sup")
