"""Nghị định 30/2020/NĐ-CP, phụ lục I, as a table of rules, and what a file was measured to be.

Lengths in millimetres; sizes, spaces in points; `off_centre` and `level` are distances, `rule_share` is the
length of the drawn rule over that of the longest line above it, `line_spacing` a multiple of single.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

RULES = Path(__file__).parent / "official_layout.csv"
# What measuring letters and rounding to twips may be off.
TOLERANCE = {
    "rule_share": 0.005,
    "line_spacing": 0.01,
    "paragraph_gap": 0.1,
    "size": 0.01,
    "size_to_body": 0.01,
}
MILLIMETRES = 0.3

Value = float | str
# All values of one property of one element, met in a file.
Measured = Mapping[tuple[str, str], list[Value]]


@dataclass(frozen=True)
class Rule:
    """One row of the table: a range, or the values that are allowed."""

    element: str
    property: str
    least: str
    most: str
    allowed: str
    rule: str

    def allows(self, value: Value) -> bool:
        """Whether a measured value keeps to the rule."""
        if isinstance(value, str):
            return value in self.allowed.split("|")
        slack = TOLERANCE.get(self.property, MILLIMETRES)
        least = float(self.least or "-inf") - slack
        return least <= value <= float(self.most or "inf") + slack

    def broken_by(self, values: list[Value]) -> str:
        """The complaint."""
        wanted = self.allowed or f"{self.least}–{self.most}"
        found = ", ".join(sorted(set(map(str, values))))
        return f"{self.element}, {self.property}: {found} instead of {wanted} ({self.rule})"


@dataclass(frozen=True)
class Specimen:
    """The words by which each element is found in a file, in the order of print."""

    head: Mapping[str, tuple[str, ...]]
    headings: tuple[tuple[str, str], ...]  # heading_1 … heading_4, and the words
    # Neighbouring paragraphs of several lines, without footnotes.
    paragraphs: tuple[tuple[str, str], ...]
    closing: Mapping[str, tuple[str, ...]]

    @property
    def elements(self) -> set[str]:
        """What must be found."""
        return {"page", "page_number", "body", *self.head, *dict(self.headings), *self.closing}


def read_rules() -> list[Rule]:
    """The table."""
    with RULES.open(encoding="utf-8", newline="") as file:
        return [Rule(**row) for row in csv.DictReader(file)]


def broken(rules: list[Rule], measured: Measured, elements: set[str]) -> Iterator[str]:
    """Every rule that is broken, or that nothing was measured for."""
    for rule in rules:
        if rule.element not in elements:
            continue
        values = measured.get((rule.element, rule.property), [])
        if not values:
            yield f"{rule.element}, {rule.property}: not found in the file"
        elif wrong := [value for value in values if not rule.allows(value)]:
            yield rule.broken_by(wrong)
