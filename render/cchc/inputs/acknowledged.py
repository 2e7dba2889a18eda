"""Acknowledged findings: what the office has looked at, accepts, and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cchc.base.csv_tables import CellError, Row, duplicates, optional_date, read_table, required
from cchc.base.csv_writing import original
from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import DateStyle, format_date

COLUMNS = ("rule", "figures", "expected", "reason", "who", "date")
UNKNOWN_RULE = Rule(
    "giai_trinh.quy_tac_la",
    Severity.ERROR,
    "Giải trình cho một quy tắc không có",
    "Cột rule của acknowledged.csv phải là mã của một quy tắc. Chép từ cchc check --format csv.",
)
IDLE = Rule(
    "giai_trinh.khong_con",
    Severity.WARNING,
    "Giải trình cho một điều không còn phát hiện",
    "Số đã được sửa hoặc dòng ghi sai. Bỏ dòng này khỏi acknowledged.csv.",
)
REPEATED = Rule(
    "giai_trinh.trung",
    Severity.ERROR,
    "Một điều được giải trình hai lần",
    "Hai dòng của acknowledged.csv cùng quy tắc, cùng chỉ tiêu, cùng giá trị. Giữ một dòng.",
    acknowledgeable=False,
)
WILDCARDS = frozenset("*?")


@dataclass(frozen=True)
class Acknowledgement:
    """One row: it accepts one rule's finding about these figures, and this exact value."""

    rule: str
    figures: frozenset[str]
    expected: str
    reason: str
    who: str
    date: date
    file: str
    row: int


@dataclass(frozen=True)
class Acknowledged:
    """A finding with what the office says about it."""

    finding: Finding
    acknowledgement: Acknowledgement


def load_acknowledgements(path: Path, file: str) -> tuple[tuple[Acknowledgement, ...], list[Finding]]:
    """Read acknowledged.csv, which need not exist: its rows, and every problem met."""
    table = read_table(path, file, COLUMNS, needed=False)
    rows = tuple(table.read_rows(_acknowledgement))
    sources = {row.number: row for row in table.rows}
    table.findings += [
        sources[later.row].problem(REPEATED.code, f"Điều này đã được giải trình ở dòng {first.row}.")
        for first, later in duplicates(rows, lambda row: (row.rule, row.figures, row.expected))
    ]
    return rows, table.findings


def acknowledge(
    findings: Sequence[Finding],
    rows: Sequence[Acknowledgement],
    rules: Collection[str],
    dates: DateStyle = DateStyle.NUMERIC,
) -> tuple[list[Finding], list[Acknowledged]]:
    """The findings still open, with those about the acknowledgements, and the acknowledged ones."""
    still_open: list[Finding] = []
    accepted: list[Acknowledged] = []
    used: set[int] = set()
    for finding in findings:
        subjects = frozenset(finding.subjects)
        about = [row for row in rows if row.rule == finding.rule and row.figures == subjects]
        exact = next((row for row in about if row.expected == _same_spaces(finding.evidence)), None)
        if exact is not None:
            used.add(exact.row)
            accepted.append(Acknowledged(finding, exact))
        elif about and finding.figures:
            used |= {row.row for row in about}
            still_open.append(_outdated(finding, about[-1], dates))
        else:
            still_open.append(finding)
    still_open += [_idle(row, rules) for row in rows if row.row not in used]
    return still_open, accepted


def _acknowledgement(row: Row) -> Acknowledgement:
    rule, figures = required(row, "rule"), row["figures"].split()
    if WILDCARDS & {*rule, *row["figures"], *row["expected"]} or rule.endswith("."):
        raise CellError(
            "Không giải trình hàng loạt: mỗi dòng ghi đúng một quy tắc (rule) "
            "và đúng giá trị chấp nhận (expected)."
        )
    day = optional_date(row, "date")
    if day is None:
        raise CellError("Ô “date” còn trống: ghi ngày giải trình, ví dụ 2020-06-15.")
    return Acknowledgement(
        rule,
        frozenset(figures),
        original(_same_spaces(required(row, "expected"))),
        required(row, "reason"),
        required(row, "who"),
        day,
        row.file,
        row.number,
    )


def _same_spaces(text: str) -> str:
    return " ".join(text.split())


def _outdated(finding: Finding, row: Acknowledgement, dates: DateStyle) -> Finding:
    """The values are no longer those that were accepted: the finding blocks again."""
    words = (
        f"{finding.explanation} Giải trình ngày {format_date(row.date, dates)} của {row.who} chỉ chấp nhận "
        f"“{row.expected}”, nay là “{finding.evidence}”: phải giải trình lại ({row.file}:{row.row})."
    )
    return replace(finding, explanation=words)


def _idle(row: Acknowledgement, rules: Collection[str]) -> Finding:
    rule, words = (
        IDLE,
        (
            f"Giải trình cho “{row.rule}” (“{row.expected}”) không còn ứng với phát hiện nào: "
            "số đã được sửa hoặc dòng ghi sai. Bỏ dòng này."
        ),
    )
    if row.rule not in rules:
        words = f"Giải trình cho quy tắc “{row.rule}” không có. Chép mã quy tắc từ cchc check --format csv."
        rule = UNKNOWN_RULE
    return rule.finding(words, row.file, row.row, "", tuple(sorted(row.figures)), found=row.expected)
