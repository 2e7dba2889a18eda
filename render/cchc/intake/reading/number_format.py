"""What a spreadsheet's number format makes of a stored number: a percentage, a date, a plain number."""

import re

from cchc.intake.reading.grid import Kind

# Formats that files name by number alone (ECMA-376, part 1, 18.8.30).
PERCENT = frozenset({9, 10})
DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def kind_of_format(number: int, code: str) -> Kind:
    """NUMBER, PERCENT or DATE, by the format's number or its own code."""
    if number in PERCENT:
        return Kind.PERCENT
    if number in DATES:
        return Kind.DATE
    # Only the first section counts: the others are for negative numbers, zero and text.
    bare = LITERAL.sub("", code).partition(";")[0].lower()
    if "%" in bare:
        return Kind.PERCENT
    return Kind.DATE if bare != "general" and re.search(r"[dmyhs]", bare) else Kind.NUMBER
