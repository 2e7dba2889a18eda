"""Appendices of the Word file: a section each, with pages of its own, lying where a table is wide."""

from copy import deepcopy
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.table import Table
from docx.text.paragraph import Paragraph

from cchc.publish.docx.elements import style_id, word_element
from cchc.publish.docx.reference import APPENDIX_LABEL, TIGHT, WIDE_TABLE


def section_appendices(document: Any) -> None:
    """Give each appendix a section: its pages count from 1, its heading is centred."""
    label = document.styles[APPENDIX_LABEL].style_id
    headings = [paragraph for paragraph in document.paragraphs if _is_labelled(paragraph, label)]
    if not headings:
        return
    final = document.element.body.sectPr
    layout = deepcopy(final)
    for heading in headings:
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        heading.paragraph_format.first_line_indent = 0
        heading.paragraph_format.space_before = 0
        _end_section(document, heading._p, deepcopy(layout))
    for section in list(document.sections)[1:]:
        _count_from_one(section._sectPr)
        if _holds_wide_table(section):
            _lay_down(section)


def _is_labelled(paragraph: Any, label: str) -> bool:
    # By the id in the file: python-docx looks each style up anew.
    return any(run._r.style == label for run in paragraph.runs)


def _end_section(document: Any, heading: Any, layout: Any) -> None:
    """The paragraph before the heading carries the layout of the section that it ends."""
    last = heading.getprevious()
    # The heading's bookmark stands before it.
    while last.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
        last = last.getprevious()
    if last.tag != qn("w:p"):
        paragraph = word_element("<w:p/>")
        last.addnext(paragraph)
        Paragraph(paragraph, document._body).style = document.styles["Hairline"]
        last = paragraph
    last.get_or_add_pPr().append(layout)


def _count_from_one(layout: Any) -> None:
    layout.find(qn("w:pgMar")).addnext(word_element('<w:pgNumType w:start="1"/>'))


def _holds_wide_table(section: Section) -> bool:
    tables = [item for item in section.iter_inner_content() if isinstance(item, Table)]
    return any(style_id(table._tbl).removesuffix(TIGHT) == WIDE_TABLE for table in tables)


def _lay_down(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
