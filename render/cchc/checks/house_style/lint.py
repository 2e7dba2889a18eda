"""A lint over the produced text: what breaks the house style or the decree's way of writing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from cchc.base.findings import Finding, Severity
from cchc.base.numbers import format_count
from cchc.checks.house_style import rules as style_counts
from cchc.checks.house_style import rules as style_dates
from cchc.checks.house_style import rules as style_marks
from cchc.checks.house_style.origins import Origins
from cchc.checks.house_style.passages import Kind, Passage, Spot, masked, passages, shown
from cchc.checks.house_style.rules import check_alike, check_counts, check_dates, check_marks
from cchc.inputs.narrative import Block
from cchc.inputs.workbook import Workbook
from cchc.prose.front_matter import closing_block, part_heading, section_heading, subject
from cchc.prose.templates import open_sources, rendered_prose
from cchc.values.values import Values

RULES = {**style_dates.DATE_RULES, **style_counts.COUNT_RULES, **style_marks.MARK_RULES}
# What the decree or a switch rules is worth a warning; a slip of typing is a note.
WARNINGS = frozenset({*style_dates.DATE_RULES, *style_counts.COUNT_RULES})
# Characters quoted to either side of a spot.
AROUND = 30


def prose_markdown(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[tuple[str, str]]:
    """Section and Markdown, as far as it can be known before any notebook has run."""
    written: dict[str, list[str]] = {}
    for entry in workbook.outline.sections:
        part = workbook.outline.part_of(entry.code)
        opens = part.sections[0].code == entry.code
        written[entry.code] = [part_heading(workbook, part)] if opens else []
        written[entry.code].append(section_heading(entry))
    for rendered in rendered_prose(open_sources(workbook, Values(workbook)), prose):
        written[rendered.section] += [rendered.markdown, *rendered.notes]
    closing = ("", closing_block(workbook.params))
    return [*((code, "\n\n".join(pieces)) for code, pieces in written.items()), closing]


def check_house_style(workbook: Workbook, sections: Sequence[tuple[str, str]]) -> list[Finding]:
    """Findings about sections given as code and Markdown, in reading order, and about the title.

    A fault that is printed at several places is one finding.
    """
    title = Passage("", "", Kind.LABEL, subject(workbook.params, workbook.period))
    text = [title, *(passage for code, markdown in sections for passage in passages(code, markdown))]
    grouped: dict[tuple[str, str, str], list[tuple[Passage, Spot]]] = {}
    for passage, spot in _spots(workbook, text):
        grouped.setdefault((spot.rule, _around(passage, spot), spot.expected), []).append((passage, spot))
    origins = Origins(workbook)
    padded = workbook.house_style.leading_zero
    return [_finding(group, origins, leading_zero=padded) for group in grouped.values()]


def _spots(workbook: Workbook, text: Sequence[Passage]) -> Iterator[tuple[Passage, Spot]]:
    style, names = workbook.house_style, _names(workbook)
    for passage in text:
        words = masked(passage.text, names)
        found = [
            *check_dates(words, style.date_style),
            *check_counts(passage, words, workbook.indicators, leading_zero=style.leading_zero),
            *check_marks(passage),
        ]
        yield from ((passage, spot) for spot in found)
    yield from check_alike(text)


def _names(workbook: Workbook) -> list[str]:
    """Names with digits, the longest first."""
    names = {*workbook.proper_names, *(agency.name for agency in workbook.agencies.values())}
    return sorted((name for name in names if re.search(r"\d", name)), key=lambda name: (-len(name), name))


def _finding(group: Sequence[tuple[Passage, Spot]], origins: Origins, *, leading_zero: bool) -> Finding:
    passage, spot = group[0]
    around = _around(passage, spot)
    where = f"Mục “{passage.heading}”: " if passage.heading else ""
    others = format_count(Decimal(len(group) - 1), leading_zero=leading_zero)
    again = f" Còn {others} chỗ giống vậy." if len(group) > 1 else ""
    file, row = origins.find(passage, spot.start, spot.end)
    return Finding(
        Severity.WARNING if spot.rule in WARNINGS else Severity.NOTE,
        spot.rule,
        f"{where}“{around}”: {spot.advice}.{again}",
        file,
        row,
        passage.section,
        expected=spot.expected,
        found=around,
    )


def _around(passage: Passage, spot: Spot) -> str:
    """The spot with the words around it, cut between words."""
    text = passage.text
    left = max(0, spot.start - AROUND)
    while left and not text[left - 1].isspace():
        left -= 1
    right = min(len(text), spot.end + AROUND)
    while right < len(text) and not text[right].isspace():
        right += 1
    cut = shown(text[left:right]).strip()
    return f"{'… ' if left else ''}{cut}{' …' if right < len(text) else ''}"
