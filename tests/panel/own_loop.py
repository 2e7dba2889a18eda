"""Coroutines run in a thread of their own: browser tests in the same process keep a loop in its first."""

import asyncio
import signal
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def in_own_loop(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What it comes to."""
    # Tests begun in the background ignore interrupts, and only a first thread can say otherwise.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, coroutine).result()
    finally:
        signal.signal(signal.SIGINT, before)
