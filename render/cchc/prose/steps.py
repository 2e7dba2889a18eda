"""What a template may do in all as it runs: characters printed, rounds of loops, calls."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cchc.base.findings import ReportError

# Characters printed, rounds of loops and calls (CALL each) of one template.
MOST_STEPS = 1_000_000
CALL = 100

_steps: ContextVar[list[int] | None] = ContextVar("steps", default=None)


class LanguageError(ReportError):
    """A template uses what prose has not, or more than it may; `row` counts from 1 within it."""

    def __init__(self, explanation: str, row: int | None = None) -> None:
        self.row = row
        super().__init__(explanation)


def spend(steps: int) -> None:
    """Count what the template that runs does; LanguageError once it is too much."""
    left = _steps.get()
    if left is not None:
        left[0] -= steps
        if left[0] < 0:
            raise LanguageError(
                f"Mẫu lặp hay in ra quá nhiều (hơn {MOST_STEPS:,} bước). ".replace(",", ".")
                + "Bỏ vòng lặp {% for %}, hoặc viết thẳng ra."
            )


@contextmanager
def limited() -> Iterator[None]:
    """A template that is run by another, a note by its footnote, shares the other's steps."""
    if _steps.get() is not None:
        yield
        return
    token = _steps.set([MOST_STEPS])
    try:
        yield
    finally:
        _steps.reset(token)


def counted(items: Iterable[object], cost: int) -> Iterator[object]:
    """The items of a loop, each charged with what the loop writes in a round."""
    for item in items:
        spend(1 + cost)
        yield item


def sized(value: object) -> object:
    """The value, charged with its length."""
    if isinstance(value, str | list):
        spend(len(value))
    return value


def replace(text: object, old: str, new: str) -> str:
    """Jinja's filter of this name, charged before it does it."""
    before = str(text)
    spend(len(before) + before.count(old) * len(new))
    return before.replace(old, new)
