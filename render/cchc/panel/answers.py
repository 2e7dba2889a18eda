"""What the commands answered, as the panel reads it: findings and the checklist of a period."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cchc.base.findings import Severity

# A code after a name, for those who write templates: `Hồ sơ (tthc.ho_so)`.
CODE_AFTER_NAME = re.compile(r"\s*\((?:[a-z0-9_]+\.)+[a-z0-9_]+\)")


@dataclass(frozen=True)
class FoundRow:
    """A finding: how grave, what it says, where it stands; `accepted` is the reason given for it, if any."""

    severity: str
    text: str
    file: str
    row: int | None
    accepted: str = ""


@dataclass(frozen=True)
class SectionRow:
    """A section: figures with a value of all its figures, and what is left to do there."""

    title: str
    filled: int
    asked: int
    left: str


@dataclass(frozen=True)
class SupplierRow:
    """Who owes figures."""

    name: str
    owed: int
    asked: int
    sent_form: bool


@dataclass(frozen=True)
class TaskRow:
    """One thing to do: what kind, what, who, where."""

    state: str
    text: str
    owner: str
    file: str
    row: int | None


@dataclass(frozen=True)
class Checklist:
    """The whole of what is missing; `forms` says whether units are asked by forms at all."""

    sections: tuple[SectionRow, ...]
    suppliers: tuple[SupplierRow, ...]
    tasks: tuple[TaskRow, ...]
    forms: bool

    @property
    def filled(self) -> int:
        """Figures that have a value."""
        return sum(section.filled for section in self.sections)

    @property
    def asked(self) -> int:
        """Figures that need one."""
        return sum(section.asked for section in self.sections)

    @property
    def owing(self) -> tuple[SupplierRow, ...]:
        """Who owes any."""
        return tuple(supplier for supplier in self.suppliers if supplier.owed)


def findings_of(answer: str) -> list[FoundRow]:
    """What `cchc check --format json` printed (ValueError where it is none), the gravest first."""
    rows = [
        FoundRow(r["severity"], r["explanation"], r["file"], r["row"], r["acknowledged_reason"] or "")
        for r in _parsed(answer)
    ]
    order = [severity.value for severity in Severity]
    return sorted(rows, key=lambda row: (bool(row.accepted), order.index(row.severity)))


def counts_of(rows: Sequence[FoundRow]) -> Mapping[str, int]:
    """How many of each severity are not yet accepted."""
    counts = Counter(row.severity for row in rows if not row.accepted)
    return {severity.value: counts[severity.value] for severity in Severity}


def checklist_of(answer: str) -> Checklist:
    """What `cchc status --format json` printed (ValueError where it is none)."""
    data = _parsed(answer)
    tasks = [
        TaskRow(i["state"], CODE_AFTER_NAME.sub("", i["text"]), i["owner"], i["file"], i["row"])
        for i in data["items"]
    ]
    return Checklist(
        tuple(SectionRow(s["title"], s["filled"], s["asked"], s["left"]) for s in data["sections"]),
        tuple(
            SupplierRow(s["name"], s["owed"], s["asked"], s["sent_form"])
            for s in data["suppliers"]
            if s["asked"]
        ),
        tuple(tasks),
        data["forms"],
    )


def _parsed(answer: str) -> Any:
    """JSONDecodeError is a ValueError."""
    return json.loads(answer)
