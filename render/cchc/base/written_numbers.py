"""Numbers as people write them: 3.133.520, 10,07%, and what is no number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cchc.base.characters import clean_cell

# Exact arithmetic carries 28 digits; a longer number is a slip of the hand.
MOST_DIGITS = 20
# What binary fractions hold exactly; more digits than these, of which rounding leaves few, are noise.
EXACT_DIGITS, DUST_DIGITS, DUST_DECIMALS = 15, 12, 8
# Full-width signs come from East Asian keyboards; no-break and thin spaces from web pages.
PLAIN = str.maketrans("０１２３４５６７８９．，％\u00a0\u202f\u2009\u2007\u2212", "0123456789.,%    -")
NONE_WORDS = frozenset({"x", "-", "–", "—", "/", "không", "không có", "ko", "ko có", "k", "n/a", "na", "..."})
SHAPED = re.compile(r"(?P<sign>-?) ?(?P<body>[0-9][0-9., ]*?) ?(?P<percent>%?)")
GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[., ])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
PLAIN_DECIMAL = re.compile(r"[0-9]+(?P<mark>[.,])[0-9]+")
# Numbers one below the other, or with a tab between: never one number in groups.
APART = re.compile(r"[\t\n\r\v\f]")
NOTHING_ELSE = re.compile(r"[0-9., %\t\n\r\v\f-]+")
BOTH = re.compile(r"(?P<whole>[0-9]{1,3}(?:(?P<group>[., ])[0-9]{3})+)(?P<mark>[.,])[0-9]+")


class Notation(StrEnum):
    """Which sign stands before the decimals."""

    VIETNAMESE = ","
    ENGLISH = "."


class Trouble(StrEnum):
    """Why a text is no number that can be taken; the words finish a message."""

    AMBIGUOUS = "đọc được hai cách: dấu phân hàng nghìn hay dấu thập phân"
    MISGROUPED = "các chữ số bị nhóm sai chỗ"
    NONE_WORD = "không rõ là 0 hay chưa có số liệu"
    NOTE = "có chữ lẫn trong ô số"
    SEVERAL = "có nhiều dòng, có thể là nhiều số"
    TOO_LONG = "quá nhiều chữ số"


@dataclass(frozen=True)
class Number:
    """A number read from text; `notation` is what the text itself proves, if anything.

    A per cent sign does not change `value`: 10,07% is 10.07 with `percent`.
    """

    value: Decimal
    percent: bool = False
    notation: Notation | None = None


def read_number(text: str, notation: Notation | None = None) -> Number | Trouble:
    """The number that `text` means; `notation` decides only what the text leaves open (1.234)."""
    clean = clean_cell(text).translate(PLAIN).removeprefix("'").strip()
    if clean.casefold() in NONE_WORDS:
        return Trouble.NONE_WORD
    if APART.search(clean) and NOTHING_ELSE.fullmatch(clean):
        return Trouble.SEVERAL
    match = SHAPED.fullmatch(clean)
    if match is None:
        return Trouble.NOTE
    digits = _digits(match["body"].rstrip(), notation)
    if isinstance(digits, Trouble):
        return digits
    plain, proof = digits
    value = _without_dust(Decimal(match["sign"] + plain))
    if len(value.as_tuple().digits) > MOST_DIGITS:
        return Trouble.TOO_LONG
    return Number(value, bool(match["percent"]), proof)


def both_meanings(text: str) -> dict[Notation, Decimal]:
    """What an AMBIGUOUS text means in each notation: 1.234 is 1234 or 1.234."""
    read = {notation: read_number(text, notation) for notation in Notation}
    return {notation: number.value for notation, number in read.items() if isinstance(number, Number)}


def plain_text(value: Decimal, notation: Notation = Notation.ENGLISH) -> str:
    """The value as a file of this notation keeps it, read back as the same number by anybody.

    Three decimals could be thousands to another reader, to Vietnamese Excel for one: 1.234 is 1.2340.
    """
    text = f"{value:f}"
    whole = f"{text}0" if GROUPED.fullmatch(text.removeprefix("-")) else text
    return whole.replace(".", notation)


def notation_of(numbers: Iterable[Number | Trouble]) -> Notation | None:
    """The notation that a file's own numbers prove; None without proof, or with proof of both."""
    proofs = {number.notation for number in numbers if isinstance(number, Number) and number.notation}
    return proofs.pop() if len(proofs) == 1 else None


def _without_dust(value: Decimal) -> Decimal:
    """98.91000000000001, as programs write 98.91, is 98.91."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent < DUST_DECIMALS:
        return value
    short = Decimal(f"{Decimal(f'{value:.{EXACT_DIGITS}g}').normalize():f}")
    return short if short != value and len(short.as_tuple().digits) <= DUST_DIGITS else value


def _digits(body: str, notation: Notation | None) -> tuple[str, Notation | None] | Trouble:
    """The body as Python writes it, and the notation that it proves."""
    if body.isdecimal():
        return body, None
    if match := GROUPED.fullmatch(body):
        return _grouped(body, match["mark"], notation)
    if match := PLAIN_DECIMAL.fullmatch(body):
        return body.replace(match["mark"], "."), Notation(match["mark"])
    if (match := BOTH.fullmatch(body)) and match["mark"] != match["group"]:
        if match["whole"].startswith("0"):
            return Trouble.MISGROUPED
        whole, _, decimals = body.rpartition(match["mark"])
        return f"{whole.replace(match['group'], '')}.{decimals}", Notation(match["mark"])
    return Trouble.MISGROUPED


def _grouped(body: str, mark: str, notation: Notation | None) -> tuple[str, Notation | None] | Trouble:
    """Digits in threes: thousands, unless one mark alone may as well stand before decimals."""
    whole = body.replace(mark, "")
    single = body.count(mark) == 1
    if body.startswith("0"):
        # No group of thousands begins with 0: 0.123 has decimals, 0.123.456 is a slip.
        decimal = single and mark != " " and body.startswith(f"0{mark}")
        return (body.replace(mark, "."), Notation(mark)) if decimal else Trouble.MISGROUPED
    if mark == " ":
        return whole, None
    proof = Notation.ENGLISH if mark == "," else Notation.VIETNAMESE
    if not single:
        return whole, proof
    if notation is None:
        return Trouble.AMBIGUOUS
    return (body.replace(mark, "."), None) if mark == notation else (whole, None)
