"""“DỰ THẢO” behind the text of a Word file: the watermark that Word itself makes, and can take away."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WORDS = "DỰ THẢO"
COLOUR = "#e6e6e6"
WIDTH, HEIGHT = 440, 125  # points
NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
# Word finds its watermarks by this name: Thiết kế > Hình mờ > Loại bỏ hình mờ takes them all away.
SHAPE = "PowerPlusWaterMarkObject"
# VML's number for plain text along a line, its formulas as Word writes them.
TEXT_ALONG_A_LINE = """\
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
    path="m@7,l@8,m@5,21600l@6,21600e">
  <v:formulas>
    <v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
    <v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
    <v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/>
    <v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/>
  </v:formulas>
  <v:path textpathok="t" o:connecttype="custom"
      o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
  <v:textpath on="t" fitshape="t"/>
  <v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>
  <o:lock v:ext="edit" text="t" shapetype="t"/>
</v:shapetype>"""


def add_watermark(document: Any, face: str) -> None:
    """Put the watermark into every header of every section, that of a first page too."""
    for number, header in enumerate(_headers(document), start=1):
        header.paragraphs[0]._p.append(_run(number, face))


def _headers(document: Any) -> Iterator[Any]:
    """Each header once: sections may share them."""
    found = set()
    for section in document.sections:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            # A section whose header is linked has that of the section before.
            if not header.is_linked_to_previous and header.part.partname not in found:
                found.add(header.part.partname)
                yield header


def _run(number: int, face: str) -> Any:
    place = ";".join(
        [
            "position:absolute",
            "margin-left:0",
            "margin-top:0",
            f"width:{WIDTH}pt",
            f"height:{HEIGHT}pt",
            "rotation:315",
            "z-index:-251658752",
            "mso-position-horizontal:center",
            "mso-position-horizontal-relative:margin",
            "mso-position-vertical:center",
            "mso-position-vertical-relative:margin",
        ]
    )
    return parse_xml(
        f"<w:r {nsdecls('w')} {NAMES}><w:rPr><w:noProof/></w:rPr><w:pict>{TEXT_ALONG_A_LINE}"
        f'<v:shape id="{SHAPE}{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" '
        f'style="{place}" o:allowincell="f" fillcolor="{COLOUR}" stroked="f">'
        f'<v:textpath style="font-family:&quot;{face}&quot;;font-size:1pt" string="{WORDS}"/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict></w:r>'
    )
