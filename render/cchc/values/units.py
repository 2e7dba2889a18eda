"""One indicator unit by unit: who leads, who trails, how many meet the target."""

from collections.abc import Sequence

from cchc.inputs.catalog.targets import Target
from cchc.values.values import Value, Values


def by_unit(values: Values, code: str) -> tuple[Value, ...]:
    """The value of each unit that has one, or should, in the order of the catalogue (UnknownCodeError).

    Where nothing occurred there is no share to have.
    """
    found = (values.get(code, agency) for agency in values.agencies(code))
    return tuple(value for value in found if not value.nothing_occurred)


def ranked(found: Sequence[Value]) -> list[Value]:
    """Best first: the smallest where lower is better, else the largest; equal ones stay in their order."""
    known = [(value.value, value) for value in found if value.value is not None]
    descending = not any(value.indicator.direction == "lower" for _, value in known)
    return [value for _, value in sorted(known, key=lambda pair: pair[0], reverse=descending)]


def leading(found: Sequence[Value], *, last: bool = False) -> list[Value]:
    """The best of them, or (`last`) the worst: several where they are equal."""
    order = ranked(found)
    if not order:
        return []
    end = order[-1 if last else 0]
    return [value for value in order if value.value == end.value]


def keeping(found: Sequence[Value], target: Target, *, met: bool) -> list[Value]:
    """Those that meet the target, or those that do not."""
    return [value for value in found if value.value is not None and target.met(value.value) is met]
