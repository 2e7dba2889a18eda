"""Ledger and manifest tell of the same edition as its files."""

import csv
import json
from collections import Counter
from typing import Any

import pytest
from tests.end_to_end.edition import Edition, sha256
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.reading import line


@pytest.fixture(scope="session")
def ledger(edition: Edition) -> list[dict[str, str]]:
    with edition.file("figures.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="session")
def manifest(edition: Edition) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(edition.file("manifest.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture(scope="session")
def printed(edition: Edition) -> list[tuple[str, str]]:
    """Indicator and text of every figure of the page."""
    page = soup_of(edition.file("bao-cao.html"))
    return [(str(tag["data-code"]), line(tag.get_text())) for tag in page.select("[data-code]")]


def test_every_printed_figure_is_in_the_ledger(
    printed: list[tuple[str, str]], ledger: list[dict[str, str]]
) -> None:
    assert len(printed) > 200
    recorded = {(row["indicator"], row["text"]) for row in ledger}
    assert not sorted(set(printed) - recorded)


def test_the_ledger_has_a_row_for_each_time_a_figure_is_printed(
    printed: list[tuple[str, str]], ledger: list[dict[str, str]]
) -> None:
    # There are more rows than that: charts print figures too.
    recorded = Counter((row["indicator"], row["text"]) for row in ledger)
    short = [
        f"{indicator} “{text}”: printed {count} times, {recorded[indicator, text]} rows"
        for (indicator, text), count in sorted(Counter(printed).items())
        if count > recorded[indicator, text]
    ]
    if short:
        pytest.fail("\n".join(short), pytrace=False)


def test_every_row_of_the_ledger_is_printed(
    edition: Edition, printed: list[tuple[str, str]], ledger: list[dict[str, str]]
) -> None:
    page = soup_of(edition.file("bao-cao.html"))
    charts = " ".join(script.get_text() for script in page.select("script.chart-spec"))
    there = set(printed)
    assert not [
        (row["indicator"], row["text"])
        for row in ledger
        if (row["indicator"], row["text"]) not in there and row["text"] not in charts
    ]


def test_the_ledger_names_where_each_figure_comes_from(
    edition: Edition, ledger: list[dict[str, str]]
) -> None:
    assert [int(row["order"]) for row in ledger] == list(range(1, len(ledger) + 1))
    for row in ledger:
        assert row["origin"] != "missing", row
        if row["formula"]:
            assert row["inputs"], row
            continue
        with (edition.root / row["file"]).open(encoding="utf-8-sig", newline="") as file:
            source = list(csv.reader(file, delimiter=";"))[int(row["row"]) - 1]
        assert source[0] == row["indicator"], row


def test_the_manifest_has_the_hashes_of_the_files(edition: Edition, manifest: dict[str, Any]) -> None:
    assert set(manifest["outputs"]) == {
        *(f"bao-cao.{name}" for name in ("html", "docx", "pdf")),
        *("figures.csv", "figures.xlsx", "findings.csv"),
    }
    for name, recorded in manifest["outputs"].items():
        assert sha256(edition.file(name)) == recorded, name


def test_the_manifest_has_the_hashes_of_what_was_read(edition: Edition, manifest: dict[str, Any]) -> None:
    inputs = manifest["inputs"]
    for name, recorded in inputs.items():
        assert sha256(edition.root / name) == recorded, name
    here = edition.root
    expected = {
        path.relative_to(here).as_posix()
        for pattern in ("params/2020-H1.yml", "data/2020-H1/**/*.*", "notebooks/[1-9]*.ipynb")
        for path in here.glob(pattern)
    }
    assert expected <= set(inputs), expected - set(inputs)


def test_the_manifest_names_engine_and_findings(edition: Edition, manifest: dict[str, Any]) -> None:
    assert manifest["engine"] == "pandoc"
    with edition.file("findings.csv").open(encoding="utf-8-sig", newline="") as file:
        found = Counter(row["severity"] for row in csv.DictReader(file, delimiter=";"))
    assert {name: count for name, count in manifest["findings"].items() if count} == dict(found)


def test_the_findings_name_the_cut_percentage(edition: Edition) -> None:
    with edition.file("findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["rule"], row["expected"], row["found"]) for row in csv.DictReader(file, delimiter=";")]
    assert ("so_hoc.cat_bot", "10,92%", "10,91%") in rows


def test_the_command_says_where_the_files_are(edition: Edition) -> None:
    for name in (
        "bao-cao.html",
        "bao-cao.docx",
        "bao-cao.pdf",
        "figures.csv",
        "findings.csv",
        "manifest.json",
    ):
        assert str(edition.file(name)) in edition.said, name
