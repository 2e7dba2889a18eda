"""What a rounded number may stand for: the range of exact values, the whole counts behind a share."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

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
