"""Every number that the files print is in the ledger, or part of a date, a document's number, a name."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from tests.end_to_end.edition import PERIOD, Edition
from tests.end_to_end.read_html import only, soup_of
from tests.end_to_end.reading import Reading, line

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
DAY, MONTH, YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
HEADING_NUMBER = r"^(?:[IVX]+|\d+(?:\.\d+)*)\.\s"
NO_FIGURE = (
    r"https?://\S+",
    # Documents: 5466/QĐ-UBND, 61/2018/NĐ-CP, 18-CTrHĐ/TU, 33-NQ/TW, 30c/NQ-CP
    rf"(?<![\w/.,])\d+[a-z]?(?:/{YEAR})?/[A-ZĐ]\w*(?:-\w+)*",
    r"(?<![\w/.,])\d+-[A-ZĐ]\w*/[A-ZĐ]\w*",
    # Dates, months, years, spans of years, periods
    rf"(?<![\w/.,]){DAY}/{MONTH}/{YEAR}(?![\w/])",
    rf"(?<![\w/.,]){MONTH}/{YEAR}(?![\w/])",
    rf"[Nn]gày\s+{DAY}/{MONTH}(?![\d.,/]*\d)",
    rf"[Nn]gày\s+{DAY}(?:\s+tháng\s+{MONTH})?(?:\s+năm\s+{YEAR})?(?![\d.,/]*\d)",
    rf"[Tt]háng\s+{MONTH}(?:\s*[-–]\s*{MONTH})?(?:/{YEAR}|\s+năm\s+{YEAR})?(?![\d.,/]*\d)",
    rf"(?:0\d|\d)\s+tháng\s+(?:đầu|cuối)\s+năm\s+{YEAR}",
    rf"(?:[Nn]ăm|[Gg]iai\s+đoạn|[Kk]ỳ)\s+{YEAR}(?:\s*[-–]\s*{YEAR})?(?!\d)",
    rf"[Qq]uý\s+[IV]+(?:/|\s+năm\s+){YEAR}",
    # Numbers of sections, charts and tables
    r"Phần\s+[IVX]+\.\d+",
    r"(?:Hình|Bảng)\s+\d+",
)


@pytest.fixture(scope="session")
def ledger(edition: Edition) -> list[dict[str, str]]:
    with edition.file("figures.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="session")
def names(edition: Edition) -> list[str]:
    """The names with digits in them, of recipients too, longest first."""
    found = []
    for path, column in (("proper_names.csv", "name"), ("agencies.csv", "name"), ("indicators.csv", "name")):
        with (edition.root / "data" / "catalog" / path).open(encoding="utf-8-sig", newline="") as file:
            found += [
                row[column] for row in csv.DictReader(file, delimiter=";") if NUMBER.search(row[column])
            ]
    params = yaml.safe_load((edition.root / "params" / f"{PERIOD}.yml").read_text(encoding="utf-8"))
    found += [name.rstrip(".;") for name in params["recipients"] if NUMBER.search(name)]
    return sorted(found, key=len, reverse=True)


@pytest.fixture(scope="session")
def findings(edition: Edition) -> list[str]:
    """What the appendix quotes of the checks, and the places it gives."""
    with edition.file("findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [text for row in rows for text in (row["explanation"], f"{row['file']}:{row['row']}", row["file"])]


def left_over(text: str, names: list[str]) -> Iterator[str]:
    """The numbers that are no date, no document, no name."""
    # A line of the PDF may end after a slash.
    text = re.sub(r"\s*/\s*", "/", text)
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.IGNORECASE)
    for pattern in NO_FIGURE:
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return (match.group() for match in NUMBER.finditer(text))


def prose(html: Path) -> Tag:
    """The page's text without what is no prose: scripts, contents, note marks, the appendix's counts."""
    page: BeautifulSoup = soup_of(html)
    for tag in page(["script", "style", "sup"]):
        tag.decompose()
    # How many rows each window has is counted here and is no figure of the report.
    for tag in page.select("#hinh-doi-chieu-ky-so-lieu .chart-data"):
        tag.decompose()
    # What changed since an earlier edition: its old figures are no figures of this report.
    for tag in page.select("details.edition-changes"):
        tag.decompose()
    main = only(page, "main")
    for heading in main(["h2", "h3", "h4", "h5"]):
        first = next(heading.strings)
        first.replace_with(re.sub(HEADING_NUMBER, "", first))
    return main


def test_the_page_prints_no_number_that_it_cannot_explain(
    html: Path, ledger: list[dict[str, str]], names: list[str], findings: list[str]
) -> None:
    main = prose(html)
    recorded = {(row["indicator"], row["text"]) for row in ledger}
    figures = main.select(".num")
    assert len(figures) > 250
    assert not {(str(f["data-code"]), line(f.get_text())) for f in figures} - recorded
    for figure in figures:
        figure.replace_with(" … ")
    # A link of the appendix shows a figure as it is printed where it leads.
    texts = {row["text"] for row in ledger}
    for link in main.select('a[href^="#so-"]'):
        assert line(link.get_text()) in texts
        link.decompose()
    for table in main.select('[id^="bang-doi-chieu-can-xem"]'):
        assert only(table, "table").select("tbody tr")
        for cell in table.select("td"):
            if line(cell.get_text()) in findings:
                cell.decompose()
        only(table, "figcaption").decompose()
    for whole in main.select(".whole"):
        whole.unwrap()
    main.smooth()
    text = line(main.get_text(" "))
    text = re.sub(r"^.*?/BC-UBND", "", text)
    assert list(left_over(text, names)) == []


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_other_files_print_no_other_number(
    format: str,
    readings: Mapping[str, Reading],
    ledger: list[dict[str, str]],
    names: list[str],
    findings: list[str],
) -> None:
    reading = readings[format]
    assert sum(len(block.text) for block in reading.blocks) > 20_000
    titles = [title for _, title in reading.headings]
    for section in {block.section for block in reading.blocks} - {"", "ket_qua"}:
        text = line(" ".join([*reading.body(section), *reading.notes_of(section)]))
        # A file and its row before the file alone.
        for known in sorted((*findings, *titles), key=len, reverse=True):
            text = re.sub(r"\s*".join(map(re.escape, "".join(known.split()))) or "$^", " ", text)
        printed = Counter(left_over(text, names))
        recorded = {n for row in ledger if row["section"] == section for n in NUMBER.findall(row["text"])}
        if section == "doi_chieu":
            recorded |= {n for row in ledger for n in NUMBER.findall(row["text"])}
        assert sorted(printed.keys() - recorded) == [], section
