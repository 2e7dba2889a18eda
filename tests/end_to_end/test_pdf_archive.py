"""The PDF as an archive and a screen reader take it, read with a library that did not write it.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), as far as structure tells.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from tests.end_to_end.edition import Edition
from tests.end_to_end.read_html import soup_of
from tests.end_to_end.reading import Reading, heading, line, squeezed

PDFA, PDFUA = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
# What puts ink on the page: text, paths, images, shadings.
PAINTING = {*["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"']}
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Sound", "/Movie"}


@pytest.fixture(scope="module")
def pdf(edition: Edition) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(edition.file("bao-cao.pdf")) as opened:
        yield opened


@pytest.fixture(scope="module")
def elements(pdf: pikepdf.Pdf) -> list[Dictionary]:
    """Every structure element, in reading order."""
    return list(_elements(pdf.Root.StructTreeRoot.K))


def _elements(node: Any) -> Iterator[Dictionary]:
    if isinstance(node, Array):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, Dictionary) and "/S" in node:
        yield node
        yield from _elements(node.get("/K", Array()))


def _of(elements: list[Dictionary], *kinds: str) -> list[Dictionary]:
    return [element for element in elements if str(element.S) in kinds]


def _kinds_below(element: Dictionary) -> list[str]:
    return [str(child.S) for child in _elements(element.get("/K", Array()))]


def test_it_says_what_it_is(pdf: pikepdf.Pdf, edition: Edition) -> None:
    with pdf.open_metadata() as metadata:
        said = dict(metadata)
    assert (said[f"{PDFA}part"], said[f"{PDFA}conformance"]) == ("3", "A")
    assert said[f"{PDFUA}part"] == "1"
    page = soup_of(edition.file("bao-cao.html"))
    assert page.title
    assert said[f"{DC}title"] == str(pdf.docinfo.Title) == page.title.get_text()
    assert said[f"{DC}creator"] == ["ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"]
    assert str(pdf.docinfo.Author) == "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH"
    assert said[f"{DC}language"] == {"vi-VN"}
    assert str(pdf.Root.Lang) == "vi-VN"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_it_is_whole_and_does_nothing_by_itself(pdf: pikepdf.Pdf) -> None:
    assert pdf.check_pdf_syntax() == []
    assert not pdf.is_encrypted
    assert "/ID" in pdf.trailer
    assert "/OpenAction" not in pdf.Root
    assert "/AA" not in pdf.Root
    (intent,) = pdf.Root.OutputIntents
    assert (intent.S, bool(intent.DestOutputProfile.read_bytes())) == (Name("/GTS_PDFA1"), True)
    dictionaries = [found for found in pdf.objects if isinstance(found, Dictionary)]
    assert not [found for found in dictionaries if str(found.get("/S", "")) in ACTIONS]


def test_every_face_is_inside_and_says_its_letters(pdf: pikepdf.Pdf) -> None:
    fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == Name("/Font")]
    descriptors = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(descriptor.keys()) for descriptor in descriptors)
    used = [font for font in fonts if font.Subtype == Name("/Type0")]
    assert used
    assert all("/ToUnicode" in font for font in used)


def test_everything_painted_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.MarkInfo.Marked
    for number, page in enumerate(pdf.pages, start=1):
        depth, loose = 0, []
        for instruction in pikepdf.parse_content_stream(page):
            match str(instruction.operator):
                case "BMC" | "BDC":
                    depth += 1
                case "EMC":
                    depth -= 1
                case name if name in PAINTING and depth == 0:
                    loose.append((name, instruction.operands))
        assert not loose, number
        assert depth == 0, number


def test_headings_nest_and_are_the_bookmarks(
    pdf: pikepdf.Pdf, elements: list[Dictionary], readings: dict[str, Reading]
) -> None:
    levels = [int(str(e.S)[2:]) for e in elements if re.fullmatch(r"/H[1-6]", str(e.S))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    marks = [(level, title) for level, title in _bookmarks(pdf)]
    assert [level for level, _ in marks] == levels
    expected = [squeezed(title).casefold() for _, title in readings["html"].headings if title != "Chú thích"]
    assert [squeezed(heading(title)).casefold() for _, title in marks] == expected


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    with pdf.open_outline() as outline:
        waiting = [(1, item) for item in outline.root]
        while waiting:
            level, item = waiting.pop(0)
            yield level, line(item.title)
            waiting = [(level + 1, child) for child in item.children] + waiting


def test_every_picture_says_what_it_shows(elements: list[Dictionary], edition: Edition) -> None:
    spoken = [line(str(figure.get("/Alt", ""))) for figure in _of(elements, "/Figure")]
    pictures = soup_of(edition.file("bao-cao.html")).select("figure.chart img")
    assert spoken == [line(str(picture["alt"])) for picture in pictures]
    assert min(map(len, spoken)) > 30


def test_tables_have_heads_of_columns_and_even_rows(elements: list[Dictionary]) -> None:
    tables = _of(elements, "/Table")
    assert len(tables) >= 5
    for table in tables:
        rows = [
            list(_of(list(_elements(row.K)), "/TH", "/TD")) for row in _of(list(_elements(table.K)), "/TR")
        ]
        assert len({len(row) for row in rows}) == 1
        scopes = {str(a.get("/Scope")) for cell in rows[0] for a in _attributes(cell) if "/Scope" in a}
        assert [str(cell.S) for cell in rows[0]] == ["/TH"] * len(rows[0])
        assert scopes == {"/Column"}


def _attributes(element: Dictionary) -> list[Dictionary]:
    found = element.get("/A", Array())
    return [found] if isinstance(found, Dictionary) else [a for a in found if isinstance(a, Dictionary)]


def test_lists_and_notes_are_real(elements: list[Dictionary], readings: dict[str, Reading]) -> None:
    for item in _of(elements, "/LI"):
        assert {"/Lbl", "/LBody"} <= set(_kinds_below(item))
    notes = _of(elements, "/Note")
    assert len(notes) == len(readings["html"].notes)
    assert len({str(note.ID) for note in notes}) == len(notes)
    assert all("/Lbl" in _kinds_below(note) for note in notes)


def test_links_say_where_they_lead_and_pages_tab_in_order(pdf: pikepdf.Pdf) -> None:
    links = 0
    for page in pdf.pages:
        for annotation in page.get("/Annots", Array()):
            links += 1
            assert annotation.Subtype == Name("/Link")
            assert str(annotation.Contents).strip()
            assert "/StructParent" in annotation
            action = annotation.get("/A")
            assert action is None or str(action.get("/URI", "http")).startswith("http")
        assert page.get("/Tabs") == Name("/S")
    assert links > 100


def test_no_file_hides_inside(pdf: pikepdf.Pdf) -> None:
    assert not list(pdf.attachments)
    assert not [o for o in pdf.objects if isinstance(o, Stream) and o.get("/Type") == Name("/EmbeddedFile")]
