"""What holds only where processes can be forked: limits of a notebook, records of what it read."""

import itertools
import os
import signal
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from cchc.base.tasks import can_fork

needs_fork = pytest.mark.skipif(not can_fork(), reason="nothing is forked on this system")
# What changes the disk for good.
STEPS = ("replace", "rename", "unlink", "rmdir", "mkdir", "chmod")


def killed_at(n: int, work: Callable[[], object]) -> bool:
    """Do the work in a process that is killed before its n-th step on the disk; False if it ends before."""
    process = os.fork()
    if not process:
        _work_until(n, work)
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        return True
    assert status == 0
    return False


def _work_until(n: int, work: Callable[[], object]) -> None:
    met = itertools.count()

    def counted(step: Callable[..., Any]) -> Callable[..., Any]:
        def take(*arguments: Any, **options: Any) -> Any:
            if next(met) == n:
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*arguments, **options)

        return take

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))
    try:
        work()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)
