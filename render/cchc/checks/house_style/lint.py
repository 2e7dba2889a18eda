"""A lint over the produced text: what breaks the house style or the decree's way of writing."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from cchc.base.findings import Finding, Rule
from cchc.base.numbers import format_count
from cchc.checks.house_style.origins import Origins
from cchc.checks.house_style.passages import LintPassage, PassageKind, passages
from cchc.checks.house_style.spots import (
    PASSAGES,
    WHOLE_TEXT,
    Spot,
    StyledPassage,
    all_names,
    masked,
    words_around,
)
from cchc.inputs.workbook import Workbook
from cchc.prose.front_matter import subject


def check_house_style(workbook: Workbook, sections: Sequence[tuple[str, str]]) -> list[Finding]:
    """Findings about sections given as code and Markdown, in reading order, and about the title.

    A fault that is printed at several places is one finding.
    """
    title = LintPassage("", "", PassageKind.LABEL, subject(workbook.params, workbook.period))
    text = [title, *(passage for code, markdown in sections for passage in passages(code, markdown))]
    grouped: dict[tuple[Rule, str, str], list[tuple[LintPassage, Spot]]] = {}
    for passage, spot in _spots(workbook, text):
        around = words_around(passage.text, spot)
        grouped.setdefault((spot.rule, around, spot.expected), []).append((passage, spot))
    origins = Origins(workbook)
    padded = workbook.house_style.leading_zero
    return [_finding(group, origins, leading_zero=padded) for group in grouped.values()]


def _spots(workbook: Workbook, text: Sequence[LintPassage]) -> Iterator[tuple[LintPassage, Spot]]:
    names = all_names(workbook)
    for passage in text:
        styled = StyledPassage(
            passage, masked(passage.text, names), workbook.house_style, workbook.indicators
        )
        yield from ((passage, spot) for spot in PASSAGES.run(styled))
    yield from WHOLE_TEXT.run(text)


def _finding(group: Sequence[tuple[LintPassage, Spot]], origins: Origins, *, leading_zero: bool) -> Finding:
    passage, spot = group[0]
    around = words_around(passage.text, spot)
    where = f"Mục “{passage.heading}”: " if passage.heading else ""
    others = format_count(Decimal(len(group) - 1), leading_zero=leading_zero)
    again = f" Còn {others} chỗ giống vậy." if len(group) > 1 else ""
    file, row = origins.find(passage, spot.start, spot.end)
    return spot.rule.finding(
        f"{where}“{around}”: {spot.advice}.{again}",
        file,
        row,
        passage.section,
        expected=spot.expected,
        found=around,
    )
