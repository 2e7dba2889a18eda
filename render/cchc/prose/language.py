"""The language of templates: the part of Jinja that prose needs, no deeper or longer than one writes it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import jinja2
from jinja2 import filters, nodes
from jinja2.sandbox import SandboxedEnvironment

from cchc.base.findings import ReportError
from cchc.prose.functions import unprintable
from cchc.prose.steps import CALL, LanguageError, counted, limited, replace, sized, spend

# A block of prose has a few thousand characters and a few dozen calls.
LONGEST = 500_000
MOST_BRACES = 10_000
MOST_COMMENTS = 500
MOST_NODES = 30_000
DEEPEST = 60
DEEPEST_STATEMENTS = 8
# Those that cannot make much of little, nor print anything else at the next run.
FILTERS = [
    "capitalize",
    "count",
    "d",
    "default",
    "e",
    "escape",
    "first",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "reverse",
    "safe",
    "sort",
    "string",
    "title",
    "trim",
    "unique",
    "upper",
]
STATEMENTS = "{% if %}, {% for %}, {% set %}, {% filter %}"
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TOO_DEEP = "có quá nhiều lớp lồng nhau; viết lại cho gọn"
# Statements by the class of their node, where prose has no use for them.
REFUSED_STATEMENTS: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.With: "with",
    nodes.ScopedEvalContextModifier: "autoescape",
}
REFUSED_OPERATIONS: dict[type[nodes.Node], str] = {nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%"}
# What may grow as it is computed.
GROWING = (nodes.Concat, nodes.Add, nodes.Filter)
COUNTED, SIZED = "__counted", "__sized"


class _Language(SandboxedEnvironment):
    """Charges each call, so that a loop of calls ends."""

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        spend(CALL)
        return super().call(context, obj, *args, **kwargs)


@lru_cache
def environment() -> SandboxedEnvironment:
    """The sandbox: nothing but our functions, and an unknown name is an error."""
    # Optimizing would change a tree in place that is looked through again.
    env = _Language(
        undefined=jinja2.StrictUndefined, keep_trailing_newline=True, optimized=False, finalize=_printable
    )
    env.globals.clear()
    env.filters = {name: filters.FILTERS[name] for name in FILTERS}
    env.filters |= {"replace": replace, COUNTED: counted, SIZED: sized}
    return env


def run(text: str, names: Mapping[str, object]) -> str:
    """What the template prints, given what it may name (jinja2.TemplateError, what its calls raise)."""
    template = compiled(text)
    with limited():
        return template.render(names)


@lru_cache(maxsize=2048)
def compiled(text: str) -> jinja2.Template:
    """The template of this text: several steps run the same prose (TemplateSyntaxError, LanguageError)."""
    tree = _tree(text)
    for row, explanation in refusals(text, tree):
        raise LanguageError(explanation, row)
    return environment().from_string(_with_limits(tree))


@lru_cache(maxsize=2048)
def parsed(text: str) -> nodes.Template:
    """The tree of this text, to be looked through, never changed (jinja2.TemplateSyntaxError)."""
    return _tree(text)


def too_big(text: str) -> str:
    """Why a text is too much to be looked at closely; else nothing (Vietnamese)."""
    if len(text) > LONGEST:
        return f"Mẫu dài quá {LONGEST} ký tự: chia thành nhiều đề mục."
    if text.count("{") > MOST_BRACES or text.count("{#") > MOST_COMMENTS:
        return f"Mẫu có quá {MOST_BRACES} dấu ngoặc nhọn hoặc quá {MOST_COMMENTS} ghi chú {{#: bỏ bớt."
    return ""


def refusals(text: str, tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Row and explanation of everything in the template that prose has no use for (Vietnamese)."""
    if "raw" in text:
        for row, kind, _ in environment().lex(text):
            if kind == "raw_begin":
                yield row, f"Mẫu dùng lệnh {{% raw %}}, lời văn không có lệnh ấy; chỉ có {STATEMENTS}."
    for node, _ in _walk(tree):
        if explanation := _refusal(node):
            yield node.lineno, explanation


