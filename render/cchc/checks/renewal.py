"""Sentences that the analyst has not yet renewed since they were carried over."""

from collections.abc import Mapping

from cchc.findings import Finding, Severity
from cchc.narrative import Block
from cchc.renewal import marks
from cchc.workbook import Workbook

RULE = "loi_van.can_cap_nhat"
LONGEST = 70


def check_renewal(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """LỖI for each mark that still stands in the narrative or in the notes of documents.csv."""
    findings = []
    for section, blocks in prose.items():
        for block in blocks.values():
            first = block.row + (1 if block.level else 0)
            findings += [_finding(block.file, section, *found) for found in marks(block.body, first)]
    for document in workbook.documents.values():
        for _, reason, sentence in marks(document.note):
            findings.append(_finding(document.file, "", document.row, reason, sentence or document.id))
    return findings


def _finding(file: str, section: str, row: int, reason: str, sentence: str) -> Finding:
    begins = sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST].rsplit(' ', 1)[0]} …"
    why = f" ({reason})" if reason else ""
    text = f"Còn dấu cần cập nhật{why}: “{begins}”. Viết lại, hoặc thấy vẫn đúng với kỳ này, rồi xóa dấu."
    return Finding(Severity.ERROR, RULE, text, file, row, section, found=reason or begins)
