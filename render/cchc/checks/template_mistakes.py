"""What is wrong with one template: each mistake at its row, none hidden by another."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from jinja2 import nodes

from cchc.base.findings import InputError, ReportError
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import FUNCTIONS, VARIABLES, known_names, not_called, unprintable
from cchc.prose.language import environment, parsed, refusals
from cchc.prose.printer import Printer
from cchc.prose.slips import mended

# Row, from 1 within the template, and what is wrong there (Vietnamese).
Mistake = tuple[int, str]
N = TypeVar("N", bound=nodes.Node)
Tree = Sequence[nodes.Node]
# Each with the name that is called.
Calls = Sequence[tuple[nodes.Call, str]]
USUAL_FILTERS = "upper, lower, capitalize"


def mistakes(text: str, workbook: Workbook, printer: Printer | None = None) -> list[Mistake]:
    """Slips of the pen, then names, codes and documents that do not exist, then values typed in.

    With a `printer` every call is tried by itself too, as where the whole cannot run.
    """
    readable, slips = mended(text, parsed)
    found = [(slip.row, slip.explanation) for slip in slips]
    if "{" in readable:
        whole = parsed(readable)
        found += refusals(readable, whole)
        tree = list(whole.find_all(nodes.Node))
        calls = [
            (node, node.node.name) for node in _of(nodes.Call, tree) if isinstance(node.node, nodes.Name)
        ]
        found += [*_unknown_names(tree), *_called_words(calls), *_uncalled(tree, calls)]
        found += [*_typed_values(tree), *_nothings(tree)]
        found += _unknown_arguments(calls, workbook)
        found += _refused_calls(calls, printer) if printer is not None else ()
    return list(dict.fromkeys(found))


def _of(kind: type[N], tree: Tree) -> list[N]:
    return [node for node in tree if isinstance(node, kind)]


def _unknown_names(tree: Tree) -> Iterator[Mistake]:
    names = _of(nodes.Name, tree)
    known = {*FUNCTIONS, *VARIABLES, *(name.name for name in names if name.ctx == "store")}
    for name in names:
        if name.ctx == "load" and name.name not in known:
            yield name.lineno, f"Mẫu gọi “{name.name}” không có. {known_names()}"
    filters, tests = environment().filters, environment().tests
    for used in [*_of(nodes.Filter, tree), *_of(nodes.Test, tree)]:
        if used.name not in (filters if isinstance(used, nodes.Filter) else tests):
            yield used.lineno, f"Mẫu dùng bộ lọc “{used.name}” không có. Hay dùng: {USUAL_FILTERS}."


def _called_words(calls: Calls) -> Iterator[Mistake]:
    for call, word in calls:
        if word in VARIABLES:
            yield (
                call.lineno,
                f"“{word}” là một từ, không phải hàm: viết {{{{ {word} }}}}, không có ngoặc tròn.",
            )


def _uncalled(tree: Tree, calls: Calls) -> Iterator[Mistake]:
    """Functions that are named and not called."""
    called = {id(call.node) for call, _ in calls}
    for name in _of(nodes.Name, tree):
        if name.name in FUNCTIONS and id(name) not in called:
            yield name.lineno, not_called(name.name)


def _typed_values(tree: Tree) -> Iterator[Mistake]:
    """Values typed into a template: any number, and text that is printed as it stands."""
    constants = [
        constant
        for constant in _of(nodes.Const, tree)
        if isinstance(constant.value, int | float) and not isinstance(constant.value, bool)
    ]
    for output in _of(nodes.Output, tree):
        constants += [n for n in output.nodes if isinstance(n, nodes.Const) and isinstance(n.value, str)]
    for constant in constants:
        yield constant.lineno, f"Mẫu in thẳng “{constant.value}”: mọi con số phải lấy từ dữ liệu."


def _nothings(tree: Tree) -> Iterator[Mistake]:
    """What is printed though it is neither text nor number: none, true."""
    for output in _of(nodes.Output, tree):
        for node in output.nodes:
            if isinstance(node, nodes.Const) and (node.value is None or isinstance(node.value, bool)):
                yield node.lineno, unprintable(node.value)


def _unknown_arguments(calls: Calls, workbook: Workbook) -> Iterator[Mistake]:
    for call, called in calls:
        function = FUNCTIONS.get(called)
        if function is None:
            continue
        ids = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
        for name in function.named(ids):
            if function.argument == "indicator" and name not in workbook.indicators:
                yield call.lineno, workbook.without_indicator(name)
            if function.argument == "document" and name not in workbook.documents:
                yield call.lineno, f"Văn bản “{name}” không có trong documents.csv."


def _refused_calls(calls: Calls, printer: Printer) -> Iterator[Mistake]:
    """What the printer refuses, call by call; one whose arguments only a run can tell is left out."""
    for call, called in calls:
        function = FUNCTIONS.get(called)
        if function is None:
            continue
        try:
            given = [argument.as_const() for argument in call.args]
            named = {argument.key: argument.value.as_const() for argument in call.kwargs}
        except nodes.Impossible:
            continue
        try:
            getattr(printer, function.name)(*given, **named)
        except InputError:
            # The note of a document says by itself what is wrong with it.
            continue
        except ReportError as error:
            yield call.lineno, str(error)
        except TypeError:
            usual = " hoặc ".join(function.calls)
            yield call.lineno, f"{function.name}() gọi thiếu, thừa hoặc sai tên đối số: viết {usual}."
