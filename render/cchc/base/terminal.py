"""Text as a terminal shows it."""

import shutil
import textwrap

NARROWEST = 60


def terminal_width() -> int:
    """How many letters go on a line; 110 where the output is no terminal."""
    return max(NARROWEST, shutil.get_terminal_size((110, 24)).columns)


def underlined(title: str, width: int) -> tuple[str, str]:
    """A title and the line below it."""
    return title, "─" * min(len(title), width)


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """The text in lines that break no word."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
