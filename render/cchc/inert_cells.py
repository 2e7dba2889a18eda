"""Cells of CSV files that a spreadsheet must not compute."""

import re

# Excel takes a cell that begins so for a formula, unless it is a number.
RISKY = re.compile(r"[=+\-@\t\r](?!\d[\d.,]*%?$)")


def inert(cell: object) -> object:
    """The cell, unless a spreadsheet would compute it: then its text after an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and RISKY.match(cell) else cell


def original(text: str) -> str:
    """The text as it was before `inert`, where it comes back from a spreadsheet."""
    return text[1:] if text.startswith("'") and RISKY.match(text[1:]) else text
