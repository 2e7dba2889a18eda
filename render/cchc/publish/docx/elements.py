"""Elements of a Word file for which python-docx has no name of its own."""

import re
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section

FIRST_TAG = re.compile(r"^<[\w:]+")


def word_element(markup: str) -> Any:
    """The element of this markup, whose names begin with `w:` (WordprocessingML)."""
    return parse_xml(FIRST_TAG.sub(lambda tag: f"{tag.group()} {nsdecls('w')}", markup, count=1))


def clear(element: Any, *, but: str = "") -> None:
    """Take out every child, `but` those with this tag."""
    for child in list(element):
        if not but or child.tag != qn(but):
            element.remove(child)


def style_id(table: Any) -> str:
    """The style id of a w:tbl, empty where it has none."""
    style = table.tblPr.find(qn("w:tblStyle"))
    return "" if style is None else str(style.get(qn("w:val")))


def number_notes_through(section: Section) -> None:
    """Footnotes run through the whole report: LibreOffice else begins anew with each section."""
    restart = section._sectPr.find(qn("w:footnotePr"))
    if restart is not None:
        section._sectPr.remove(restart)
