"""A program that is told to stop, or that nobody reads any more, ends without a trace of its insides."""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

# As a shell counts a program that a signal has ended.
SIGNALLED = 128
STOPPING = ("SIGTERM", "SIGHUP")
NOBODY_READS = SIGNALLED + 13


@contextmanager
def stopped_like_ctrl_c() -> Iterator[None]:
    """Other signals that ask the program to stop let it tidy up, too: KeyboardInterrupt with their number."""
    # One that is ignored, under nohup say, stays so.
    caught = [
        number
        for number in (getattr(signal, name, None) for name in STOPPING)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL
    ]
    if threading.current_thread() is not threading.main_thread():
        caught = []
    for number in caught:
        signal.signal(number, _stop)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)


def _stop(number: int, _: FrameType | None) -> None:
    raise KeyboardInterrupt(number)


def exit_code(interrupt: BaseException) -> int:
    """130 after Ctrl-C, else by the signal."""
    # The library of the command line has made an error of its own of it.
    first = interrupt.__cause__ or interrupt
    return SIGNALLED + int(next(iter(first.args), signal.SIGINT))


def open_streams() -> None:
    """A stream that is closed becomes an empty one: the next file opened must not take its place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def nobody_reads() -> bool:
    """Whether the output is closed, as after `cchc check | head -1`; nothing more is written then."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        silence()
        return True
    except OSError:
        return False
    return False


def silence() -> None:
    """What still waits to be written goes nowhere."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            os.dup2(nothing, stream.fileno())
    os.close(nothing)


def ignore_ctrl_c_at_exit() -> None:
    """What the interpreter does last has nothing to tell whoever stops it."""
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
