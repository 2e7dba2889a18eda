"""The inputs of a workspace, watched for changes."""

import time
from collections.abc import Iterator

from cchc.inputs.snapshot import InputSnapshot
from cchc.inputs.workspace import Workspace

# Looked at, not listened to: a network drive reports no change that another machine makes.
SECONDS_BETWEEN = 0.2
# A file that is being written is not yet what it is going to be.
SECONDS_TO_SETTLE = 0.05


def changes(workspace: Workspace) -> Iterator[tuple[str, ...]]:
    """From now on, the files that changed since the last time, once they stand still; waits until some do.

    What changes while the caller is at work is given as soon as it asks again.
    """
    return _changes(InputSnapshot.now(workspace))


def _changes(before: InputSnapshot) -> Iterator[tuple[str, ...]]:
    while True:
        now = InputSnapshot.now(before.workspace)
        if not (changed := before.changed_until(now)):
            time.sleep(SECONDS_BETWEEN)
            continue
        time.sleep(SECONDS_TO_SETTLE)
        if not now.changed():
            yield changed
            before = now
