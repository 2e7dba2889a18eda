"""A mishap at an exact moment of a real `cchc` process: Python loads this file at its start.

CCHC_MISHAP is a JSON object: `events` (names of Python's audit events), `path` (a regular expression that
one of the event's paths has to match), `at` (which such event, from 1; 0 for every one) and `do`: `kill`,
`interrupt` (Ctrl-C), `count` (append to the file `to`), or the number of a system's error to raise instead.
"""

import json
import os
import re
import signal
import sys
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR


class Mishap:
    """Counts the events of this process, and strikes at the one that was ordered."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.events = frozenset(order["events"])
        self.path = re.compile(order["path"])
        self.at, self.do, self.to = order.get("at", 0), order["do"], order.get("to", "")
        self.reading = order.get("reading", False)
        self.seen = 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event not in self.events or not any(self._meant(argument) for argument in arguments[:2]):
            return
        if event == "open" and not self.reading and not arguments[2] & WRITING:
            return
        self.seen += 1
        if self.do == "count":
            descriptor = os.open(self.to, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            os.write(descriptor, b".")
            os.close(descriptor)
        elif self.seen == self.at or not self.at:
            if self.do == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if self.do == "interrupt":
                # As a terminal does: to every process of the command.
                os.killpg(0, signal.SIGINT)
                return
            raise OSError(self.do, os.strerror(self.do), os.fsdecode(arguments[0]))

    def _meant(self, argument: object) -> bool:
        return isinstance(argument, str | bytes) and bool(self.path.search(os.fsdecode(argument)))


if "CCHC_MISHAP" in os.environ:
    sys.addaudithook(Mishap(json.loads(os.environ["CCHC_MISHAP"])))
