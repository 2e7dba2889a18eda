"""The Word file's looks: Pandoc's own reference document, restyled to the official layout."""

import re
import subprocess
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from cchc.base.clock import EARLIEST
from cchc.base.files import rezip
from cchc.base.installation import REPORT
from cchc.publish.docx.elements import clear, number_notes_through, word_element
from cchc.publish.layout import BASE, Layout, Page, Style

LANGUAGE = "vi-VN"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x46, 0x46, 0x46)
# Word has these itself; Pandoc's reference leaves them out.
WORD_S_OWN = ("Header", "List Bullet", "List Number")
CLOSING_TABLE = "ClosingTable"
LAYOUT_TABLES = ("LetterheadTable", CLOSING_TABLE)
REPORT_TABLE, WIDE_TABLE = "ReportTable", "WideTable"
# A report table's margins left and right in its cells, in twentieths of a point: in ample room, in little.
TIGHT = "Tight"
CELL_MARGINS = {"": 85, TIGHT: 40}
APPENDIX_LABEL = "Appendix Label"
COMPATIBILITY = "http://schemas.microsoft.com/office/word"
FONT_TABLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:fonts {names}><w:font w:name="{face}"><w:charset w:val="00"/><w:family w:val="roman"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="787878"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_reference(path: Path, layout: Layout, rules: Mapping[str, float]) -> None:
    """Write the reference document that Pandoc and Quarto style the report by.

    `rules` are the lengths of the drawn rules in millimetres, by the name of their style.
    """
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    path.write_bytes(subprocess.run(command, cwd=REPORT, capture_output=True, check=True).stdout)
    document = Document(str(path))
    face = layout.faces[0]
    _defaults(document, face, layout.styles[BASE].size)
    _settings(document)
    for name, look in layout.styles.items():
        _paragraph_style(document, name, look, face)
        if width := rules.get(name) or look.box_width:
            _frame(document.styles[name], look, (_room(name, layout) - width) / 2, layout.rule_weight)
    _character_styles(document)
    _table_styles(document)
    _page(document, layout.page)
    _theme(document, face)
    document.save(str(path))
    rezip(path, EARLIEST)


def _room(name: str, layout: Layout) -> float:
    """How wide the place is that a drawn rule or a box stands in, centred."""
    left, right = layout.columns["LetterheadTable"]
    return {"Issuing Rule": left, "Draft Mark": left, "Motto Rule": right}.get(name, layout.page.text_width)


