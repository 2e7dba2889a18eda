"""Quarto and the embedded engine print the same report."""

import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pypdf
import pytest
from tests.end_to_end.conftest import FORMATS, read_edition
from tests.end_to_end.edition import Edition, copy_workbook, run_report
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.reading import Reading, squeezed

pytestmark = pytest.mark.skipif(shutil.which("quarto") is None, reason="quarto is not on PATH")


@pytest.fixture(scope="module")
def quarto(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The full report, rendered by Quarto."""
    root = copy_workbook(tmp_path_factory.mktemp("quarto"))
    result = run_report(root, engine="quarto")
    assert result.returncode == 0, result.stdout + result.stderr
    return Edition(root, result.stdout)


@pytest.fixture(scope="module")
def theirs(quarto: Edition) -> Mapping[str, Reading]:
    """Quarto's three files, read back."""
    return read_edition(quarto)


@pytest.mark.parametrize("name", FORMATS)
def test_headings_notes_and_captions(
    name: str, readings: Mapping[str, Reading], theirs: Mapping[str, Reading]
) -> None:
    assert theirs[name].headings == readings[name].headings
    assert theirs[name].citations == readings[name].citations
    assert theirs[name].notes == readings[name].notes
    assert theirs[name].captions == readings[name].captions


@pytest.mark.parametrize("name", FORMATS)
def test_text(name: str, readings: Mapping[str, Reading], theirs: Mapping[str, Reading]) -> None:
    ours = [squeezed(block.text) for block in readings[name].blocks]
    assert [squeezed(block.text) for block in theirs[name].blocks] == ours


def test_pages_of_print_are_the_same(edition: Edition, quarto: Edition) -> None:
    ours, theirs = (
        [page.extract_text() for page in pypdf.PdfReader(made.file("bao-cao.pdf")).pages]
        for made in (edition, quarto)
    )
    assert theirs == ours


def test_the_parts_of_the_word_file_are_the_same(edition: Edition, quarto: Edition) -> None:
    with (
        zipfile.ZipFile(edition.file("bao-cao.docx")) as ours,
        zipfile.ZipFile(quarto.file("bao-cao.docx")) as theirs,
    ):
        assert theirs.namelist() == ours.namelist()
        parts = [name for name in ours.namelist() if name.startswith("word/")]
        assert [name for name in parts if theirs.read(name) != ours.read(name)] == []


def _tables(html: Path) -> list[tuple[set[str], list[str]]]:
    """Each table's classes without Quarto's own, and the heads that its cells carry to a narrow screen."""
    return [
        (
            set(table.get_attribute_list("class")) - {None, "caption-top"},
            [str(c["data-head"]) for c in table.select("[data-head]")],
        )
        for table in soup_of(html).select("table")
    ]


def test_tables_of_the_page(edition: Edition, quarto: Edition) -> None:
    assert _tables(quarto.file("bao-cao.html")) == _tables(edition.file("bao-cao.html"))


def _figures(html: Path) -> list[tuple[str, str, str]]:
    spans = soup_of(html).select("main .num")
    return [(str(s.get("data-code")), str(s.get("data-agency", "")), s.get_text()) for s in spans]


def _charts(html: Path) -> dict[str, object]:
    figures = soup_of(html).select("figure.chart")
    return {str(f["id"]): json.loads(f.select_one("script.chart-spec").get_text()) for f in figures}  # type: ignore[union-attr]


def test_figures_and_charts_of_the_page(edition: Edition, quarto: Edition) -> None:
    ours, page = edition.file("bao-cao.html"), quarto.file("bao-cao.html")
    assert _figures(page) == _figures(ours)
    assert _charts(page) == _charts(ours)


def test_the_page_has_the_same_policy_and_no_script_of_another(edition: Edition, quarto: Edition) -> None:
    policies, scripts = [], []
    for made in (edition, quarto):
        page = soup_of(made.file("bao-cao.html"))
        policies.append([str(m["content"]) for m in page.select("meta[http-equiv=Content-Security-Policy]")])
        scripts.append([s.get_text().strip() for s in page("script") if not s.get("type")])
    assert policies[0] == policies[1]
    assert scripts[0] == scripts[1]
