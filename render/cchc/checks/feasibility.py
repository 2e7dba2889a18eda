"""What a rounded number may stand for: the range of exact values, the whole counts behind a share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from cchc.base.numbers import decimals_of


@dataclass(frozen=True)
class Range:
    """Numbers from `low` to `high`, the latter reached only where both are one."""

    low: Decimal
    high: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether the number may be meant."""
        return self.low <= number < self.high or self.low == number == self.high


def written_as(stated: Decimal) -> Range:
    """The percentages that round to what is written; none and all are meant exactly."""
    if stated in (0, 100):
        return Range(stated, stated)
    half = Decimal(1).scaleb(-decimals_of(stated)) / 2
    return Range(stated - half, stated + half)


def total(ranges: Iterable[Range]) -> Range:
    """What numbers of these ranges may add up to."""
    found = list(ranges)
    return Range(sum((r.low for r in found), Decimal(0)), sum((r.high for r in found), Decimal(0)))


def whole_counts(stated: Decimal, base: Decimal) -> range:
    """The whole counts whose share of `base`, a positive whole number, is written so; empty without any."""
    meant = written_as(stated)
    if meant.low == meant.high:
        exact = int(stated * base / 100)
        return range(exact, exact + 1)
    least = _ceiling(meant.low * base / 100)
    return range(max(least, 0), min(_ceiling(meant.high * base / 100), int(base) + 1))


def can_add_up(counts: Sequence[range], to: int) -> bool:
    """Whether one count of each range can be chosen so that they add up."""
    if not all(counts):
        return False
    return sum(found[0] for found in counts) <= to <= sum(found[-1] for found in counts)


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))