def _refusal(node: nodes.Node) -> str:
    if word := REFUSED_STATEMENTS.get(type(node)):
        return f"Mẫu dùng lệnh {{% {word} %}}, lời văn không có lệnh ấy; chỉ có {STATEMENTS}."
    if sign := REFUSED_OPERATIONS.get(type(node)):
        return f"Mẫu tính bằng dấu {sign}: đặt công thức ở cột formula của indicators.csv rồi gọi mã ấy."
    match node:
        case nodes.For(recursive=True):
            return "Mẫu dùng {% for … recursive %}: bỏ chữ recursive."
        case nodes.Getattr(attr=name):
            return f"Mẫu lấy thuộc tính “{name}”: không được phép. Đổi chữ hoa, chữ thường: | upper, | lower."
        case nodes.Getitem():
            return "Mẫu dùng ngoặc vuông để lấy một phần của giá trị: không được phép. In cả giá trị."
        case nodes.Call(node=called) if not isinstance(called, nodes.Name | nodes.Getattr | nodes.Getitem):
            return "Mẫu gọi hàm không đúng cách: chỉ gọi hàm của sổ bằng tên."
    return ""


def _tree(text: str) -> nodes.Template:
    """A tree that one may go through by recursion (jinja2.TemplateSyntaxError)."""
    if words := too_big(text):
        raise jinja2.TemplateSyntaxError(words, 1)
    try:
        tree = environment().parse(text)
    except (RecursionError, MemoryError):
        raise jinja2.TemplateSyntaxError(TOO_DEEP, _row_of_longest(text)) from None
    except (ValueError, OverflowError):
        # Python reads no number of more than 4,300 digits.
        raise jinja2.TemplateSyntaxError("có con số quá dài", _row_of_longest(text)) from None
    for count, (node, (depth, statements)) in enumerate(_walk(tree)):
        if depth > DEEPEST or statements > DEEPEST_STATEMENTS:
            raise jinja2.TemplateSyntaxError(TOO_DEEP, node.lineno)
        if count > MOST_NODES:
            raise jinja2.TemplateSyntaxError("gọi quá nhiều hàm trong một đề mục; chia ra", node.lineno)
    return tree


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, tuple[int, int]]]:
    """Every node in the order of the text, with how deep it stands: in nodes, in statements."""
    waiting = [(tree, (0, 0))]
    while waiting:
        node, (depth, statements) = waiting.pop()
        yield node, (depth, statements)
        deeper = depth + 1, statements + isinstance(node, nodes.For | nodes.If | nodes.FilterBlock)
        # `elif` stands beside its `if`.
        beside = set(map(id, node.elif_)) if isinstance(node, nodes.If) else set()
        children = [
            (child, (depth, statements) if id(child) in beside else deeper)
            for child in node.iter_child_nodes()
        ]
        waiting += reversed(children)


def _row_of_longest(text: str) -> int:
    """The row of the longest tag: of what is too much, the likeliest place."""
    tags = list(TAG.finditer(text))
    longest = max(tags, key=lambda tag: len(tag[0]), default=None)
    return text.count("\n", 0, longest.start()) + 1 if longest else 1


def _with_limits(tree: nodes.Template) -> nodes.Template:
    """The tree, what loops and what grows in it counted by filters of ours."""
    for node, _ in list(_walk(tree)):
        if not isinstance(node, nodes.FilterBlock | nodes.AssignBlock):
            for name, value in list(node.iter_fields()):
                if isinstance(value, list):
                    setattr(node, name, [_sized_node(item) for item in value])
                else:
                    setattr(node, name, _sized_node(value))
        if isinstance(node, nodes.For):
            written = (inner for part in node.body for inner, _ in _walk(part))
            cost = sum(len(inner.data) for inner in written if isinstance(inner, nodes.TemplateData))
            node.iter = _filter(node.iter, COUNTED, nodes.Const(cost, lineno=node.lineno))
    tree.set_environment(environment())
    return tree


def _sized_node(value: Any) -> Any:
    return _filter(value, SIZED) if isinstance(value, GROWING) else value


def _filter(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)


def _printable(value: object) -> str:
    """The value, which must be text: all that our functions give is (ReportError)."""
    if isinstance(value, str):
        spend(len(value))
        return value
    if isinstance(value, jinja2.Undefined):
        # Says itself what is not there.
        return str(value)
    raise ReportError(unprintable(value))
