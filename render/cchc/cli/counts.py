"""How many findings of each severity, as the terminal says it."""

from collections.abc import Mapping

from cchc.findings import Severity


def counts(findings: Mapping[Severity, int]) -> str:
    """`0 LỖI, 9 CẢNH BÁO, 5 GHI CHÚ`."""
    return ", ".join(f"{findings[severity]} {severity}" for severity in Severity)
