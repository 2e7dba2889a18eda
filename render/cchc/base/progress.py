"""How far a long step is: told as it goes on, shown by whoever listens."""

import re
from collections.abc import Callable
from dataclasses import dataclass

# Asks a command for lines in the place of a bar: for a program that shows a bar of its own.
AS_LINES = "CCHC_PROGRESS_LINES"
LINE = re.compile(r"@cchc (?P<done>\d+)/(?P<total>\d+) (?P<doing>.*)")


@dataclass(frozen=True)
class Advance:
    """So many of all parts are done; `doing` is Vietnamese: what is being done now."""

    done: int
    total: int
    doing: str

    def __str__(self) -> str:
        """The line by which one program tells another."""
        return f"@cchc {self.done}/{self.total} {self.doing}"

    @classmethod
    def parse(cls, line: str) -> "Advance | None":
        """What such a line tells; None for any other line."""
        found = LINE.fullmatch(line.rstrip())
        return cls(int(found["done"]), int(found["total"]), found["doing"]) if found else None


# A line for the user, or how far it is.
Said = str | Advance
Say = Callable[[Said], object]
Tell = Callable[[Advance], object]


def untold(_: Advance) -> None:
    """For those who need not know."""
