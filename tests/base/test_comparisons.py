"""The grammar of rules: two formulas with a comparison between them, and nothing else."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.formulas import FormulaError, Operator, parse_comparison, parse_formula, spell

VALUES = {"a.b": Decimal(12), "a.c_2": Decimal("0.5"), "d.e.f": Decimal(301)}
REFUSED = """\
a.b
a.b = a.c_2
a.b != 1
a.b <= 1 <= 2
a.b in a.c_2
a.b is a.c_2
a.b ==
== a.b
a.b ** 2 == 1
a.b == 9 ** 9 ** 9
a.b % 2 == 0
a.b // 2 == 0
a.b == sum(a.b)
a.b().c == 1
a.b == 'x'
a.b == 'x'.join
a.b == (1 == 1)
(a.b == 1) + 1
not a.b == 1
a.b == 1 and 1
a.b == [1]
a.b == a[0]
a.b == (lambda: 1)
x := 1
a.b == 1e999
a.b == True
a.b == 1j
__import__('os').system('x') == 0
"""
OPERATORS: tuple[Operator, ...] = ("==", "<=", ">=", "<", ">")

leaves = st.sampled_from([*VALUES, "7", "100", "2.5"])
formulas = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner), inner.map("-({})".format)
    ),
    max_leaves=6,
)


@given(formulas, st.sampled_from(OPERATORS), formulas)
def test_a_comparison_says_what_its_sides_say(left: str, operator: Operator, right: str) -> None:
    comparison = parse_comparison(f"{left} {operator} {right}")
    a, b = parse_formula(left).evaluate(VALUES), parse_formula(right).evaluate(VALUES)
    assert comparison.operator == operator
    assert (comparison.left.evaluate(VALUES), comparison.right.evaluate(VALUES)) == (a, b)
    assert (
        comparison.holds(a, b) == {"==": a == b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b}[operator]
    )
    assert set(comparison.codes) == {code for code in VALUES if code in left or code in right}


@given(formulas)
def test_spelling_a_formula_keeps_its_worth(text: str) -> None:
    spelled = spell(text, lambda code: str(VALUES[code]), str).replace("×", "*")
    assert Fraction(parse_formula(spelled).evaluate({})) == Fraction(parse_formula(text).evaluate(VALUES))


@given(st.text("ab.+-*/()0129 <>=!\"'[],_", max_size=24))
def test_no_text_does_more_than_compare(text: str) -> None:
    try:
        comparison = parse_comparison(text)
        sides = [
            side.evaluate(dict.fromkeys(side.codes, Decimal(3)))
            for side in (comparison.left, comparison.right)
        ]
    except FormulaError:
        return
    assert comparison.holds(*sides) in (True, False)


@pytest.mark.parametrize(
    "text",
    [
        *REFUSED.splitlines(),
        "",
        "1" * 3000 + " == a.b",
        "(" * 500 + "1" + ")" * 500 + "== 1",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_comparison(text)


def test_codes_keep_the_order_in_which_they_are_written() -> None:
    assert parse_comparison("d.e.f == a.c_2 + a.b - d.e.f").codes == ("d.e.f", "a.c_2", "a.b")


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("a.b - (a.c_2 - d.e.f)", "A - (C - D)"),
        ("a.b / (a.c_2 / d.e.f)", "A / (C / D)"),
        ("100 * (a.b + a.c_2)", "100 × (A + C)"),
        ("a.b - -a.c_2", "A - (-C)"),
        ("(a.b + a.c_2) + d.e.f", "A + C + D"),
    ],
)
def test_only_the_parentheses_that_matter_are_spelled(text: str, spelled: str) -> None:
    assert (
        spell(text, lambda code: {"a": code[2].upper(), "d": "D"}[code[0]], str).replace("B", "A") == spelled
    )
