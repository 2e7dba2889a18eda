"""Numbers typed into the cells of a notebook's table, where none of them has a source."""

import ast
from collections.abc import Iterator

from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.context import CheckContext
from cchc.checks.house_style.spots import all_names
from cchc.checks.registry import INPUTS, Topic
from cchc.checks.typed_prose import hand_typed
from cchc.checks.usage import code_cells
from cchc.inputs.notebook_file import python_tree

TYPED_IN_TABLE = Rule(
    "notebook.so_trong_bang",
    Severity.ERROR,
    "Con số gõ tay trong ô bảng của notebook",
    "Tìm số gõ trong DataFrame đưa cho muc.table(). Đưa vào figures.csv rồi lấy bằng muc.frame().",
    acknowledgeable=False,
)


ADVICE = "số gõ tay trong ô bảng; đưa vào figures.csv rồi lấy bằng muc.frame()"


@INPUTS.check(Topic.READ_BACK, TYPED_IN_TABLE)
def check_typed_tables(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each number written in a frame that goes into a table."""
    workbook = context.workbook
    names = all_names(workbook)
    for entry in workbook.outline.sections:
        path = workbook.workspace.notebook(entry.notebook)
        for typed in dict.fromkeys(_typed(code_cells(path), names)):
            explanation = f"“{typed}”: {ADVICE}."
            yield TYPED_IN_TABLE.finding(explanation, workbook.file(path), None, entry.code, found=typed)


def _typed(sources: list[str], names: tuple[str, ...]) -> Iterator[str]:
    frames: dict[str, ast.Call] = {}
    for source in sources:
        try:
            tree = python_tree(source)
        except SyntaxError:
            # A cell with a magic: what it prints is read back later.
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _is_frame(node.value):
                frames |= {t.id: node.value for t in node.targets if isinstance(t, ast.Name)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) == "table" and node.args:
                shown = node.args[0]
                frame = frames.get(shown.id) if isinstance(shown, ast.Name) else shown
                if isinstance(frame, ast.Call) and _is_frame(frame):
                    yield from _numbers(frame, names)


def _numbers(node: ast.AST, names: tuple[str, ...]) -> Iterator[str]:
    """The numbers of a call's arguments, and its texts with some; what points into a table is none."""
    if isinstance(node, ast.Subscript):
        yield from _numbers(node.value, names)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield from [node.value] if any(hand_typed(node.value, names)) else ()
        elif isinstance(node.value, int | float) and not isinstance(node.value, bool):
            yield str(node.value)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _numbers(child, names)


def _is_frame(call: ast.Call) -> bool:
    return _name(call.func) == "DataFrame"


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
