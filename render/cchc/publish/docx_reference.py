"""The Word file's looks: Pandoc's own reference document, restyled to the official layout."""

import subprocess
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from cchc.publish.archive import rezip
from cchc.publish.docx_styles import PARAGRAPHS, Style

FACE = "Times New Roman"
LANGUAGE = "vi-VN"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x46, 0x46, 0x46)
CELL_MARGIN = 85
LAYOUT_TABLES = ("LetterheadTable", "ClosingTable")
REPORT_TABLE = "ReportTable"
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="787878"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_reference(path: Path, epoch: int) -> None:
    """Write the reference document that Pandoc and Quarto style the report by."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file=reference.docx"]
    path.write_bytes(subprocess.run(command, capture_output=True, check=True).stdout)
    document = Document(str(path))
    _defaults(document)
    for style in PARAGRAPHS:
        _paragraph_style(document, style)
    _character_styles(document)
    _table_styles(document)
    _page(document)
    document.save(str(path))
    rezip(path, epoch)


def _defaults(document: Any) -> None:
    """One face throughout, past the theme's; Vietnamese for the spelling checker."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    paragraph = defaults.find(qn("w:pPrDefault"))
    if paragraph is not None:
        defaults.remove(paragraph)
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(run):
        run.remove(child)
    run.append(_fonts())
    run.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="28"/>'))
    run.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="28"/>'))
    run.append(
        parse_xml(f'<w:lang {nsdecls("w")} w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/>')
    )
    for fonts in list(document.styles.element.iter(qn("w:rFonts"))):
        fonts.getparent().replace(fonts, _fonts())
    theme = document.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), LANGUAGE)


def _fonts() -> Any:
    names = " ".join(f'w:{kind}="{FACE}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    return parse_xml(f"<w:rFonts {nsdecls('w')} {names}/>")


def _paragraph_style(document: Any, look: Style) -> None:
    style = _style(document, look.name, WD_STYLE_TYPE.PARAGRAPH)
    properties = style.element.get_or_add_pPr()
    for child in list(properties):
        if child.tag != qn("w:outlineLvl"):
            properties.remove(child)
    run = style.element.get_or_add_rPr()
    for child in list(run):
        run.remove(child)
    run.append(_fonts())
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.all_caps = look.caps
    style.font.color.rgb = GREY if look.grey else BLACK
    shape = style.paragraph_format
    shape.alignment = ALIGN[look.align]
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.line_spacing = look.line
    left, right = look.rule or look.boxed or (look.left, 0)
    shape.left_indent, shape.right_indent = Mm(left), Mm(right)
    shape.first_line_indent = Mm(look.first_line)
    shape.keep_with_next, shape.widow_control = look.keep_with_next, True
    if look.rule or look.boxed:
        _border(properties, ("top",) if look.rule else ("top", "left", "bottom", "right"))


def _border(properties: Any, sides: tuple[str, ...]) -> None:
    lines = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="000000"/>' for side in sides)
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>")
    # Word wants the children of pPr in its schema's order: borders before spacing.
    properties.find(qn("w:spacing")).addprevious(border)


def _character_styles(document: Any) -> None:
    missing = _style(document, "Missing Figure", WD_STYLE_TYPE.CHARACTER)
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="FFE58A"/>')
    missing.element.get_or_add_rPr().append(shade)
    link = document.styles["Hyperlink"]
    link.font.color.rgb = BLACK
    link.font.underline = False


def _table_styles(document: Any) -> None:
    for name in LAYOUT_TABLES:
        _table_style(document, name, "")
    report = _table_style(document, REPORT_TABLE, f"<w:tblBorders>{BORDERS}</w:tblBorders>")
    report.element.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr>'
            '<w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>'
            '<w:vAlign w:val="center"/></w:tcPr></w:tblStylePr>'
        )
    )


def _table_style(document: Any, name: str, borders: str) -> Any:
    style = _style(document, name, WD_STYLE_TYPE.TABLE)
    margins = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in _margins(bool(borders)))
    style.element.append(
        parse_xml(f"<w:tblPr {nsdecls('w')}>{borders}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>")
    )
    return style


def _margins(bordered: bool) -> list[tuple[str, int]]:
    side = CELL_MARGIN if bordered else 0
    return [("top", 0), ("left", side), ("bottom", 0), ("right", side)]


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(25), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance, section.footer_distance = Mm(12), Mm(10)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    section.first_page_header.paragraphs[0].style = document.styles["Page Number"]
    paragraph = section.header.paragraphs[0]
    paragraph.style = document.styles["Page Number"]
    field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    restart = section._sectPr.find(qn("w:footnotePr"))
    if restart is not None:
        section._sectPr.remove(restart)


def _style(document: Any, name: str, kind: WD_STYLE_TYPE) -> Any:
    for style in document.styles:
        if style.name.lower() == name.lower() and style.type == kind:
            return style
    style = document.styles.add_style(name, kind)
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = document.styles["Normal"]
        style.quick_style = True
    return style
