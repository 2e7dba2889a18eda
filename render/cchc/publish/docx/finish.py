"""What neither Pandoc nor Quarto can say in a Word file, said afterwards."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from cchc.base.files import rezip
from cchc.publish.docx.appendix import section_appendices
from cchc.publish.docx.elements import number_notes_through, word_element
from cchc.publish.docx.reference import LANGUAGE
from cchc.publish.docx.tables import lay_out_tables
from cchc.publish.docx.watermark import add_watermark
from cchc.publish.layout import Layout, official_layout

# What the filters write for it (whole_words.lua).
WHOLE_HYPHEN = "\u2011"
# Letters that a property of the file takes.
MOST_IN_PROPERTY = 255
LIST_TEXT = ("Compact", "Body Text", "First Paragraph")


def finish_docx(path: Path, metadata: Mapping[str, Any], epoch: int) -> None:
    """Lay out the tables, bullets and properties, and make the file the same each time."""
    document, layout = Document(str(path)), official_layout()
    lay_out_tables(document, layout)
    _pictures(document)
    _open_body(document)
    _close_body(document)
    section_appendices(document)
    if metadata.get("draft"):
        add_watermark(document, layout.faces[0])
    _whole_hyphens(document)
    _language(document)
    _bullets(document, layout)
    _list_styles(document, layout)
    for section in document.sections:
        number_notes_through(section)
    _properties(document, metadata, epoch)
    _own_properties_alone(document)
    document.save(str(path))
    rezip(path, epoch)


def _pictures(document: Any) -> None:
    """Without a stated distance LibreOffice pushes each picture aside."""
    for picture in document.element.body.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):
            picture.set(side, "0")


def _open_body(document: Any) -> None:
    """LibreOffice puts an empty line before a table that begins a document with footnotes."""
    first = document.element.body[0]
    if first.tag == qn("w:tbl"):
        hairline = document.add_paragraph(style="Hairline")._p
        first.addprevious(hairline)


def _close_body(document: Any) -> None:
    """Word expects a paragraph after the last table; a hair's breadth keeps it off a new page."""
    body = document.element.body
    if body.sectPr.getprevious().tag != qn("w:p"):
        document.add_paragraph(style="Hairline")


def _whole_hyphens(document: Any) -> None:
    """A hyphen that does not break is an element to Word: as a letter, faces may lack it."""
    notes = document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    root = parse_xml(notes.blob)
    for text in [*document.element.body.iter(qn("w:t")), *root.iter(qn("w:t"))]:
        first, *rest = (text.text or "").split(WHOLE_HYPHEN)
        for piece in reversed(rest):
            behind = deepcopy(text)
            behind.text = piece
            text.addnext(behind)
            text.addnext(word_element("<w:noBreakHyphen/>"))
            text.text = first
    notes._blob = serialize_part_xml(root)


def _language(document: Any) -> None:
    """Pandoc writes the bare language; Word's spelling checker knows it with its country."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _bullets(document: Any, layout: Layout) -> None:
    """Official lists begin with a dash, where a paragraph begins; those within them with a plus."""
    start, hanging = layout.styles["Body Text"].first_line, layout.list_hanging
    numbering = document.part.numbering_part.element
    for level in numbering.iter(qn("w:lvl")):
        if level.find(qn("w:numFmt")).get(qn("w:val")) != "bullet":
            continue
        depth = int(level.get(qn("w:ilvl")))
        level.find(qn("w:lvlText")).set(qn("w:val"), "-+"[depth % 2])
        indent = level.find(qn("w:pPr")).find(qn("w:ind"))
        indent.set(qn("w:left"), str(Mm(start + hanging * (depth + 1)).twips))
        indent.set(qn("w:hanging"), str(Mm(hanging).twips))
        if (face := level.find(qn("w:rPr"))) is not None:
            level.remove(face)


def _list_styles(document: Any, layout: Layout) -> None:
    """Items carry Word's own list styles, and a new paragraph in the first of these becomes an item."""
    formats = _list_formats(document.part.numbering_part.element)
    bullet, number = document.styles["List Bullet"], document.styles["List Number"]
    plain = {document.styles[name].style_id for name in LIST_TEXT}
    for item in document.paragraphs:
        numbering = None if item._p.pPr is None else item._p.pPr.numPr
        # By the ids in the file: python-docx looks each style up anew.
        if numbering is None or item._p.style not in plain:
            continue
        bulleted = formats[numbering.numId.val] == "bullet"
        style = bullet if bulleted else number
        item._p.style = style.style_id
        if bulleted and style.element.pPr.numPr is None:
            style.element.pPr.get_or_add_numPr().get_or_add_numId().val = numbering.numId.val
            shape = style.paragraph_format
            shape.left_indent = Mm(layout.styles["Body Text"].first_line + layout.list_hanging)
            shape.first_line_indent = -Mm(layout.list_hanging)


def _list_formats(numbering: Any) -> dict[int, str]:
    """Whether each list is bulleted or numbered, by its id in the text."""
    first_levels = {
        kind.get(qn("w:abstractNumId")): kind.find(qn("w:lvl")).find(qn("w:numFmt")).get(qn("w:val"))
        for kind in numbering.iter(qn("w:abstractNum"))
    }
    return {int(number.numId): first_levels[str(number.abstractNumId.val)] for number in numbering.num_lst}


def _own_properties_alone(document: Any) -> None:
    """Engines leave settings and metadata of theirs as custom properties, which Word shows its users."""
    package = document.part.package
    for name, relationship in list(package.rels.items()):
        if relationship.reltype.endswith("/custom-properties"):
            package.rels.pop(name)


def _properties(document: Any, metadata: Mapping[str, Any], epoch: int) -> None:
    moment = datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = _property(str(metadata.get("pagetitle") or metadata.get("title") or ""))
    properties.author = _property(" ".join(map(str, metadata.get("issuing-body") or [])))
    properties.last_modified_by = properties.author
    properties.language = LANGUAGE
    properties.created = properties.modified = moment
    properties.revision = 1


def _property(text: str) -> str:
    """A property of the file has an end; what is printed has none."""
    return shorten(text, MOST_IN_PROPERTY, placeholder="…")
