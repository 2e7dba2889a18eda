"""Markup that prose may not use: it would print as it stands, or lead out of the report."""

import re
from collections.abc import Iterator, Mapping

from cchc.checks.digits import JINJA, blank
from cchc.findings import Finding, Severity
from cchc.narrative import Block
from cchc.workbook import Workbook

ADDRESS = r"(?:https?://|mailto:|#)"
# How each kind is explained, and what gives it away.
FORBIDDEN = (
    ("Hình “{}” không chèn được từ lời văn: vẽ bằng muc.chart() trong notebook.", r"!\[[^\]]*\]\([^)]*\)"),
    (
        "Liên kết “{}” không phải địa chỉ web (http, https, mailto).",
        rf"(?<!!)\[[^\]]*\]\((?!{ADDRESS})[^)]*\)|<(?!https?:|mailto:)[a-z][a-z0-9+.-]*:[^>\s]*>",
    ),
    (
        "Thẻ HTML “{}” sẽ in ra nguyên văn: bỏ đi; ghi chú riêng viết trong {{# … #}}.",
        r"</?[A-Za-z](?![a-z0-9+.-]*:)[^>]*>|<!--",
    ),
    (
        "Thuộc tính “{}” không có tác dụng trong báo cáo: bỏ đi.",
        r"\{=[a-z]+\}|(?<=\]|`)\{[^{}]*=[^{}]*\}|^#{1,6} .*\{[^{}]*=[^{}]*\}\s*$",
    ),
)


def check_markup(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """LỖI for each tag, attribute, picture or odd link in the narrative and in the notes of documents."""
    findings = []
    for section, blocks in prose.items():
        for block in blocks.values():
            first = block.row + (1 if block.level else 0)
            found = [*forbidden(block.title, block.row), *forbidden(block.body, first)]
            findings += [_finding(text, block.file, row, section) for row, text in found]
    for document in workbook.documents.values():
        for _, text in forbidden(document.note):
            findings.append(_finding(text, document.file, document.row, ""))
    return findings


def forbidden(text: str, first_row: int = 1) -> Iterator[tuple[int, str]]:
    """What is wrong with each piece of markup that may not be used, and its row."""
    text = JINJA.sub(blank, text)
    for explanation, pattern in FORBIDDEN:
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield first_row + text.count("\n", 0, match.start()), explanation.format(match.group()[:60])
        text = re.sub(pattern, blank, text, flags=re.MULTILINE)


def _finding(explanation: str, file: str, row: int, section: str) -> Finding:
    return Finding(Severity.ERROR, "loi_van.ky_hieu_la", explanation, file, row, section)
