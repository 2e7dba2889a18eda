"""How a check makes itself known: when it runs, what it is about, which rules it looks after."""

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Generic, TypeVar

from cchc.base.findings import Finding, Rule
from cchc.checks.context import CheckContext
from cchc.values.printed_figure import PrintedFigure

Subject = TypeVar("Subject")
Found = TypeVar("Found")


class Topic(Enum):
    """What a rule is about: its heading in the list of rules. Checks run in this order."""

    FILES = "Tệp, danh mục, tham số"
    NOTEBOOKS = "Notebook"
    PROSE = "Lời văn"
    FIGURES = "Số liệu và quan hệ giữa các số"
    WINDOWS = "Kỳ số liệu"
    DOCUMENTS = "Văn bản và ngày tháng"
    UNITS = "Đơn vị báo cáo"
    USAGE = "Những gì không dùng đến"
    LISTINGS = "Liệt kê và nhãn"
    EARLIER = "So với kỳ trước"
    HOUSE_STYLE = "Thể thức, cách viết"
    PRINTED = "Con số đã in"
    ACKNOWLEDGED = "Giải trình"


@dataclass(frozen=True)
class Check(Generic[Subject, Found]):
    """One kind of check: a function that looks at one thing and gives what breaks its rules."""

    topic: Topic
    rules: tuple[Rule, ...]
    run: Callable[[Subject], Iterable[Found]]


class Stage(Generic[Subject, Found]):
    """Checks that look at the same thing at the same moment; a module registers its own."""

    def __init__(self) -> None:
        self._checks: list[Check[Subject, Found]] = []

    def check(
        self, topic: Topic, *rules: Rule
    ) -> Callable[[Callable[[Subject], Iterable[Found]]], Callable[[Subject], Iterable[Found]]]:
        """Register the decorated function, and its rules."""
        declare(topic, *rules)

        def register(run: Callable[[Subject], Iterable[Found]]) -> Callable[[Subject], Iterable[Found]]:
            self._checks.append(Check(topic, rules, run))
            return run

        return register

    def run(self, subject: Subject) -> Iterator[Found]:
        """What all of them find, topic by topic."""
        load_checks()
        for topic in Topic:
            for check in self._checks:
                if check.topic is topic:
                    yield from check.run(subject)


# What makes a report impossible; what is for the reviewer; what the assembled report alone shows.
BLOCKING = Stage[CheckContext, Finding]()
INPUTS = Stage[CheckContext, Finding]()
PRINTED = Stage[Sequence[PrintedFigure], Finding]()

_rules: dict[str, tuple[Topic, Rule]] = {}


def declare(topic: Topic, *rules: Rule) -> None:
    """Make rules known; ValueError for a code that another rule has."""
    for rule in rules:
        if rule.code in _rules:
            raise ValueError(f"two rules are called {rule.code}")
        _rules[rule.code] = topic, rule


def all_rules() -> list[tuple[Topic, Rule]]:
    """Every rule with its topic, topic by topic; which module was imported first plays no part."""
    load_checks()
    order = list(Topic)
    return sorted(_rules.values(), key=lambda known: (order.index(known[0]), known[1].code))


@cache
def load_checks() -> None:
    """Import every module of this room: each registers its checks and rules."""
    package = import_module("cchc.checks")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
