"""The small arithmetic over indicator codes."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from operator import add, mul, sub

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cchc.base.formulas import FormulaError, calls_too_much, find_cycle, parse_formula

VALUES = {"a.b": Decimal(12), "a.c_2": Decimal("0.5"), "d.e.f": Decimal(301), "g.none": Decimal(0)}
OPERATIONS: dict[str, Callable[[Fraction, Fraction], Fraction]] = {"+": add, "-": sub, "*": mul}

# A formula's text, and what it comes to.
Worked = tuple[str, Fraction]

leaves = st.one_of(
    st.sampled_from(sorted(VALUES)).map(lambda code: (code, Fraction(VALUES[code]))),
    st.integers(0, 999).map(lambda n: (str(n), Fraction(n))),
    st.decimals(0, 99, places=1).map(lambda d: (str(d), Fraction(d))),
)


def _joined(left: Worked, operator: str, right: Worked) -> Worked:
    return f"({left[0]} {operator} {right[0]})", OPERATIONS[operator](left[1], right[1])


formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(_joined, inner, st.sampled_from(sorted(OPERATIONS)), inner),
        inner.map(lambda worked: (f"-{worked[0]}", -worked[1])),
    ),
    max_leaves=6,
)


@given(formulas)
def test_arithmetic_is_exact(worked: Worked) -> None:
    text, expected = worked
    formula = parse_formula(text)
    assert Fraction(formula.evaluate(VALUES)) == expected
    assert formula.codes == {code for code in VALUES if code in text}


@given(formulas, formulas)
def test_division_agrees_with_fractions(above: Worked, below: Worked) -> None:
    assume(below[1])
    result = Fraction(parse_formula(f"{above[0]} / {below[0]}").evaluate(VALUES))
    expected = above[1] / below[1]
    assert abs(result - expected) <= abs(expected) / 10**26


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("2 + 3 * 4", "14"),
        ("10 - 3 - 2", "5"),
        ("8 / 4 / 2", "1"),
        ("100 * a.b / d.e.f", "3.986710963455149501661129568"),
        ("-(a.b - 2) * 3", "-30"),
        (" a.b ", "12"),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_precedence(text: str, result: str) -> None:
    assert parse_formula(text).evaluate(VALUES) == Decimal(result)


@pytest.mark.parametrize("text", ["1 / g.none", "g.none / g.none", "a.b / (a.b - 12)"])
def test_division_by_nought_is_named(text: str) -> None:
    with pytest.raises(FormulaError, match="Phép chia cho 0"):
        parse_formula(text).evaluate(VALUES)


REFUSED = """\
a.b +|a.b a.c_2|1 2|a.b()|print(a.b)|a.b().c|(1).b|'x'.join|f(1).b|[1][0]|a.b ** 2|a.b // 2|a.b % 2|a.b @ 2
a.b << 1|~1|+1|not 1|'x'|b'x'|a.b > 1|1 == 1|a.b and 1|a.b if 1 else 2|lambda: 1|(x := 1)|[1]|{1}|{}|1, 2
True|None|...|1j|f'{1}'|a.b; 1|x = 1|await x|*a|a[0]|__import__('os').x|[x for x in y]|1e999 * a.b
a.b + 100%|1,5 * a.b|a..b|import os|a.b & 1|a.b ^ 1"""


@pytest.mark.parametrize("text", ["", "a.b | 1", "1\x00", *REFUSED.replace("\n", "|").split("|")])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(text)


@pytest.mark.parametrize(
    "text", ["-" * 1900 + "1", "1" + "+1" * 990, "(" * 900 + "1" + ")" * 900, "1+" * 1000 + "1"]
)
def test_a_monstrous_formula_is_refused_not_crashed_on(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(text).evaluate(VALUES)


@given(st.text("ab.+-*/()0129 \"'[]=<>,_%^&|~!", max_size=20))
def test_no_text_does_more_than_arithmetic(text: str) -> None:
    try:
        formula = parse_formula(text)
        result = formula.evaluate(dict.fromkeys(formula.codes, Decimal(3)))
    except FormulaError:
        return
    assert result.is_finite()


@pytest.mark.parametrize(
    ("calls", "cycle"),
    [
        ({"a": {"a"}}, ["a", "a"]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}}, ["a", "b", "c", "a"]),
        ({"a": {"b", "c"}, "b": {"c"}, "c": {"a"}}, ["a", "c", "a"]),
        ({"a": {"b"}, "b": {"c"}, "c": {"b"}}, []),
        ({"a": {"b", "c"}, "b": {"d"}, "c": {"d"}}, []),
    ],
)
def test_cycles(calls: dict[str, set[str]], cycle: list[str]) -> None:
    assert find_cycle("a", {code: frozenset(called) for code, called in calls.items()}) == cycle


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("9 ** 9 ** 9", "không được dùng"),
        ("10 ** 100000", "không được dùng"),
        ("a.b * " + "9" * 1900, "quá 20 chữ số"),
        ("a.b * 1e300", "quá 20 chữ số"),
        ("9" * 5000, "dài quá 2000 ký tự"),
        ("(" * 900 + "1" + ")" * 900, "sai cú pháp"),
        ("-" * 500 + "1", "lồng nhau"),
        (".".join("a" * 900), "lồng nhau"),
    ],
)
def test_what_costs_without_end_is_refused_at_once(text: str, words: str) -> None:
    with pytest.raises(FormulaError, match=words):
        parse_formula(text)


def test_a_sum_as_long_as_a_formula_may_be_is_computed() -> None:
    formula = parse_formula(" + ".join(["a.b"] * 140))
    assert formula.evaluate(VALUES) == 12 * 140


def test_a_result_that_no_report_can_print_is_refused() -> None:
    formula = parse_formula("a.b * a.b * a.b")
    with pytest.raises(FormulaError, match="Kết quả quá lớn"):
        formula.evaluate({"a.b": Decimal(10) ** 19})


@pytest.mark.parametrize(
    ("calls", "too_much"),
    [
        ({f"a{n}": {f"a{n + 1}"} for n in range(30)}, False),
        ({f"a{n}": {f"a{n + 1}"} for n in range(31)}, True),
        ({f"a{n}": {f"a{n + 1}", f"a{n + 2}"} for n in range(29)}, True),
        ({"a0": {"a0"}}, True),
    ],
)
def test_formulas_that_call_on_and_on_are_noticed(calls: dict[str, set[str]], too_much: bool) -> None:
    assert calls_too_much("a0", {code: frozenset(called) for code, called in calls.items()}) == too_much
