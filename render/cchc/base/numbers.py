"""Numbers and dates as Vietnamese official documents print them, and numbers rounded as they round."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

SCALES: dict[str, Decimal] = {
    "nghìn": Decimal(10) ** 3,
    "triệu": Decimal(10) ** 6,
    "tỷ": Decimal(10) ** 9,
}

PADDED_BELOW = 10
PADDED_MONTHS = (1, 2)


class DateStyle(StrEnum):
    """How a document writes its dates; the value is the word that params use."""

    NUMERIC = "so"
    WORDS = "chu"


# Rounds what two long numbers multiplied or set side by side come to; the usual 28 digits refuse it.
WIDE = Context(prec=200)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero, as schools and offices do (never banker's rounding)."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=WIDE)


def format_number(value: Decimal, decimals: int = 0) -> str:
    """Thousands with a dot, decimals with a comma: 3.133.520 and 24,5."""
    number = rounded(value, decimals)
    if number == 0:
        number = abs(number)
    english = f"{number:,.{decimals}f}"
    return english.translate(str.maketrans(",.", ".,"))


def format_count(value: Decimal, decimals: int = 0, *, leading_zero: bool = True) -> str:
    """A count; a whole one under ten takes a leading zero (house style): 07."""
    text = format_number(value, decimals)
    small = decimals == 0 and 0 < rounded(value, 0) < PADDED_BELOW
    return f"0{text}" if leading_zero and small else text


def format_scaled(value: Decimal, scale: str) -> str:
    """A large count in words of `scale`, with the decimals it needs: 5,6 triệu.

    Raises KeyError when the scale is unknown.
    """
    scaled = (value / SCALES[scale]).normalize()
    return f"{format_number(scaled, decimals_of(scaled))} {scale}"


def format_rate(value: Decimal, decimals: int = 2) -> str:
    """A percentage, value in per cent: 10,07%. Exactly none or all needs no decimals: 100%.

    What only rounds to none or all is neither: dưới 0,01%, gần 100%.
    """
    exact = value in (Decimal(0), Decimal(100))
    if 0 < value < 100 and not exact:
        if rounded(value, decimals) == 0:
            return f"dưới {format_number(Decimal(1).scaleb(-decimals), decimals)}%"
        if rounded(value, decimals) == 100:
            return "gần 100%"
    return f"{format_number(value, 0 if exact else decimals)}%"


def format_date(day: date, style: DateStyle = DateStyle.NUMERIC) -> str:
    """31/12/2019, or 31 tháng 12 năm 2019; a day under ten and months one and two take a leading zero.

    Source: Nghị định 30/2020/NĐ-CP, phụ lục I.
    """
    between = " " if style is DateStyle.WORDS else "/"
    return f"{pad_day(day.day)}{between}{format_month(day.year, day.month, style)}"


def format_month(year: int, month: int, style: DateStyle = DateStyle.NUMERIC) -> str:
    """5/2020, or tháng 5 năm 2020."""
    if style is DateStyle.WORDS:
        return f"tháng {pad_month(month)} năm {year}"
    return f"{pad_month(month)}/{year}"


def format_date_in_words(day: date) -> str:
    """ngày 05 tháng 02 năm 2020, as the place-and-date line writes it."""
    return f"ngày {format_date(day, DateStyle.WORDS)}"


def pad_day(day: int) -> str:
    """05, 15."""
    return f"{day:02d}"


def pad_month(month: int) -> str:
    """02, 5, 12."""
    return f"{month:02d}" if month in PADDED_MONTHS else str(month)


class Verdict(StrEnum):
    """How a stated number relates to the exact one."""

    ROUNDED = "làm tròn đúng"
    CUT = "cắt bớt chữ số, không làm tròn"
    WRONG = "không khớp"


def decimals_of(stated: Decimal) -> int:
    """Decimals with which a number was written: 0.80 has two."""
    exponent = stated.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def judge(stated: Decimal, exact: Decimal, *, rate: bool = False) -> Verdict:
    """Compare at the decimals with which `stated` was written; a `rate` of 0 or 100 says none or all.

    A sentence with 100% says that nothing is left over: 1.544 of 1.551 are not all.
    """
    if rate and stated in (0, 100):
        return Verdict.ROUNDED if stated == exact else Verdict.WRONG
    decimals = decimals_of(stated)
    if stated == rounded(exact, decimals):
        return Verdict.ROUNDED
    if stated == exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN, context=WIDE):
        return Verdict.CUT
    return Verdict.WRONG
