"""Addresses of findings in the page: the same from draft to draft while the finding stays."""

from collections import Counter
from collections.abc import Sequence

from cchc.findings import Finding
from cchc.narrative import ascii_slug

LONGEST = 72


def finding_ids(findings: Sequence[Finding]) -> list[str]:
    """`dieu-so-hoc-cat-bot-tthc-dvc-muc-3-ty-le`: rule and first figure, counted where two share them."""
    stems = [_stem(finding) for finding in findings]
    met: Counter[str] = Counter()
    ids = []
    for stem in stems:
        met[stem] += 1
        ids.append(stem if met[stem] == 1 else f"{stem}--{met[stem]}")
    return ids


def _stem(finding: Finding) -> str:
    subject = finding.subjects[0] if finding.subjects else finding.found or finding.file
    return ascii_slug(f"dieu {finding.rule} {subject}")[:LONGEST].rstrip("-")
