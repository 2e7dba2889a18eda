"""The inputs of a workspace, watched for changes."""

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workspace import Workspace

# Looked at, not listened to: a network drive reports no change that another machine makes.
SECONDS_BETWEEN = 0.2
# A file that is being written is not yet what it is going to be.
SECONDS_TO_SETTLE = 0.05


Names = tuple[str, ...]


def changes(workspace: Workspace, restless: Callable[[Names], object] = lambda _: None) -> Iterator[Names]:
    """From now on, the files that changed since the last time, once they stand still; waits until some do.

    What changes while the caller is at work is given as soon as it asks again. What does so three times
    running is of the caller's own making, a notebook that writes it say: it is given no more, but told to
    `restless` once.
    """
    return _changes(InputSnapshot.now(workspace), restless)


def _changes(before: InputSnapshot, restless: Callable[[Names], object]) -> Iterator[Names]:
    # What changed during the work before the last, and during the last.
    earlier, last, told = frozenset[str](), frozenset[str](), frozenset[str]()
    asked_again = True
    while True:
        now = InputSnapshot.now(before.workspace)
        changed = before.changed_until(now)
        if asked_again:
            asked_again = False
            again = earlier & last & frozenset(changed)
            earlier, last = last, frozenset(changed)
            if new := again - told:
                restless(tuple(sorted(new)))
            told = again
            before = _as_seen(before, now, again)
            changed = before.changed_until(now)
        if not changed:
            time.sleep(SECONDS_BETWEEN)
            continue
        time.sleep(SECONDS_TO_SETTLE)
        if not now.changed():
            yield changed
            before, asked_again = now, True


def _as_seen(before: InputSnapshot, now: InputSnapshot, names: Collection[str]) -> InputSnapshot:
    """The earlier state, but of these files as they are now."""
    digests = {name: digest for name, digest in before.digests.items() if name not in names}
    digests |= {name: now.digests[name] for name in names if name in now.digests}
    return replace(before, digests=digests)
