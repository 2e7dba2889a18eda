"""Variables of the environment, changed for a while."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def changed_environment(changed: Mapping[str, str]) -> Iterator[None]:
    """These variables have these values while it lasts."""
    before = {name: value for name, value in os.environ.items() if name in changed}
    os.environ.update(changed)
    try:
        yield
    finally:
        for name in changed:
            os.environ.pop(name, None)
        os.environ.update(before)
