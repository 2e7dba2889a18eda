"""The page by itself: small, self-contained, and each chart complete."""

import base64
import json
import re
from pathlib import Path
from urllib.parse import urljoin

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from tests.end_to_end.edition import Edition
from tests.end_to_end.read_html import only, soup_of
from tests.end_to_end.reading import line

from cchc.base.period import Period
from cchc.inputs.exhibits import load_exhibits
from cchc.inputs.workspace import Workspace

MEGABYTE = 1024 * 1024
ABROAD = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
LOADING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "manifest", "ping")
CSS_LOADS = re.compile(r"""(?:url\(\s*|@import\s+)["']?\s*(?:https?:)?//""", re.IGNORECASE)
SCRIPT_LOADS = re.compile(
    r"""(?:\bfetch|\bimport|\bimportScripts|\bsendBeacon|\.open|new\s+(?:WebSocket|EventSource|Worker))"""
    r"""\(\s*(?:["'`](?:GET|POST)["'`]\s*,\s*)?["'`](?:https?|wss?):""",
    re.IGNORECASE,
)


@pytest.fixture(scope="session")
def page(html: Path) -> BeautifulSoup:
    return soup_of(html)


def chart_ids(edition: Edition) -> dict[str, str]:
    """What the report draws: the ids that exhibits.yml and each `muc.chart(…, id="…")` give."""
    exhibits, _ = load_exhibits(Workspace(edition.root), Period.parse("2020-H1"))
    found = {
        f"hinh-{section.replace('_', '-')}-{exhibit.id}": section
        for section, declared in exhibits.items()
        for exhibit in declared
        if exhibit.is_chart
    }
    for path in sorted((edition.root / "notebooks").glob("*.ipynb")):
        section = path.stem.partition("_")[2].replace("_", "-")
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                for call in re.findall(r"\.chart\(.*?\bid=[\"']([\w-]+)[\"']", cell.source, re.DOTALL):
                    identifier = f"hinh-{section}-{call}"
                    assert identifier not in found, identifier
                    found[identifier] = path.stem
    return found


def test_the_page_is_small(html: Path) -> None:
    assert html.stat().st_size < 3 * MEGABYTE


def test_no_attribute_loads_anything(page: BeautifulSoup) -> None:
    found = []
    for tag in page.find_all(True):
        for name in (*LOADING, *(("href", "xlink:href") if tag.name not in ("a", "area") else ())):
            value = str(tag.get(name, ""))
            if ABROAD.match(value) or ("//" in value and not value.startswith("data:")):
                found.append(f"<{tag.name} {name}={value[:80]}>")
        if CSS_LOADS.search(str(tag.get("style", ""))):
            found.append(f"<{tag.name} style>")
    assert not found
    assert not page.find_all(["iframe", "object", "embed", "base", "link"])


def test_no_style_and_no_script_loads_anything(page: BeautifulSoup) -> None:
    for style in page("style"):
        assert not CSS_LOADS.search(style.get_text())
    for script in page("script"):
        assert not script.get("src")
        found = SCRIPT_LOADS.search(script.get_text())
        assert not found, found


def test_the_page_forbids_itself_to_load(page: BeautifulSoup) -> None:
    policies = [
        str(meta["content"])
        for meta in page("meta")
        if str(meta.get("http-equiv")).lower() == "content-security-policy"
    ]
    assert len(policies) == 1
    assert "default-src 'none'" in policies[0]
    assert "http" not in policies[0]
    assert "connect-src" not in policies[0]


def test_links_inside_the_page_lead_somewhere(page: BeautifulSoup) -> None:
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids)), "an id stands twice"
    targets = {str(link["href"])[1:] for link in page("a", href=True) if str(link["href"]).startswith("#")}
    assert targets <= set(ids), targets - set(ids)


def test_links_that_leave_the_page_are_whole_addresses(page: BeautifulSoup) -> None:
    outside = [str(link["href"]) for link in page("a", href=True) if not str(link["href"]).startswith("#")]
    assert len(outside) >= 7
    assert not [address for address in outside if not urljoin(address, "/").startswith("http")]


def test_every_chart_of_the_notebooks_is_in_the_page_once(edition: Edition, page: BeautifulSoup) -> None:
    figures = [str(figure.get("id")) for figure in page.select("figure.chart")]
    assert sorted(figures) == sorted(chart_ids(edition))


def test_every_chart_has_its_parts(page: BeautifulSoup) -> None:
    problems = [
        f"{figure.get('id')}: {problem}"
        for figure in page.select("figure.chart")
        for problem in _problems(figure)
    ]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


def _problems(figure: Tag) -> list[str]:
    problems = []
    specs = figure.select("script.chart-spec")
    if len(specs) != 1:
        problems.append(f"{len(specs)} specs")
    for script in specs:
        spec = json.loads(script.get_text())
        if not {"mark", "layer", "hconcat", "vconcat", "concat", "facet"} & set(spec):
            problems.append("a spec that draws nothing")
        if '"url"' in json.dumps(spec):
            problems.append("a spec that loads data")
    problems += _picture_problems(figure)
    caption = line(only(figure, "figcaption").get_text())
    if not re.fullmatch(r"Hình \d+\. .{15,}", caption):
        problems.append(f"the title “{caption}”")
    sources = [source.get_text(" ", strip=True) for source in figure.select(".source")]
    if len(sources) != 1 or not sources[0].startswith("Nguồn: "):
        problems.append(f"the source line {sources}")
    rows = figure.select("details.chart-data table tbody tr")
    if len(figure.select("details.chart-data table")) != 1 or not rows:
        problems.append("no table of its data")
    if any(not cell.get_text(strip=True) for row in rows for cell in row("td")):
        problems.append("an empty cell in its data")
    return problems


def _picture_problems(figure: Tag) -> list[str]:
    pictures = figure.select("img.chart-static")
    if len(pictures) != 1:
        return [f"{len(pictures)} pictures"]
    problems = []
    if len(str(pictures[0].get("alt", ""))) < 30:
        problems.append("no alternative text")
    head, _, data = str(pictures[0].get("src", "")).partition(",")
    if head != "data:image/svg+xml;base64":
        return [*problems, f"a picture that is {head[:40]}"]
    svg = base64.b64decode(data).decode("utf-8")
    if "<svg" not in svg or not re.search(r"<(?:path|rect|circle|line)\b", svg):
        problems.append("an empty picture")
    if re.search(r"""(?:href|src)=["'](?:https?:)?//|url\(\s*["']?https?:""", svg):
        problems.append("a picture that loads something")
    return problems
