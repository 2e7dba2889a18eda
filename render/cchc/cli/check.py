"""`cchc check`: the findings of a period as a table for the terminal, as JSON or as CSV."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc.base.csv_writing import inert_csv_text
from cchc.base.findings import (
    UNREADABLE,
    Alike,
    Finding,
    Severity,
    alike,
    by_gravity,
    count_by_severity,
    is_cause,
)
from cchc.base.numbers import format_date
from cchc.base.period import Period
from cchc.base.terminal import terminal_width, underlined, wrapped
from cchc.cli.progress import progress_shown
from cchc.cli.vietnamese import Command, format_option, workspace_option
from cchc.cli.workspaces import open_workspace

if TYPE_CHECKING:
    from cchc.checks import Checked
    from cchc.inputs.acknowledged import Acknowledgement
    from cchc.inputs.catalog.outline import Outline

# Those of a finding, by their names there, and those of its acknowledgement.
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
UNREAD_FILES, WRONG_CATALOGUE = "TỆP KHÔNG ĐỌC ĐƯỢC", "DANH MỤC SAI"
SEVERITY_WIDTH = max(len(severity) for severity in Severity)


@click.command(name="check", cls=Command)
@click.argument("period", metavar="KỲ")
@click.option(
    "--notebooks",
    is_flag=True,
    help="Chạy cả các notebook chưa có kết quả mới: nêu mọi ô lỗi, soát cả bảng, biểu đồ và phần đã ghép. "
    "Không có tùy chọn này thì notebook chỉ được đọc, không chạy.",
)
@click.option(
    "--tat-ca",
    "everything",
    is_flag=True,
    help="Kê từng điều; không có tùy chọn này thì những điều giống nhau trong một tệp chỉ nêu vài ví dụ.",
)
@format_option("csv")
@workspace_option
def check_period(period: str, notebooks: bool, everything: bool, style: str, workspace: Path) -> None:
    """Kiểm tra số liệu, lời văn và notebook của một kỳ; mã thoát 1 khi còn LỖI chưa giải trình."""
    from cchc.checks import check
    from cchc.checks.run import check_figures_alone
    from cchc.inputs.snapshot import InputSnapshot
    from cchc.inputs.workbook import load_workbook

    place, which = open_workspace(workspace), Period.parse(period)
    snapshot = InputSnapshot.now(place) if notebooks else None
    workbook = load_workbook(place, which, tolerant=True, past=True)
    if place.figures_alone(which):
        checked = check_figures_alone(workbook)
    elif snapshot is None:
        checked = check(workbook)
    else:
        # Loads all that runs notebooks.
        from cchc.pipeline.trial import check_by_running

        with progress_shown(err=True) as shown:
            checked = check_by_running(workbook, snapshot, os.cpu_count() or 1, shown)
    click.echo(list_findings(checked, workbook.outline, style, everything=everything))
    if style == "table":
        accepted = f"; {len(checked.acknowledged)} đã giải trình" if checked.acknowledged else ""
        click.echo(f"Kiểm tra: {counts_in_words(count_by_severity(checked.all))}{accepted}.")
    if checked.errors:
        sys.exit(1)


def counts_in_words(findings: Mapping[Severity, int]) -> str:
    """`0 LỖI, 9 CẢNH BÁO, 5 GHI CHÚ`."""
    return ", ".join(f"{findings[severity]} {severity}" for severity in Severity)


def list_findings(checked: "Checked", outline: "Outline", style: str, *, everything: bool = False) -> str:
    """The findings as `table`, `json` or `csv`; the acknowledged ones apart, last.

    A table tells those that are alike by examples, unless `everything` is asked for.
    """
    if style == "table":
        return "\n".join(_table(checked, outline, everything=everything))
    records = [
        *(_record(finding, None) for finding in checked.all),
        *(_record(item.finding, item.acknowledgement) for item in checked.acknowledged),
    ]
    if style == "json":
        return json.dumps(records, ensure_ascii=False, indent=2)
    rows = (tuple(record.values()) for record in records)
    return inert_csv_text(COLUMNS, rows).removesuffix("\n")


def _record(finding: Finding, accepted: "Acknowledgement | None") -> dict[str, str | int | None]:
    record = {column: getattr(finding, column, None) for column in COLUMNS}
    record["figures"] = " ".join(finding.subjects)
    if accepted is not None:
        record["acknowledged_reason"] = accepted.reason
        record["acknowledged_who"] = accepted.who
        record["acknowledged_date"] = accepted.date.isoformat()
    return record


def _table(checked: "Checked", outline: "Outline", *, everything: bool) -> Iterator[str]:
    width = terminal_width()
    for title, findings in _grouped(checked.all, outline):
        yield from underlined(title, width)
        for group in alike(findings) if not everything else [Alike((finding,)) for finding in findings]:
            for finding in group.shown:
                yield from _rows(finding, width)
            if group.rest:
                yield from wrapped(f"{group.rest} Kê đủ: thêm --tat-ca.", width, " " * (SEVERITY_WIDTH + 2))
        yield ""
    if checked.acknowledged:
        yield from underlined("ĐÃ GIẢI TRÌNH", width)
        for item in checked.acknowledged:
            why = item.acknowledgement
            words = f"Giải trình: {why.reason} ({why.who}, {format_date(why.date)}; {why.file}:{why.row})"
            yield from _rows(item.finding, width, words)
        yield ""


def _grouped(findings: list[Finding], outline: "Outline") -> Iterator[tuple[str, list[Finding]]]:
    """By section in the order of the report, what belongs to none last; the gravest first in each.

    Before all stands what hides the rest: files that cannot be read.
    """
    if causes := [finding for finding in findings if is_cause(finding)]:
        unread = any(finding.rule in UNREADABLE for finding in causes)
        yield (
            f"{UNREAD_FILES if unread else WRONG_CATALOGUE}: SỬA TRƯỚC, RỒI KIỂM TRA LẠI",
            by_gravity(causes),
        )
    findings = [finding for finding in findings if not is_cause(finding)]
    for entry in outline.sections:
        part = outline.part_of(entry.code)
        number = ".".join(filter(None, (part.number, entry.number)))
        # The part on the period to come is titled by a template.
        name = entry.title or part.title.partition(" {{")[0]
        title = f"{number}. {name}" if number else name
        if own := [finding for finding in findings if finding.section == entry.code]:
            yield title, by_gravity(own)
    codes = {entry.code for entry in outline.sections}
    if rest := [finding for finding in findings if finding.section not in codes]:
        yield "VĂN BẢN, DANH MỤC, TỆP DÙNG CHUNG", by_gravity(rest)


def _rows(finding: Finding, width: int, *remarks: str) -> Iterator[str]:
    place = f"{finding.place}  " if finding.place else ""
    yield f"{finding.severity:<{SEVERITY_WIDTH}}  {place}[{finding.rule}]"
    for text in (finding.explanation, *remarks):
        yield from wrapped(text, width, " " * (SEVERITY_WIDTH + 2))