def _defaults(document: Any, face: str, size: float) -> None:
    """One face throughout, past the theme's; Vietnamese for the spelling checker."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    paragraph = defaults.find(qn("w:pPrDefault"))
    if paragraph is not None:
        defaults.remove(paragraph)
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    clear(run)
    run.append(_fonts(face))
    run.append(word_element(f'<w:sz w:val="{round(2 * size)}"/>'))
    run.append(word_element(f'<w:szCs w:val="{round(2 * size)}"/>'))
    run.append(word_element(f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>'))
    for fonts in list(document.styles.element.iter(qn("w:rFonts"))):
        fonts.getparent().replace(fonts, _fonts(face))


def _settings(document: Any) -> None:
    """The layout of Word 2013 and later, without which Word sees an old file; Vietnamese numbers."""
    settings = document.settings.element
    for name, value in {"themeFontLang": LANGUAGE, "decimalSymbol": ",", "listSeparator": ";"}.items():
        settings.find(qn(f"w:{name}")).set(qn("w:val"), value)
    mode = f'<w:compatSetting w:name="compatibilityMode" w:uri="{COMPATIBILITY}" w:val="15"/>'
    # Where Word's schema wants it.
    settings.find(qn("w:rsids")).addprevious(word_element(f"<w:compat>{mode}</w:compat>"))


def _fonts(face: str) -> Any:
    names = " ".join(f'w:{kind}="{face}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return word_element(f"<w:rFonts {names}/>")


def _paragraph_style(document: Any, name: str, look: Style, face: str) -> None:
    style = _style(document, name, WD_STYLE_TYPE.PARAGRAPH)
    properties = style.element.get_or_add_pPr()
    clear(properties, but="w:outlineLvl")
    run = style.element.get_or_add_rPr()
    clear(run)
    run.append(_fonts(face))
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.all_caps = look.caps
    style.font.color.rgb = GREY if look.grey else BLACK
    shape = style.paragraph_format
    shape.alignment = ALIGN[look.align]
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing = look.line
    shape.left_indent, shape.right_indent = Mm(look.left), Mm(0)
    shape.first_line_indent = Mm(look.first_line)
    shape.keep_with_next, shape.widow_control = look.keep_with_next, True


def _frame(style: Any, look: Style, inset: float, weight: float) -> None:
    """Draw a rule over the paragraph, or a box around it, `inset` millimetres from its sides."""
    shape, properties = style.paragraph_format, style.element.pPr
    shape.left_indent = shape.right_indent = Mm(inset)
    sides = ("top",) if look.rule else ("top", "left", "bottom", "right")
    line = f'w:val="single" w:sz="{round(8 * weight)}" w:space="1" w:color="000000"'
    lines = "".join(f"<w:{side} {line}/>" for side in sides)
    border = word_element(f"<w:pBdr>{lines}</w:pBdr>")
    # Word wants the children of pPr in its schema's order: borders before spacing.
    properties.find(qn("w:spacing")).addprevious(border)


def _character_styles(document: Any) -> None:
    missing = _style(document, "Missing Figure", WD_STYLE_TYPE.CHARACTER)
    shade = word_element('<w:shd w:val="clear" w:color="auto" w:fill="FFE58A"/>')
    missing.element.get_or_add_rPr().append(shade)
    _style(document, "Unread Prose", WD_STYLE_TYPE.CHARACTER).font.color.rgb = GREY
    # “Phụ lục I” stands in a heading that is all capitals.
    _style(document, APPENDIX_LABEL, WD_STYLE_TYPE.CHARACTER).font.all_caps = False
    link = document.styles["Hyperlink"]
    link.font.color.rgb = BLACK
    link.font.underline = False


def _table_styles(document: Any) -> None:
    for name in LAYOUT_TABLES:
        _table_style(document, name, "", 0)
    for name, (tight, margin) in product((REPORT_TABLE, WIDE_TABLE), CELL_MARGINS.items()):
        report = _table_style(document, name + tight, f"<w:tblBorders>{BORDERS}</w:tblBorders>", margin)
        report.element.append(
            word_element(
                '<w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr>'
                '<w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'
                '<w:vAlign w:val="center"/></w:tcPr></w:tblStylePr>'
            )
        )


def _table_style(document: Any, name: str, borders: str, margin: int) -> Any:
    style = _style(document, name, WD_STYLE_TYPE.TABLE)
    sides = {"top": 0, "left": margin, "bottom": 0, "right": margin}
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides.items())
    style.element.append(word_element(f"<w:tblPr>{borders}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"))
    return style


def _page(document: Any, page: Page) -> None:
    section, margins = document.sections[0], page.margins
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    # The footer is empty: it may be no higher than the margin.
    section.header_distance, section.footer_distance = Mm(page.header_distance), Mm(margins.bottom / 2)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    section.first_page_header.paragraphs[0].style = document.styles["Header"]
    paragraph = section.header.paragraphs[0]
    paragraph.style = document.styles["Header"]
    page_number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(word_element(page_number))
    number_notes_through(section)


def _theme(document: Any, face: str) -> None:
    """No other face anywhere: Word offers the theme's first, and looks for those of the font table."""
    for part in document.part.package.iter_parts():
        if part.partname.endswith("/fontTable.xml"):
            part._blob = FONT_TABLE.format(names=nsdecls("w"), face=face).encode()
        elif "/theme/" in part.partname:
            theme = part.blob.decode("utf-8")
            theme = re.sub(r"<a:font [^>]*/>\s*", "", theme)
            part._blob = re.sub(r"<a:latin [^>]*/>", f'<a:latin typeface="{face}"/>', theme).encode()


def _style(document: Any, name: str, kind: WD_STYLE_TYPE) -> Any:
    # By the elements: python-docx makes an object of each style that it is asked to look through.
    for element in document.styles.element.style_lst:
        if element.type == kind and element.name_val.lower() == name.lower():
            return document.styles.get_by_id(element.styleId, kind)
    style = document.styles.add_style(name, kind, builtin=name in WORD_S_OWN)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = document.styles["Normal"]
        style.quick_style = True
    return style
