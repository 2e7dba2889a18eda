"""No hand-typed figure: digits in prose must belong to a document, a date or a name."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from cchc.checks.spots import any_name
from cchc.findings import Finding, Severity
from cchc.narrative import Block
from cchc.workbook import Workbook

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
LINK = re.compile(r"https?://\S+|\]\([^)]*\)|\{[#.][^}]*\}")

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19|20)\d{2}"
ALLOWED = re.compile(
    "|".join(
        (
            # 61/2018/NĐ-CP, 5466/QĐ-UBND, 18-CTrHĐ/TU, 33-NQ/TW
            rf"\b\d{{1,5}}(?:/{YEAR})?/[A-ZĐ][\wĐđ]*(?:-[\wĐđ.]+)*",
            r"\b\d{1,5}-[A-ZĐ][\wĐđ]*/[A-ZĐ][\wĐđ]*",
            rf"\b{DAY}/{MONTH}/{YEAR}\b",
            rf"\b{MONTH}/{YEAR}\b",
            rf"\b[Nn]gày {DAY}(?: tháng {MONTH}(?: năm {YEAR})?|/{MONTH}(?:/{YEAR})?)?\b",
            rf"\b[Tt]háng {MONTH}(?: năm {YEAR})?\b",
            rf"\b(?:[Nn]ăm|[Gg]iai đoạn|[Kk]ỳ|[Nn]hiệm kỳ)\s+{YEAR}(?:\s*[-–]\s*{YEAR})?\b",
            rf"\b{YEAR}\s*[-–]\s*{YEAR}\b",
            rf"\b[Qq]uý [IV]+(?:/| năm ){YEAR}\b",
            # A heading of the report: II.2.5
            r"\b[IVX]+(?:\.\d{1,2})+\b",
        )
    )
)
DIGITS = re.compile(r"\d[\d.,]*")


def check_digits(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """LỖI for each hand-typed figure in the narrative and in the notes of documents.csv."""
    names = (*workbook.proper_names, *(agency.name for agency in workbook.agencies.values()))
    findings = []
    for section, blocks in prose.items():
        for block in blocks.values():
            for row, digits in hand_typed(block.title, names, block.row):
                findings.append(_finding(digits, block.file, row, section))
            for row, digits in hand_typed(block.body, names, block.row + (1 if block.level else 0)):
                findings.append(_finding(digits, block.file, row, section))
    for document in workbook.documents.values():
        for _, digits in hand_typed(document.note, names, document.row):
            findings.append(_finding(digits, document.file, document.row, ""))
    return findings


def hand_typed(text: str, names: tuple[str, ...], first_row: int = 1) -> Iterator[tuple[int, str]]:
    """The digits left, each with its row, once templates, documents, dates and names are out."""
    text = JINJA.sub(blank, text)
    text = LINK.sub(blank, text)
    text = _with_digits(names).sub(blank, text)
    text = ALLOWED.sub(blank, text)
    for offset, line in enumerate(text.splitlines()):
        for match in DIGITS.finditer(line):
            yield first_row + offset, match.group().rstrip(".,")


@lru_cache(maxsize=8)
def _with_digits(names: tuple[str, ...]) -> re.Pattern[str]:
    """The names that have digits, the longest first; a sentence may begin with one."""
    return any_name(tuple(sorted(filter(DIGITS.search, names), key=len, reverse=True)))


def blank(match: "re.Match[str]") -> str:
    """Nothing, but the same number of lines."""
    return " " + "\n" * match.group().count("\n")


def _finding(digits: str, file: str, row: int, section: str) -> Finding:
    explanation = (
        f"Con số “{digits}” gõ tay trong lời văn. Đưa vào figures.csv rồi in bằng so() hoặc ty_le(); "
        "nếu là tên riêng, thêm vào data/catalog/proper_names.csv."
    )
    return Finding(Severity.ERROR, "loi_van.so_go_tay", explanation, file, row, section, found=digits)
