"""Formulas and comparisons over indicator codes: a small safe arithmetic, in exact decimals."""

import ast
import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Literal, get_args

Operator = Literal["==", "<=", ">=", "<", ">"]

LONGEST = 2_000
# Operations inside one another, and digits of a number, that a formula written by hand has.
DEEPEST = 150
MOST_DIGITS = 20
# Formulas that call formulas: how deep, and how many values one of them may need in all.
DEEPEST_CALLS = 30
MOST_CALLS = 1_000
TOO_DEEP = "quá nhiều phép tính lồng nhau."
WRONG_SYNTAX = "sai cú pháp; chỉ dùng + - * / ( ), số và mã chỉ tiêu."

OPERATORS: dict[type[ast.cmpop], Operator] = {
    ast.Eq: "==",
    ast.LtE: "<=",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.Gt: ">",
}
# As a reader sees each operation, and how tightly it binds.
SIGNS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 1),
    ast.Sub: ("-", 1),
    ast.Mult: ("×", 2),
    ast.Div: ("/", 2),
}


class FormulaError(ValueError):
    """A formula cannot be read or computed; the text is Vietnamese."""


class NothingToDivideError(FormulaError):
    """Nothing of nothing: the share of what did not occur."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula: `100 * tthc.ho_so.truc_tuyen / tthc.ho_so.tiep_nhan`."""

    text: str
    codes: frozenset[str]

    def evaluate(self, values: Mapping[str, Decimal]) -> Decimal:
        """Compute with `values` by code; FormulaError on a division by zero, of its own kind for 0 / 0."""
        try:
            result = _compute(_tree(self.text), values)
        except DivisionByZero:
            raise FormulaError(f"Phép chia cho 0 trong “{self.text}”.") from None
        except InvalidOperation:
            raise NothingToDivideError(f"Phép chia cho 0 trong “{self.text}”.") from None
        except Overflow:
            raise FormulaError(f"Kết quả quá lớn trong “{self.text}”.") from None
        except RecursionError:
            raise FormulaError(TOO_DEEP) from None
        if abs(result) >= 10**MOST_DIGITS:
            raise FormulaError(f"Kết quả quá lớn trong “{self.text}”: quá {MOST_DIGITS} chữ số.")
        return result

    @property
    def ordered_codes(self) -> tuple[str, ...]:
        """The codes in the order in which they are written, each once."""
        found: dict[str, None] = {}

        def note(code: str) -> str:
            found[code] = None
            return code

        spell(self.text, note, str)
        return tuple(found)

    @property
    def single_code(self) -> str:
        """The code, where the formula is nothing but one; else empty."""
        return next(iter(self.codes)) if self.text in self.codes else ""


@dataclass(frozen=True)
class Comparison:
    """A parsed comparison: `a.tong == a.nam + a.nu`."""

    left: Formula
    operator: Operator
    right: Formula

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in the order written, each once."""
        return tuple(dict.fromkeys((*self.left.ordered_codes, *self.right.ordered_codes)))

    def holds(self, left: Decimal, right: Decimal) -> bool:
        """Whether the two sides, computed, stand as the comparison says."""
        match self.operator:
            case "==":
                return left == right
            case "<=":
                return left <= right
            case ">=":
                return left >= right
            case "<":
                return left < right
            case _:
                return left > right


def parse_formula(text: str) -> Formula:
    """Read a formula of + - * / ( ), numbers and codes; FormulaError on anything else."""
    return _formula(_tree(text), text)


def parse_comparison(text: str) -> Comparison:
    """Read two formulas with one of == <= >= < > between them; FormulaError on anything else."""
    match _tree(text):
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in OPERATORS:
            try:
                sides = [ast.unparse(side) for side in (left, right)]
            except RecursionError:
                raise FormulaError(TOO_DEEP) from None
            return Comparison(_formula(left, sides[0]), OPERATORS[type(op)], _formula(right, sides[1]))
        case ast.Compare(ops=[_, _, *_]):
            raise FormulaError("chỉ so sánh hai vế; tách thành nhiều quy tắc.")
    raise FormulaError(f"phải là một phép so sánh hai vế với {' '.join(get_args(Operator))}.")


def spell(text: str, code: Callable[[str], str], number: Callable[[Decimal], str]) -> str:
    """A formula written out, each code and each number as the callers want it read."""
    return _spelled(_tree(text), code, number)


def find_cycle(start: str, calls: Mapping[str, frozenset[str]]) -> list[str]:
    """The shortest way on which `start` calls itself again, or an empty list."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while waiting:
        caller = waiting.popleft()
        for code in sorted(calls.get(caller, ())):
            if code == start:
                return _way_to(caller, came_from, [start])
            if code not in came_from:
                came_from[code] = caller
                waiting.append(code)
    return []


