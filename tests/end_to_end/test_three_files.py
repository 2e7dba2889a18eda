"""HTML, DOCX and PDF say the same: headings, text, footnotes, captions; and nothing is left over."""

import re
from collections.abc import Mapping

import pytest
from tests.end_to_end.conftest import FORMATS
from tests.end_to_end.edition import Edition
from tests.end_to_end.read_docx import stored_notes
from tests.end_to_end.reading import SECTION_HEADINGS, Reading, squeezed

LEFTOVERS = re.compile(
    r"\[\^|\{\.num|\{\.missing|\{#|\{\{|\}\}|\{%|:::|\]\(|&(?:nbsp|amp|lt|gt|quot);"
    r"|(?<!\w)(?:None|nan|NaN|NaT|inf|null|undefined|True|False)(?!\w)|chưa có số liệu|\?\?|\ufffd"
)


def test_headings_are_the_same_list(readings: Mapping[str, Reading]) -> None:
    headings = readings["html"].headings
    assert len(headings) > 50
    assert readings["docx"].headings == headings
    assert readings["pdf"].headings == headings


def test_every_section_has_a_heading_and_text(reading: Reading) -> None:
    for code, opening in SECTION_HEADINGS:
        assert any(title.startswith(opening) for _, title in reading.headings), opening
        assert code == "ket_qua" or len(" ".join(reading.body(code))) > 500, code


def test_footnotes_run_from_one_without_a_gap(readings: Mapping[str, Reading]) -> None:
    counts = {name: len(readings[name].notes) for name in FORMATS}
    assert len(set(counts.values())) == 1, counts
    for reading in readings.values():
        numbers = [cited.number for cited in reading.citations]
        assert numbers == list(range(1, len(reading.notes) + 1)), reading.format
        assert all(reading.notes), reading.format


def test_footnotes_are_the_same_text_and_stand_in_the_same_section(readings: Mapping[str, Reading]) -> None:
    html = readings["html"]
    for name in ("docx", "pdf"):
        other = readings[name]
        for number, (found, wanted) in enumerate(zip(other.notes, html.notes, strict=True), start=1):
            assert squeezed(found) == squeezed(wanted), f"{name}, footnote {number}"
        assert other.citations == html.citations, name


def test_docx_footnotes_are_each_cited_once(edition: Edition, readings: Mapping[str, Reading]) -> None:
    stored = stored_notes(edition.file("bao-cao.docx"))
    assert sorted(stored.values()) == sorted(readings["docx"].notes)


def test_every_text_of_the_page_is_in_the_other_files(readings: Mapping[str, Reading]) -> None:
    missing = []
    for name in ("docx", "pdf"):
        other = readings[name]
        whole = {code: squeezed("".join(other.body(code))) for code, _ in SECTION_HEADINGS}
        for block in readings["html"].blocks:
            if block.section and squeezed(block.text) not in whole[block.section]:
                missing.append(f"{name}, {block.section}: {block.text}")
    if missing:
        pytest.fail("\n".join(missing), pytrace=False)


def test_captions_are_numbered_and_the_same(readings: Mapping[str, Reading]) -> None:
    captions = readings["html"].captions
    for label in ("Hình", "Bảng"):
        numbers = [int(caption.split()[1].rstrip(".")) for caption in captions if caption.startswith(label)]
        assert numbers == list(range(1, len(numbers) + 1)), label
    assert readings["docx"].captions == captions
    printed = squeezed(readings["pdf"].everything)
    assert not [caption for caption in captions if squeezed(caption) not in printed]


def test_nothing_of_the_machinery_is_left_in_the_text(reading: Reading) -> None:
    found = [
        reading.everything[max(0, match.start() - 40) : match.end() + 40]
        for match in LEFTOVERS.finditer(reading.everything)
    ]
    assert not found, "\n".join(found)
