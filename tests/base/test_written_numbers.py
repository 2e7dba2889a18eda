"""Numbers as people write them; made-up examples."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.numbers import format_number
from cchc.base.written_numbers import (
    Notation,
    Number,
    Trouble,
    both_meanings,
    notation_of,
    plain_text,
    read_number,
)

VIETNAMESE, ENGLISH = Notation.VIETNAMESE, Notation.ENGLISH


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.133.520", "3133520"),
        ("3,133,520", "3133520"),
        ("1 234 567", "1234567"),
        ("1\u00a0234\u202f567", "1234567"),
        ("10,07", "10.07"),
        ("10.07", "10.07"),
        ("10,07%", "10.07"),
        ("10,07 %", "10.07"),
        ("'07", "7"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,567", "1234.567"),
        ("0,123", "0.123"),
        ("0", "0"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("１２３", "123"),
        (" 42\n", "42"),
        ("7\u200b", "7"),
        ("\ufeff3.133.520\r\n", "3133520"),
    ],
)
def test_what_can_be_read_one_way_only(text: str, value: str) -> None:
    read = read_number(text)
    assert isinstance(read, Number)
    assert read.value == Decimal(value)
    assert read.percent == ("%" in text)


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("1.234", Trouble.AMBIGUOUS),
        ("1,234", Trouble.AMBIGUOUS),
        ("31.33.520", Trouble.MISGROUPED),
        ("3.1335.20", Trouble.MISGROUPED),
        ("3.133,520,1", Trouble.MISGROUPED),
        ("1234.567.890", Trouble.MISGROUPED),
        ("0.123.456", Trouble.MISGROUPED),
        ("012.345", Trouble.MISGROUPED),
        ("1.234.56", Trouble.MISGROUPED),
        ("12 34", Trouble.MISGROUPED),
        ("100  200", Trouble.MISGROUPED),
        ("100\n200", Trouble.SEVERAL),
        ("100\r\n\r\n200", Trouble.SEVERAL),
        ("1.234\t567", Trouble.SEVERAL),
        ("100\nhồ sơ", Trouble.NOTE),
        ("khoảng 120", Trouble.NOTE),
        ("120 (ước)", Trouble.NOTE),
        ("120 hồ sơ", Trouble.NOTE),
        ("1.2E+05", Trouble.NOTE),
        ("10²", Trouble.NOTE),
        ("٣", Trouble.NOTE),
        ("=1+1", Trouble.NOTE),
        ("10-12", Trouble.NOTE),
        ("-", Trouble.NONE_WORD),
        ("x", Trouble.NONE_WORD),
        ("Không có", Trouble.NONE_WORD),
        ("9" * 30, Trouble.TOO_LONG),
    ],
)
def test_what_cannot_is_never_a_number(text: str, trouble: Trouble) -> None:
    assert read_number(text) is trouble


@given(st.integers(0, 10**15), st.integers(0, 4))
def test_what_our_formats_print_reads_back(number: int, decimals: int) -> None:
    value = Decimal(number).scaleb(-decimals)
    read = read_number(format_number(value, decimals), VIETNAMESE)
    assert isinstance(read, Number)
    assert read.value == value


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_one_group_of_three_is_decided_by_notation_alone(whole: int, rest: int, mark: str) -> None:
    text = f"{whole}{mark}{rest:03d}"
    assert read_number(text) is Trouble.AMBIGUOUS
    thousands, decimals = Decimal(whole * 1000 + rest), Decimal(f"{whole}.{rest:03d}")
    for notation in Notation:
        read = read_number(text, notation)
        assert isinstance(read, Number)
        assert read.value == (decimals if mark == notation else thousands)
        assert read.notation is None, "what was decided by others proves nothing"


@given(st.text(alphabet="0123456789., -%'xk", max_size=12))
def test_a_notation_never_changes_what_is_unambiguous(text: str) -> None:
    alone = read_number(text)
    if alone is not Trouble.AMBIGUOUS:
        assert read_number(text, VIETNAMESE) == alone == read_number(text, ENGLISH)


@pytest.mark.parametrize(
    ("text", "meanings"),
    [("3.000", {3, 3000}), ("1,234", {1234, Decimal("1.234")}), ("10.07", {Decimal("10.07")}), ("x", set())],
)
def test_both_meanings_are_told(text: str, meanings: set[Decimal]) -> None:
    assert set(both_meanings(text).values()) == meanings


def test_a_file_proves_a_notation_only_where_its_numbers_agree() -> None:
    def proof(*texts: str) -> Notation | None:
        return notation_of(read_number(text) for text in texts)

    assert proof("3.133.520", "12") is VIETNAMESE
    assert proof("10,07") is VIETNAMESE
    assert proof("3,133,520", "1.5") is ENGLISH
    assert proof("12", "1 234", "1.234", "x") is None
    assert proof("3.133.520", "10.07") is None


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.sampled_from(Notation))
def test_what_a_file_keeps_has_one_meaning(number: int, decimals: int, notation: Notation) -> None:
    value = Decimal(number).scaleb(-decimals)
    read = read_number(plain_text(value, notation))
    assert isinstance(read, Number)
    assert read.value == value
