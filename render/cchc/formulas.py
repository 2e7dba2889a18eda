"""Formulas over indicator codes: a small safe arithmetic, in exact decimals."""

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

LONGEST = 2_000
TOO_DEEP = "quá nhiều phép tính lồng nhau."


class FormulaError(ValueError):
    """A formula cannot be read or computed; the text is Vietnamese."""


@dataclass(frozen=True)
class Formula:
    """A parsed formula: `100 * tthc.ho_so.truc_tuyen / tthc.ho_so.tiep_nhan`."""

    text: str
    codes: frozenset[str]

    def evaluate(self, values: Mapping[str, Decimal]) -> Decimal:
        """Compute with `values` by code; FormulaError on a division by zero."""
        try:
            return _compute(_tree(self.text), values)
        except (DivisionByZero, InvalidOperation):
            raise FormulaError(f"Phép chia cho 0 trong “{self.text}”.") from None
        except RecursionError:
            raise FormulaError(TOO_DEEP) from None


def parse_formula(text: str) -> Formula:
    """Read a formula of + - * / ( ), numbers and codes; FormulaError on anything else."""
    tree = _tree(text)
    codes: set[str] = set()
    try:
        _collect_codes(tree, codes)
    except RecursionError:
        raise FormulaError(TOO_DEEP) from None
    return Formula(text, frozenset(codes))


def find_cycle(start: str, calls: Mapping[str, frozenset[str]]) -> list[str]:
    """The shortest way on which `start` calls itself again, or an empty list."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for code in sorted(calls.get(way[-1], ())):
            if code == start:
                return [*way, start]
            if code not in seen:
                seen.add(code)
                ways.append([*way, code])
    return []


def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise FormulaError(f"dài quá {LONGEST} ký tự.")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("sai cú pháp; chỉ dùng + - * / ( ), số và mã chỉ tiêu.") from None


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
            pass
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
