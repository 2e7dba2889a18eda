"""Lines on the terminal, and below them a bar while something takes long; no bar where it is no terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from cchc.base.progress import AS_LINES, Advance, Said

if TYPE_CHECKING:
    from tqdm import tqdm

BAR = "{desc} |{bar:30}| {n_fmt}/{total_fmt}"
# A Windows console may have no smaller blocks.
BLOCKS = " █"


class Shown:
    """Shows what is said: lines on standard output (or error), the bar on standard error."""

    def __init__(self, *, err: bool = False) -> None:
        self._err = err
        self._bar: tqdm[None] | None = None

    def __call__(self, said: Said) -> None:
        """A line, or how far it is."""
        if isinstance(said, Advance):
            self._advance(said)
        elif self._bar is None:
            click.echo(said, err=self._err)
        else:
            self._bar.write(said, file=sys.stderr if self._err else sys.stdout)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _advance(self, said: Advance) -> None:
        if os.environ.get(AS_LINES):
            click.echo(said, err=True)
        elif sys.stderr.isatty():
            self._draw(said)

    def _draw(self, said: Advance) -> None:
        if self._bar is None:
            # Only a terminal needs it.
            from tqdm import tqdm

            self._bar = tqdm(total=said.total, bar_format=BAR, ascii=BLOCKS, leave=False, file=sys.stderr)
        self._bar.total, self._bar.n = said.total, said.done
        self._bar.set_description_str(said.doing, refresh=True)
        if said.done == said.total:
            self.close()


@contextmanager
def progress_shown(*, err: bool = False) -> Iterator[Shown]:
    """Shows what it is called with; the bar is gone at the end, however that comes."""
    shown = Shown(err=err)
    try:
        yield shown
    finally:
        shown.close()
