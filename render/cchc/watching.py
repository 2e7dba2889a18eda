"""The inputs of a workspace, watched for changes."""

import time
from collections.abc import Iterator

from cchc.reuse.files import input_digests
from cchc.workspace import Workspace

# Looked at, not listened to: a network drive tells of no change that another machine makes.
SECONDS_BETWEEN = 0.2
# A file that is being written is not yet what it is going to be.
SECONDS_TO_SETTLE = 0.05


def changes(workspace: Workspace) -> Iterator[list[str]]:
    """From now on, the files that changed since the last time, once they stand still; waits until some do.

    What changes while the caller is at work is told as soon as it asks again.
    """
    return _changes(workspace, input_digests(workspace))


def _changes(workspace: Workspace, before: dict[str, str]) -> Iterator[list[str]]:
    while True:
        now = input_digests(workspace)
        if now == before:
            time.sleep(SECONDS_BETWEEN)
            continue
        time.sleep(SECONDS_TO_SETTLE)
        if input_digests(workspace) == now:
            yield sorted(name for name in before | now if before.get(name) != now.get(name))
            before = now
