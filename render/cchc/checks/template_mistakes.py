"""What is wrong with one template: each mistake at its row, none hidden by another."""

from collections.abc import Iterator

from jinja2 import nodes

from cchc.base.findings import InputError, ReportError
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import FUNCTIONS, VARIABLES, known_names
from cchc.prose.printer import Printer
from cchc.prose.slips import mended
from cchc.prose.templates import environment, parsed

# Row, from 1 within the template, and what is wrong there (Vietnamese).
Mistake = tuple[int, str]
USUAL_FILTERS = "upper, lower, capitalize"


def mistakes(text: str, workbook: Workbook, printer: Printer | None = None) -> list[Mistake]:
    """Slips of the pen, then names, codes and documents that do not exist, then values typed in.

    With a `printer`, for a template that cannot run, every call is tried by itself.
    """
    readable, slips = mended(text, parsed)
    found = [(slip.row, slip.explanation) for slip in slips]
    tree = parsed(readable)
    found += [*_unknown_names(tree), *_typed_values(tree), *_unknown_arguments(tree, workbook)]
    if printer is not None:
        found += _refused_calls(tree, printer)
    return list(dict.fromkeys(found))


def _unknown_names(tree: nodes.Template) -> Iterator[Mistake]:
    assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in {*FUNCTIONS, *VARIABLES, *assigned}:
            yield name.lineno, f"Mẫu gọi “{name.name}” không có. {known_names()}"
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in VARIABLES:
            word = call.node.name
            yield (
                call.lineno,
                f"“{word}” là một từ, không phải hàm: viết {{{{ {word} }}}}, không có ngoặc tròn.",
            )
    for kind, known in ((nodes.Filter, environment().filters), (nodes.Test, environment().tests)):
        for used in tree.find_all(kind):
            if used.name not in known:
                yield used.lineno, f"Mẫu dùng bộ lọc “{used.name}” không có. Hay dùng: {USUAL_FILTERS}."


def _typed_values(tree: nodes.Template) -> Iterator[Mistake]:
    """Values typed into a template: any number, and text that is printed as it stands."""
    constants = [
        constant
        for constant in tree.find_all(nodes.Const)
        if isinstance(constant.value, int | float) and not isinstance(constant.value, bool)
    ]
    for output in tree.find_all(nodes.Output):
        constants += [n for n in output.nodes if isinstance(n, nodes.Const) and isinstance(n.value, str)]
    for constant in constants:
        yield constant.lineno, f"Mẫu in thẳng “{constant.value}”: mọi con số phải lấy từ dữ liệu."


def _unknown_arguments(tree: nodes.Template, workbook: Workbook) -> Iterator[Mistake]:
    for call in tree.find_all(nodes.Call):
        function = FUNCTIONS.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        if function is None:
            continue
        ids = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
        for name in function.named(ids):
            if function.argument == "indicator" and name not in workbook.indicators:
                yield call.lineno, f"Chỉ tiêu “{name}” không có trong data/catalog/indicators.csv."
            if function.argument == "document" and name not in workbook.documents:
                yield call.lineno, f"Văn bản “{name}” không có trong documents.csv."


def _refused_calls(tree: nodes.Template, printer: Printer) -> Iterator[Mistake]:
    """What the printer refuses, call by call; one whose arguments only a run can tell is left out."""
    for call in tree.find_all(nodes.Call):
        function = FUNCTIONS.get(call.node.name) if isinstance(call.node, nodes.Name) else None
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
