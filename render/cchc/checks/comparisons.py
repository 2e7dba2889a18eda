"""Which comparisons the report asks for, in templates and in notebook cells."""

import ast
from collections.abc import Container, Iterator
from dataclasses import dataclass

import jinja2
from jinja2 import nodes

from cchc.inputs.exhibits import exhibit_rows, exhibits_path
from cchc.inputs.notebook_file import NotebookFileError, python_tree, read_notebook
from cchc.inputs.workbook import Workbook
from cchc.prose.language import parsed
from cchc.prose.narratives import Prose, template_texts
from cchc.values.earlier import BASES
from cchc.values.exhibit_data import in_period
from cchc.values.values import Values

FUNCTION = "so_sanh"
PARAMETERS = ("code", "don_vi", "voi")
KNOWN_BASES = ("", *BASES)


@dataclass(frozen=True)
class Place:
    """Where a comparison stands; a notebook has a cell, counted from 1, and no row."""

    section: str
    file: str
    row: int | None = None
    cell: int | None = None


@dataclass(frozen=True)
class AskedComparison:
    """An indicator compared with a base, named as templates do; empty is the usual one.

    `in_frame`: in the columns of a table or chart, not in a phrase.
    """

    code: str
    agency: str
    base: str
    place: Place
    in_frame: bool = False


def comparisons(workbook: Workbook, prose: Prose) -> Iterator[AskedComparison]:
    """All that templates and notebook cells spell out; what a cell works out shows when it is printed."""
    for text in template_texts(workbook, prose):
        for call, row in _calls(text.text):
            yield AskedComparison(*call, Place(text.section, text.file, text.row_of(text.row + row - 1)))
    yield from _in_exhibits(workbook)
    for entry in workbook.outline.sections:
        path = workbook.workspace.notebook(entry.notebook)
        try:
            cells = read_notebook(path)
        except (NotebookFileError, FileNotFoundError):
            # check_notebooks says what is wrong with the file.
            continue
        for number, cell in enumerate(cells, start=1):
            if cell.cell_type == "code" and FUNCTION in cell.text:
                place = Place(entry.code, workbook.file(path), cell=number)
                yield from _in_cell(cell.text, place, workbook.indicators)


def _in_exhibits(workbook: Workbook) -> Iterator[AskedComparison]:
    """What declared tables and charts show beside their figures."""
    if not workbook.exhibits:
        return
    path = exhibits_path(workbook.workspace, workbook.period)
    rows, values = exhibit_rows(path, workbook.exhibits), Values(workbook)
    for section, exhibits in workbook.exhibits.items():
        for n, exhibit in enumerate(exhibits):
            place = Place(section, workbook.file(path), rows[section, n])
            codes = in_period(exhibit, workbook, values).lines if exhibit.so_sanh else ()
            for base in exhibit.so_sanh:
                yield from (AskedComparison(code, "", base, place, True) for code in codes)


def _calls(template: str) -> Iterator[tuple[tuple[str, str, str], int]]:
    """Code, unit and base of each call that spells them out, and its row within the template."""
    if FUNCTION not in template:
        return
    try:
        tree = parsed(template)
    except jinja2.TemplateSyntaxError:
        return
    for call in tree.find_all(nodes.Call):
        named = dict(zip(PARAMETERS, call.args, strict=False)) | {k.key: k.value for k in call.kwargs}
        values = {name: node.value for name, node in named.items() if isinstance(node, nodes.Const)}
        known = isinstance(call.node, nodes.Name) and call.node.name == FUNCTION
        base = values.get("voi", "")
        if known and "code" in values and len(values) == len(named) and base in KNOWN_BASES:
            yield (values["code"], values.get("don_vi", ""), base), call.lineno


def _in_cell(source: str, place: Place, known: Container[str]) -> Iterator[AskedComparison]:
    """Calls within titles, and codes in calls that ask for columns of comparison."""
    try:
        tree = python_tree(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (AskedComparison(*call, place) for call, _ in _calls(node.value))
        elif isinstance(node, ast.Call):
            asked = [word.value for word in node.keywords if word.arg == FUNCTION]
            bases = [base for value in asked for base in _strings(value) if base in KNOWN_BASES]
            codes = [code for code in _strings(node) if code in known] if bases else []
            yield from (AskedComparison(code, "", base, place, True) for base in bases for code in codes)


def _strings(tree: ast.AST) -> list[str]:
    """In the order of the source."""
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    constants.sort(key=lambda node: (node.lineno, node.col_offset))
    return [node.value for node in constants if isinstance(node.value, str)]
