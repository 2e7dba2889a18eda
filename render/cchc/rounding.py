"""Whether a stated number is the recomputed one rounded, cut, or something else."""

from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from cchc.formats import rounded


class Verdict(StrEnum):
    """How a stated number relates to the exact one."""

    ROUNDED = "làm tròn đúng"
    CUT = "cắt bớt chữ số, không làm tròn"
    WRONG = "không khớp"


def decimals_of(stated: Decimal) -> int:
    """Decimals with which a number was written: 0.80 has two."""
    exponent = stated.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def judge(stated: Decimal, exact: Decimal) -> Verdict:
    """Compare at the decimals with which `stated` was written."""
    decimals = decimals_of(stated)
    if stated == rounded(exact, decimals):
        return Verdict.ROUNDED
    if stated == exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN):
        return Verdict.CUT
    return Verdict.WRONG
