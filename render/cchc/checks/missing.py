"""Figures that are still owed."""

from cchc.findings import Finding, Severity
from cchc.values import Values
from cchc.workbook import Workbook

RULES = {"so_lieu.con_thieu": "Chỉ tiêu chưa có số liệu"}


def check_missing(workbook: Workbook, values: Values) -> list[Finding]:
    """CẢNH BÁO for each indicator without a value of its own in this period."""
    rows = {figure.indicator: figure for figure in workbook.figures if not figure.agency}
    findings = []
    for indicator in workbook.indicators.values():
        value = values.get(indicator.code)
        # A rate that lacks an input is told by that input.
        if value.value is not None or (indicator.formula is not None and indicator.code not in rows):
            continue
        figure = rows.get(indicator.code)
        explanation = f"{indicator.name}: chưa có số liệu; đơn vị cung cấp: {indicator.source or 'chưa rõ'}."
        findings.append(
            Finding(
                Severity.WARNING,
                "so_lieu.con_thieu",
                explanation,
                figure.file
                if figure
                else workbook.file(workbook.workspace.data(workbook.period) / "figures.csv"),
                figure.row if figure else None,
                indicator.section,
                (indicator.code,),
                found="chưa có số liệu",
            )
        )
    return findings
