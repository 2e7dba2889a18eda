"""The findings of a period as a table for the terminal, as JSON or as CSV."""

import csv
import io
import json
import shutil
import textwrap
from collections.abc import Iterator

from cchc.base.csv_tables import inert
from cchc.base.findings import Finding, Severity, by_gravity, finding_record
from cchc.base.numbers import format_date
from cchc.checks import Checked
from cchc.inputs.acknowledged import Acknowledgement
from cchc.inputs.catalog.outline import Outline

FORMATS = ("table", "json", "csv")
COLUMNS = (
    "severity",
    "rule",
    "section",
    "figures",
    "expected",
    "found",
    "evidence",
    "explanation",
    "file",
    "row",
    "acknowledged_reason",
    "acknowledged_who",
    "acknowledged_date",
)
NARROWEST = 60
SEVERITY_WIDTH = max(len(severity) for severity in Severity)

Listed = tuple[Finding, Acknowledgement | None]


def list_findings(checked: Checked, outline: Outline, style: str) -> str:
    """The findings in one of FORMATS; the acknowledged ones apart, last."""
    if style == "json":
        return json.dumps([_record(*listed) for listed in _listed(checked)], ensure_ascii=False, indent=2)
    if style == "csv":
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: inert(v) for k, v in _record(*listed).items()} for listed in _listed(checked))
        return buffer.getvalue().rstrip("\n")
    return "\n".join(_table(checked, outline))


def sum_up(checked: Checked) -> str:
    """`Kiểm tra: 0 LỖI, 9 CẢNH BÁO, 5 GHI CHÚ; 01 đã giải trình.`"""
    counts = ", ".join(f"{sum(f.severity is s for f in checked.all)} {s}" for s in Severity)
    accepted = f"; {len(checked.acknowledged)} đã giải trình" if checked.acknowledged else ""
    return f"Kiểm tra: {counts}{accepted}."


def _listed(checked: Checked) -> list[Listed]:
    return [
        *((finding, None) for finding in checked.all),
        *((item.finding, item.acknowledgement) for item in checked.acknowledged),
    ]


def _record(finding: Finding, accepted: Acknowledgement | None) -> dict[str, str | int | None]:
    record = finding_record(finding) | {
        "figures": " ".join(finding.subjects),
        "evidence": finding.evidence,
        "acknowledged_reason": accepted.reason if accepted else None,
        "acknowledged_who": accepted.who if accepted else None,
        "acknowledged_date": accepted.date.isoformat() if accepted else None,
    }
    return {column: record[column] for column in COLUMNS}


def _table(checked: Checked, outline: Outline) -> Iterator[str]:
    width = max(NARROWEST, shutil.get_terminal_size((110, 24)).columns)
    for title, findings in _grouped(checked.all, outline):
        yield from (title, "─" * min(len(title), width))
        for finding in findings:
            yield from _rows(finding, width)
        yield ""
    if checked.acknowledged:
        title = "ĐÃ GIẢI TRÌNH"
        yield from (title, "─" * len(title))
        for item in checked.acknowledged:
            why = item.acknowledgement
            yield from _rows(item.finding, width)
            words = f"Giải trình: {why.reason} ({why.who}, {format_date(why.date)}; {why.file}:{why.row})"
            yield from _wrapped(words, width)
        yield ""


def _grouped(findings: list[Finding], outline: Outline) -> Iterator[tuple[str, list[Finding]]]:
    """By section in the order of the report, what belongs to none last; the gravest first in each."""
    for entry in outline.sections:
        part = outline.part_of(entry.code)
        number = ".".join(filter(None, (part.number, entry.number)))
        title = f"{number}. {entry.title or part.title}" if number else part.title
        if own := [finding for finding in findings if finding.section == entry.code]:
            yield title, by_gravity(own)
    codes = {entry.code for entry in outline.sections}
    if rest := [finding for finding in findings if finding.section not in codes]:
        yield "VĂN BẢN, DANH MỤC, TỆP DÙNG CHUNG", by_gravity(rest)


def _rows(finding: Finding, width: int) -> Iterator[str]:
    place = f"{finding.place}  " if finding.place else ""
    yield f"{finding.severity:<{SEVERITY_WIDTH}}  {place}[{finding.rule}]"
    yield from _wrapped(finding.explanation, width)


def _wrapped(text: str, width: int) -> list[str]:
    indent = " " * (SEVERITY_WIDTH + 2)
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