def _way_to(code: str, came_from: Mapping[str, str], rest: list[str]) -> list[str]:
    way = [code, *rest]
    while way[0] in came_from:
        way.insert(0, came_from[way[0]])
    return way


def calls_too_much(start: str, calls: Mapping[str, frozenset[str]]) -> bool:
    """Whether formulas lead from `start` too deep, or to more values than a report should compute."""
    waiting, met = [(start, 0)], 0
    while waiting:
        code, depth = waiting.pop()
        met += 1
        if depth > DEEPEST_CALLS or met > MOST_CALLS:
            return True
        waiting += [(called, depth + 1) for called in calls.get(code, ())]
    return False


def _formula(tree: ast.expr, text: str) -> Formula:
    codes: set[str] = set()
    try:
        _collect_codes(tree, codes)
    except RecursionError:
        raise FormulaError(TOO_DEEP) from None
    return Formula(text, frozenset(codes))


def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise FormulaError(f"dài quá {LONGEST} ký tự.")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(WRONG_SYNTAX) from None
    _require_shallow(tree)
    return tree


def _require_shallow(tree: ast.expr) -> None:
    """Whoever goes through the tree later does so by recursion (FormulaError)."""
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return
    raise FormulaError(TOO_DEEP)


def _collect_codes(node: ast.expr, codes: set[str]) -> None:
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div(), right=right):
            _collect_codes(left, codes)
            _collect_codes(right, codes)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _collect_codes(operand, codes)
        case ast.Constant(value=int() | float() as value) if (
            not isinstance(value, bool) and value != math.inf
        ):
            if len(Decimal(str(value)).as_tuple().digits) > MOST_DIGITS or abs(value) >= 10**MOST_DIGITS:
                raise FormulaError(f"có con số quá {MOST_DIGITS} chữ số.")
        case ast.Name() | ast.Attribute():
            codes.add(_code(node))
        case _:
            raise FormulaError(f"không được dùng “{ast.unparse(node)}”; chỉ + - * / ( ), số và mã chỉ tiêu.")


def _code(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{_code(value)}.{attribute}"
        case _:
            raise FormulaError(f"“{ast.unparse(node)}” không phải mã chỉ tiêu.")


def _compute(node: ast.expr, values: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _compute(left, values), _compute(right, values)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case _:
                    return a / b
        case ast.UnaryOp(operand=operand):
            return -_compute(operand, values)
        case ast.Constant(value=int() | float() as value):
            return Decimal(str(value))
        case _:
            return values[_code(node)]


def _spelled(node: ast.expr, code: Callable[[str], str], number: Callable[[Decimal], str]) -> str:
    match node:
        case ast.BinOp(left=left, op=op, right=right):
            sign, rank = SIGNS[type(op)]
            before, after = _spelled(left, code, number), _spelled(right, code, number)
            before = f"({before})" if _rank(left) < rank else before
            # a - (b - c) and a / (b / c) are not a - b - c and a / b / c.
            tight = isinstance(op, ast.Sub | ast.Div)
            after = f"({after})" if _rank(right) < rank + tight else after
            return f"{before} {sign} {after}"
        case ast.UnaryOp(operand=operand):
            inner = _spelled(operand, code, number)
            return f"-({inner})" if _rank(operand) < 3 else f"-{inner}"
        case ast.Constant(value=int() | float() as value):
            return number(Decimal(str(value)))
        case _:
            return code(_code(node))


def _rank(node: ast.expr) -> int:
    match node:
        case ast.BinOp(op=op):
            return SIGNS[type(op)][1]
        case ast.UnaryOp():
            return 1
        case _:
            return 3
