"""The headings that the outline gives: of parts and of sections."""

from cchc.catalog.outline import Part, SectionEntry
from cchc.markdown import escape
from cchc.narrative import ascii_slug
from cchc.template import environment, variables
from cchc.workbook import Workbook


def part_heading(workbook: Workbook, part: Part) -> str:
    """`# II. KẾT QUẢ … {#phan-ii}`; the title may name the period (Markdown)."""
    title = environment().from_string(part.heading).render(variables(workbook))
    return f"# {escape(title)} {{#{part_identifier(part)}}}"


def part_identifier(part: Part) -> str:
    """The id of a part's heading: `phan-ii`."""
    return f"phan-{ascii_slug(part.number or part.title)}"


def section_heading(entry: SectionEntry) -> str:
    """`## 2. Cải cách thủ tục hành chính {#tthc}`, or nothing where the part's heading serves."""
    if not entry.title:
        return ""
    number = f"{entry.number}. " if entry.number else ""
    return f"## {number}{escape(entry.title)} {{#{ascii_slug(entry.code)}}}"
