"""`--final` refuses a report that lacks a figure; a draft shows where it is missing."""

import csv
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pypdf import PdfReader
from tests.end_to_end.edition import PERIOD, copy_workbook, hashes, run_report
from tests.end_to_end.read_docx import read_docx
from tests.end_to_end.read_html import read_html, soup_of
from tests.end_to_end.reading import line, squeezed

BLANK = "[chưa có số liệu]"
SECTION = ("--sections", "bo_may")


@dataclass(frozen=True)
class Story:
    """A final report of one section, then a value is lost, a final run refused, and a draft made."""

    indicator: str
    complete_text: str
    published: Mapping[str, str]
    refused: CompletedProcess[str]
    after: Mapping[str, str]
    beside: tuple[str, ...]
    folder: Path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    root = copy_workbook(tmp_path_factory.mktemp("thieu-so-lieu"))
    output = root / "output" / PERIOD
    folder = output / "trich" / "bo_may"
    complete = run_report(root, *SECTION, "--formats", "html", "--final")
    assert complete.returncode == 0, complete.stderr
    complete_text = read_html(folder / "bao-cao.html").everything
    published = hashes(output)
    indicator = blank(root)
    refused = run_report(root, *SECTION, "--formats", "html", "--final")
    after, beside = hashes(output), tuple(path.name for path in output.parent.iterdir())
    draft = run_report(root, *SECTION)
    assert draft.returncode == 0, draft.stderr
    return Story(indicator, complete_text, published, refused, after, beside, folder)


def blank(root: Path) -> str:
    """Take one value out of the copy's figures: the 113 cases of II.3.2. The code of its indicator."""
    path = root / "data" / PERIOD / "figures.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    wanted = [row for row in rows if row["indicator"].startswith("bo_may.") and row["value"] == "113"]
    assert len(wanted) == 1
    wanted[0]["value"] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return wanted[0]["indicator"]


def test_final_makes_a_complete_report_that_is_no_draft(story: Story) -> None:
    assert "Dự thảo" not in story.complete_text
    assert "chưa có số liệu" not in story.complete_text


def test_final_refuses_and_names_the_indicator(story: Story) -> None:
    assert story.refused.returncode == 1
    assert story.indicator in story.refused.stderr
    assert "Traceback" not in story.refused.stderr


def test_a_refused_run_leaves_everything_as_it_was(story: Story) -> None:
    assert story.after == story.published
    assert story.beside == (PERIOD,), "a folder is left over"


def test_a_draft_prints_the_gap_in_every_format(story: Story) -> None:
    pdf = PdfReader(story.folder / "bao-cao.pdf")
    texts = {
        "html": read_html(story.folder / "bao-cao.html").everything,
        "docx": read_docx(story.folder / "bao-cao.docx").everything,
        "pdf": " ".join(page.extract_text() for page in pdf.pages),
    }
    found = {name: squeezed(text).count(squeezed(BLANK)) for name, text in texts.items()}
    assert min(found.values()) >= 2, found


def test_a_draft_highlights_every_gap(story: Story) -> None:
    main = soup_of(story.folder / "bao-cao.html").select("main")[0]
    for script in main("script"):
        script.decompose()
    marks = main.select("mark.missing")
    gaps = main.find_all(string=re.compile("chưa có số liệu"))
    assert len(marks) == len(gaps) >= 2, [str(gap.find_parent(["td", "p", "figcaption"])) for gap in gaps]
    in_text = [mark for mark in marks if not mark.find_parent("details")]
    assert len(highlighted(story.folder / "bao-cao.docx")) == len(in_text)


def test_the_ledger_of_a_draft_has_no_word_of_the_machine(story: Story) -> None:
    with (story.folder / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row for row in rows if row["indicator"] == story.indicator and row["origin"] == "missing"]
    words = [line(" ".join(row.values())) for row in rows]
    assert not [text for text in words if re.search(r"\b(?:None|nan|NaN)\b", text)]


def highlighted(path: Path) -> list[str]:
    """The runs of a document in the style of a missing figure, which does highlight."""
    with zipfile.ZipFile(path) as archive:
        document = archive.read("word/document.xml").decode("utf-8")
        styles = archive.read("word/styles.xml").decode("utf-8")
    definition = styles.partition('w:styleId="MissingFigure"')[2].partition("</w:style>")[0]
    assert "w:highlight" in definition or "w:shd" in definition
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*?w:val=\"MissingFigure\".*?</w:r>", document, re.DOTALL)
    return [text for run in runs if (text := "".join(re.findall(r"<w:t[^>]*>(.*?)</w:t>", run)))]


# No unit has sent any figure of it.
WITHOUT_DATA = """
  - id: xep-hang
    heading: "3.2"
    kind: xep_hang
    codes: [bo_may.tinh_gian.ty_le_trong_ky]
"""


def test_an_exhibit_without_data_leaves_a_line_in_a_draft_and_nothing_in_a_final(tmp_path: Path) -> None:
    root = copy_workbook(tmp_path)
    path = root / "data" / PERIOD / "exhibits.yml"
    head, tail = path.read_text(encoding="utf-8").split("bo_may:\n")
    path.write_text(f"{head}bo_may:{WITHOUT_DATA}{tail}", encoding="utf-8")
    page = root / "output" / PERIOD / "trich" / "bo_may" / "bao-cao.html"
    for arguments, told in (((), True), (("--final",), False)):
        made = run_report(root, *SECTION, "--formats", "html", *arguments)
        assert made.returncode == 0, made.stderr
        text = " ".join(read_html(page).everything.split())
        assert ("theo đơn vị” chưa có số liệu: bản chính thức sẽ không có hình này" in text) is told
        assert BLANK not in text
