"""Findings: what is wrong or worth knowing, which rule it breaks, where it stands, and what to do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cchc.base.markdown import ascii_slug

# Tables of findings carry this in their ids.
WORKLIST_ID = "can-xem"
LONGEST_ID = 72
# More than these of one rule in one file are told by examples.
MOST_ALIKE, EXAMPLES = 5, 3
ALL = "Kê đủ: cchc check <kỳ> --tat-ca."
FINDING_COLUMNS = (
    "severity",
    "rule",
    "section",
    "figures",
    "expected",
    "found",
    "explanation",
    "file",
    "row",
)


# A file whose content is not known, or not wholly: what else is said of that content is a consequence.
UNREAD, TWO_FILES = "du_lieu.khong_doc_duoc", "du_lieu.hai_tep"
WRONG_HEADER, BROKEN_ROW = "du_lieu.sai_cot", "du_lieu.csv_hong"
NO_INDICATORS = "chi_tieu.trong"
UNREADABLE = frozenset({UNREAD, TWO_FILES, WRONG_HEADER, BROKEN_ROW, NO_INDICATORS})
# One row of which the content is not known.
WRONG_CELL, WRONG_COUNT = "du_lieu.o_sai", "du_lieu.sai_so_o"
# What the catalogue gets wrong shows in everything that calls for it.
OF_CATALOGUE = ("chi_tieu.", "don_vi.", "lich.", "de_cuong.")


class Severity(StrEnum):
    """How grave a finding is; the value is the word that users read."""

    ERROR = "LỖI"
    WARNING = "CẢNH BÁO"
    NOTE = "GHI CHÚ"

    @property
    def rank(self) -> int:
        """0 for the gravest: the order in which findings are listed."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Finding:
    """One result of a check.

    `rule` is a dotted ASCII code; `explanation` is Vietnamese and says what to do;
    `file` is relative to the workspace; `row` counts from 1 as an editor does.
    `found` is what the inputs say, `expected` what they should say, where that can be known.
    """

    severity: Severity
    rule: str
    explanation: str
    file: str = ""
    row: int | None = None
    section: str = ""
    figures: tuple[str, ...] = ()
    expected: str = ""
    found: str = ""
    agency: str = ""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The figures that it is about, each with its unit where it has one: `a.b@quan_1`."""
        return tuple(f"{code}@{self.agency}" if self.agency else code for code in self.figures)

    @property
    def evidence(self) -> str:
        """The exact values it rests on: what an acknowledgement has to name."""
        return f"{self.found} / {self.expected}" if self.expected else self.found

    @property
    def place(self) -> str:
        """`file:row`, or as much of it as is known."""
        return f"{self.file}:{self.row}" if self.row is not None else self.file

    def line(self) -> str:
        """One line for the terminal."""
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.severity}: {self.explanation}"


@dataclass(frozen=True)
class Rule:
    """What findings of one code have in common.

    `title` names the fault; `explanation` is for the list of rules: what is looked for, and why or what
    to do. A finding may at times be as grave as `at_times` instead of `severity`. Only an
    `acknowledgeable` rule may be named in acknowledged.csv without a finding to answer.
    """

    code: str
    severity: Severity
    title: str
    explanation: str
    at_times: Severity | None = None
    acknowledgeable: bool = True

    def finding(
        self,
        explanation: str,
        file: str = "",
        row: int | None = None,
        section: str = "",
        figures: tuple[str, ...] = (),
        *,
        expected: str = "",
        found: str = "",
        agency: str = "",
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule."""
        grave = severity or self.severity
        return Finding(grave, self.code, explanation, file, row, section, figures, expected, found, agency)


@dataclass(frozen=True)
class Alike:
    """Findings of one rule in one file: all of a few, examples of many."""

    findings: tuple[Finding, ...]

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Those to tell one by one."""
        return self.findings[:EXAMPLES] if len(self.findings) > MOST_ALIKE else self.findings

    @property
    def rest(self) -> str:
        """What to say of the others; empty where there are none (Vietnamese)."""
        left = len(self.findings) - len(self.shown)
        first = self.findings[0]
        where = f" ở {first.file}" if first.file else ""
        return f"… còn {left} trong {len(self.findings)} điều như vậy{where} [{first.rule}]." if left else ""


def alike(findings: Iterable[Finding]) -> list[Alike]:
    """The findings by severity, rule and file, in the order of the first of each."""
    groups: dict[tuple[Severity, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.rule, finding.file), []).append(finding)
    return [Alike(tuple(group)) for group in groups.values()]


class ReportError(Exception):
    """Something the user has to put right; the text is Vietnamese and ready to show."""


class InputError(ReportError):
    """The inputs cannot be used; carries every problem found, its text the first of those that are alike."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        lines = [
            line
            for group in alike(self.findings)
            for line in (*(finding.line() for finding in group.shown), group.rest and f"{group.rest} {ALL}")
        ]
        super().__init__("\n".join(filter(None, lines)))

    def __reduce__(self) -> tuple[type["InputError"], tuple[tuple[Finding, ...]]]:
        # By default its text alone would cross from one process to another.
        return type(self), (self.findings,)


def stop_on(findings: Sequence[Finding]) -> None:
    """Raise InputError when there is any finding."""
    if findings:
        raise InputError(findings)


def is_cause(finding: Finding) -> bool:
    """Whether others may only say the same in other words: it is to be put right first."""
    wrong = finding.severity is Severity.ERROR and finding.rule.startswith(OF_CATALOGUE)
    return finding.rule in UNREADABLE or wrong


def by_gravity(findings: Iterable[Finding]) -> list[Finding]:
    """Files that cannot be read, then the gravest, then by place, so that one run reads like the next."""
    return sorted(
        findings,
        key=lambda f: (
            f.rule not in UNREADABLE,
            not is_cause(f),
            f.severity.rank,
            f.section,
            f.file,
            f.row or 0,
            f.rule,
        ),
    )


def finding_record(finding: Finding) -> dict[str, Any]:
    """As plain data under FINDING_COLUMNS: `figures` is a list, `row` may be None."""
    record = {name: getattr(finding, name) for name in FINDING_COLUMNS}
    return record | {"severity": finding.severity.value, "figures": list(finding.figures)}


def count_by_severity(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many there are of each severity, the gravest first."""
    counts = Counter(finding.severity for finding in findings)
    return {severity: counts[severity] for severity in Severity}


def finding_ids(findings: Sequence[Finding]) -> list[str]:
    """`dieu-so-hoc-cat-bot-tthc-dvc-muc-3-ty-le`: rule and first figure, counted where two share them."""
    met: Counter[str] = Counter()
    ids = []
    for stem in map(_stem, findings):
        met[stem] += 1
        ids.append(stem if met[stem] == 1 else f"{stem}--{met[stem]}")
    return ids


def _stem(finding: Finding) -> str:
    subject = finding.subjects[0] if finding.subjects else finding.found or finding.file
    return ascii_slug(f"dieu {finding.rule} {subject}")[:LONGEST_ID].rstrip("-")


def cut_short(step: str) -> str:
    """What a user reads when the process of a step died."""
    return f"Bước {step} bị dừng đột ngột, thường do hết bộ nhớ. Đóng bớt chương trình rồi chạy lại."
