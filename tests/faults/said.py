"""What a command said, read as a user does: findings in their order, and the values that it read."""

import csv
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

SEVERITY = "LỖI|CẢNH BÁO|GHI CHÚ"
TABLE = re.compile(rf"^({SEVERITY})  +(.*?)\s*\[[\w.]+\]\s*$")
LINE = re.compile(rf"^\s*(?:(.*?): )?({SEVERITY}): (.*)$")
PROBE = re.compile(r"đo (\w+): “.*?” ghi (.*?), phải là")
# What a user in an office cannot do anything with.
FOREIGN = re.compile(
    r"Errno|Traceback|NoneType|codec|Exception|\b\w+Error\b|\bobject\b|\b[Ii]nvalid\b|[Ee]xpected|<class"
    r"|not allowed|\bfound\b|could not|No such|/usr/|site-packages|[Pp]ermission denied|backtrace"
    r"|No space left|too large|exceeded|cross-device|\bunsafe\b|\bline \d"
)
TRACEBACK = re.compile(
    r"Traceback \(most recent|Lỗi không lường trước|^\s+File \".*\", line \d+", re.MULTILINE
)


@dataclass(frozen=True)
class Said:
    """One message: how grave, where, what."""

    severity: str
    place: str
    text: str

    @property
    def line(self) -> str:
        """As on a line of its own."""
        return f"{self.place}: {self.severity}: {self.text}"


def messages(text: str) -> list[Said]:
    """The findings in the order in which they were printed, whichever way."""
    found: list[Said] = []
    for line in text.splitlines():
        if match := TABLE.match(line):
            found.append(Said(match[1], match[2], ""))
        elif match := LINE.match(line):
            found.append(Said(match[2], match[1] or "", match[3]))
        elif found and line.startswith("   ") and line.strip():
            last = found.pop()
            found.append(Said(last.severity, last.place, f"{last.text} {line.strip()}".strip()))
    return found


def probed(text: str) -> dict[str, str]:
    """The values that a check has read, as it prints them."""
    return dict(PROBE.findall(" ".join(text.split())))


def imported(root: Path, period: str = "2020-H2") -> dict[str, Decimal | str]:
    """The values that figures.csv holds after an import, by `code` or `code@unit`."""
    text = (root / "data" / period / "figures.csv").read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    return dict(_values(rows))


def _values(rows: "csv.DictReader[str]") -> Iterator[tuple[str, Decimal | str]]:
    for row in rows:
        if row["value"]:
            yield "@".join(filter(None, (row["indicator"], row["agency"]))), as_number(row["value"])


def as_number(text: str) -> Decimal | str:
    """A number for comparison; what is none stays a text."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def page_text(path: Path) -> str:
    """The words of a page."""
    page = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
