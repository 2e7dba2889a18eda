"""All formats print the same figures, notes and labels, and the same bytes each time."""

import re
import shutil
import zipfile
from pathlib import Path

import pypdf
import pytest
import yaml
from bs4 import BeautifulSoup
from docx import Document
from tests.publish.rendering import rendered_files

from cchc.publish import markdown_reader

FORMATS = ["html", "pdf", "docx"]
NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+,\d+%")
LABEL = re.compile(r"(?:Hình|Bảng)\s\d+\.")


# The PDF's charts are drawings, so what stands in them is text there.
DRAWN = {"2,10%", "0,65%", "3.072.266", "49.107", "12.147", "20.000", "40.000", "60.000"}


def text_of(files: dict[str, Path]) -> dict[str, str]:
    """What each file prints, without what only one format has."""
    soup = BeautifulSoup(files["html"].read_bytes(), "html.parser")
    for extra in soup.select("script, style, .chart-data, .contents"):
        extra.decompose()
    with zipfile.ZipFile(files["docx"]) as archive:
        notes = re.sub(r"<[^>]+>", "", archive.read("word/footnotes.xml").decode("utf-8"))
    document = Document(str(files["docx"]))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return {
        "html": soup.get_text(" "),
        "pdf": "\n".join(page.extract_text() for page in pypdf.PdfReader(files["pdf"]).pages),
        "docx": "\n".join([*(p.text for p in document.paragraphs), *cells, notes]),
    }


@pytest.fixture(scope="module")
def texts(rendered: dict[str, Path]) -> dict[str, str]:
    return text_of(rendered)


@pytest.mark.parametrize(
    "found", [NUMBER, LABEL, re.compile(r"chưa có số liệu"), re.compile(r"DỰ THẢO", re.I)]
)
def test_formats_print_the_same(
    texts: dict[str, str], rendered: dict[str, Path], found: re.Pattern[str]
) -> None:
    assert rendered.keys() == set(FORMATS)
    printed = {name: {" ".join(m.split()) for m in found.findall(text)} for name, text in texts.items()}
    printed = {name: {m.lower() for m in values} for name, values in printed.items()}
    assert printed["html"]
    assert printed["html"] == printed["docx"]
    assert printed["html"] <= printed["pdf"]
    assert printed["pdf"] - printed["html"] <= DRAWN


def rendered_bytes(sample: Path, build: Path) -> dict[str, bytes]:
    shutil.copytree(sample, build)
    return {key: path.read_bytes() for key, path in rendered_files(build, FORMATS).items()}


def assert_same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    for key in FORMATS:
        assert one[key] == other[key], key


def test_two_renders_are_the_same_bytes(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1592179200")
    made = []
    for name in ("one", "two"):
        made.append(rendered_bytes(sample, tmp_path / name))
    assert_same(*made)


def test_words_read_one_by_one_print_the_same_bytes(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1592179200")
    made = []
    for name in ("joined", "apart"):
        made.append(rendered_bytes(sample, tmp_path / name))
        monkeypatch.setattr(markdown_reader, "join_words", lambda _: None)
    sizes = [sum(path.stat().st_size for path in (tmp_path / n).rglob("*.json")) for n in ("joined", "apart")]
    assert sizes[0] < sizes[1]
    assert_same(*made)


def test_the_files_carry_the_date_that_is_asked_for(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1592179200")
    shutil.copytree(sample, tmp_path / "build")
    files = rendered_files(tmp_path / "build", ["pdf", "docx"])
    created = Document(str(files["docx"])).core_properties.created
    information = pypdf.PdfReader(files["pdf"]).metadata
    assert created is not None
    assert created.strftime("%Y-%m-%d") == "2020-06-15"
    assert information is not None
    assert information.creation_date is not None
    assert information.creation_date.strftime("%Y-%m-%d") == "2020-06-15"


def test_a_signed_edition_has_its_number_and_no_draft_mark(build: Path) -> None:
    metadata = yaml.safe_load((build / "metadata.yml").read_text(encoding="utf-8"))
    metadata |= {"number": "05", "draft": False, "parent-body": ["Cơ quan chủ quản"]}
    (build / "metadata.yml").write_text(yaml.safe_dump(metadata, allow_unicode=True), encoding="utf-8")
    (build / "sections" / "10_x.md").write_text("# I. Một\n\nHai.\n\n# Phụ lục: Ba\n", encoding="utf-8")
    files = rendered_files(build, FORMATS)
    for text in text_of(files).values():
        assert "Số: 05/BC-UBND" in text
        assert "dự thảo" not in text.replace(metadata["built"], "").lower()
        assert "cơ quan chủ quản" in text.lower()
    # The appendix begins on a page of its own, which is its first.
    assert pypdf.PdfReader(files["pdf"]).pages[1].extract_text().split() == ["Phụ", "lục", "BA"]
    assert len(Document(str(files["docx"])).sections) == 2
