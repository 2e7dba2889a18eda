"""A draft shows what must not be published, in the text itself."""

import re
from collections.abc import Sequence

from cchc.checks.readback.signs import EXCEL_DATE, GARBLED, PROGRAM_WORDS, signs

# What can be wrapped where it stands; markup cannot.
MARKED = frozenset({GARBLED, PROGRAM_WORDS, EXCEL_DATE})
FENCE = re.compile(r"(`{3,}).*?^\1", re.MULTILINE | re.DOTALL)


def marked(markdown: str, names: Sequence[str]) -> str:
    """Markdown whose wrong words stand out as a missing figure does."""
    pieces, done = [], 0
    for code in FENCE.finditer(markdown):
        pieces += [_marked(markdown[done : code.start()], names), code.group()]
        done = code.end()
    return "".join([*pieces, _marked(markdown[done:], names)])


def _marked(text: str, names: Sequence[str]) -> str:
    return "\n".join(_marked_line(line, names) for line in text.split("\n"))


def _marked_line(line: str, names: Sequence[str]) -> str:
    spots = [spot for spot in signs(line, names, markdown=True) if spot.rule in MARKED]
    for spot in sorted(spots, key=lambda spot: -spot.start):
        # The backslash before a sign is part of it.
        start = spot.start - line[: spot.start].endswith("\\")
        line = f"{line[:start]}[{line[start : spot.end]}]{{.missing}}{line[spot.end :]}"
    return line
