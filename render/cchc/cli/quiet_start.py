"""Ctrl-C while the program loads: it ends without a word, as there is nothing to tidy up yet.

Imports next to nothing: what comes before it is not covered.
"""

import signal


class QuietWhileLoading:
    """Inside, Ctrl-C ends the program at once."""

    def __enter__(self) -> None:
        self._before = None
        # Only a program's first thread may say what a signal does.
        try:
            self._before = signal.signal(signal.SIGINT, signal.SIG_DFL)
        except ValueError:
            return

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
