"""What the cells of a notebook ask of its section, read without running them."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.inputs.notebook_file import CodeCell, TextCell, python_tree

OPEN = "open_section"
# What only a run can tell.
UNKNOWN = object()
# Of a cell, all that is looked at.
TOLD = (ast.Call, ast.Assign, ast.Name, ast.Constant)
# Names that stand for other names, followed so far.
DEEPEST = 8
# Characters of a line in a message.
LONGEST_SHOWN = 120


@dataclass(frozen=True)
class SectionCall:
    """A call of open_section() or of what it gives; cell and line as JupyterLab counts them, from 1.

    `code` names the section; `always`: it stands by itself in its cell, so that it runs exactly once.
    """

    name: str
    node: ast.Call
    cell: int
    code: ast.expr | None
    always: bool

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.node.lineno

    def argument(self, position: int, name: str) -> ast.expr | None:
        """The argument at this position or of this name, where it is given so."""
        plain = not any(isinstance(argument, ast.Starred) for argument in self.node.args[: position + 1])
        if plain and position < len(self.node.args):
            return self.node.args[position]
        return self.keyword(name)

    def keyword(self, name: str) -> ast.expr | None:
        """The keyword's value."""
        return next((keyword.value for keyword in self.node.keywords if keyword.arg == name), None)


@dataclass(frozen=True)
class BrokenCell:
    """A cell that Python cannot read."""

    cell: int
    line: int
    text: str


@dataclass(frozen=True)
class NotebookCalls:
    """All of a notebook's calls in reading order, cells that cannot be read, names assigned once, texts."""

    calls: tuple[SectionCall, ...]
    broken: tuple[BrokenCell, ...]
    constants: Mapping[str, ast.expr]
    strings: tuple[str, ...]

    def literal(self, expression: ast.expr | None, depth: int = 0) -> object:
        """The text, number, list or dictionary that is typed there; UNKNOWN where only a run can tell."""
        match expression:
            case ast.Constant():
                return expression.value
            case ast.Name() if expression.id in self.constants and depth < DEEPEST:
                return self.literal(self.constants[expression.id], depth + 1)
            case ast.BinOp(op=ast.Add()):
                left, right = (self.literal(side, depth) for side in (expression.left, expression.right))
                return left + right if isinstance(left, str) and isinstance(right, str) else UNKNOWN
            case ast.List() | ast.Tuple() | ast.Set():
                return [self.literal(item, depth) for item in expression.elts]
            case ast.Dict():
                keys = (self.literal(key, depth) for key in expression.keys)
                return {key: UNKNOWN for key in keys if isinstance(key, str)}
        return UNKNOWN

    def texts(self, expressions: Sequence[ast.expr | None]) -> Iterator[str]:
        """Every text typed there: by itself, in a list, or as a key of a dictionary."""
        for expression in expressions:
            value = self.literal(expression.value if isinstance(expression, ast.Starred) else expression)
            items = value if isinstance(value, list) else [value]
            for item in items:
                if isinstance(item, str):
                    yield item
                elif isinstance(item, dict):
                    yield from item


def parsed_cell(source: str) -> ast.Module:
    """The tree of a cell, its magics as IPython takes them (SyntaxError)."""
    try:
        return python_tree(source)
    except SyntaxError:
        if not any(
            line.strip().startswith(("%", "!", "?")) or line.endswith("?") for line in source.split("\n")
        ):
            raise
        # Slow to load, and few cells need it.
        from IPython.core.inputtransformer2 import TransformerManager

        return python_tree(TransformerManager().transform_cell(source))


def notebook_calls(cells: Sequence[TextCell | CodeCell]) -> NotebookCalls:
    """What the code cells call."""
    read: list[tuple[int, ast.Module, list[ast.AST]]] = []
    broken: list[BrokenCell] = []
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type == "code":
            try:
                tree = parsed_cell(cell.text)
            except SyntaxError as error:
                broken.append(
                    BrokenCell(number, error.lineno or 1, (error.text or "").strip()[:LONGEST_SHOWN])
                )
            else:
                read.append((number, tree, [node for node in ast.walk(tree) if isinstance(node, TOLD)]))
    nodes = [node for _, _, told in read for node in told]
    sections = {name: code for node in nodes for name, code in _opened(node)}
    calls = [call for number, tree, told in read for call in _calls(number, tree, told, sections)]
    strings = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return NotebookCalls(tuple(calls), tuple(broken), _assigned_once(nodes), tuple(strings))


def _opened(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that are given a section, and what names it."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _opens(node.value):
        yield from ((target.id, _code(node.value)) for target in node.targets if isinstance(target, ast.Name))


def _calls(
    number: int, tree: ast.Module, nodes: Sequence[ast.AST], sections: Mapping[str, ast.expr | None]
) -> list[SectionCall]:
    alone = {id(node.value) for node in tree.body if isinstance(node, ast.Expr | ast.Assign)}
    found = []
    for node in nodes:
        match node:
            case ast.Call() if _opens(node):
                found.append(SectionCall(OPEN, node, number, _code(node), id(node) in alone))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if name in sections:
                found.append(SectionCall(method, node, number, sections[name], id(node) in alone))
    return sorted(found, key=lambda call: (call.node.lineno, call.node.col_offset))


def _opens(call: ast.Call) -> bool:
    """Whether it is `open_section(…)` or `cchc.open_section(…)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name == OPEN
    return False


def _code(call: ast.Call) -> ast.expr | None:
    named = (keyword.value for keyword in call.keywords if keyword.arg == "code")
    return call.args[0] if call.args else next(named, None)


def _assigned_once(nodes: Sequence[ast.AST]) -> dict[str, ast.expr]:
    stored = Counter(n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    return {
        target.id: node.value
        for node in nodes
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and stored[target.id] == 1
    }
