"""Where the report uses what: calls in templates and the texts of notebook cells."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2 import nodes

from cchc.narrative import Block
from cchc.notebook_file import NotebookFileError, read_notebook
from cchc.template import parsed
from cchc.workbook import Workbook

PRINTING = frozenset({"so", "ty_le", "so_sanh", "ky", "ten", "lon_nhat"})
CITING = frozenset({"cc", "vb", "web"})


@dataclass
class Usage:
    """Codes, documents and headings that the report calls for; `places` by code and section."""

    codes: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    headings: dict[str, set[str]] = field(default_factory=dict)
    openings: set[str] = field(default_factory=set)


def usage(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> Usage:
    """All of it: narrative, notes of the documents that are cited, notebooks."""
    used = Usage()
    for section, blocks in prose.items():
        for block in blocks.values():
            _read(block.title, block.file, block.row, section, used)
            _read(block.body, block.file, block.row + (1 if block.level else 0), section, used)
    for entry in workbook.outline.sections:
        _read_notebook(workbook, entry.code, entry.notebook, used)
    _follow_notes(workbook, used)
    for code in list(used.codes):
        _follow_formula(workbook, code, used)
    return used


@lru_cache(maxsize=4096)
def calls(text: str) -> tuple[tuple[str, str, int], ...]:
    """Function, first-hand argument and row of each call in a template; nothing where it is malformed."""
    if "{" not in text:
        return ()
    try:
        tree = parsed(text)
    except jinja2.TemplateSyntaxError:
        return ()
    return tuple(
        (call.node.name, argument.value, call.lineno)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        for argument in call.args
        if isinstance(argument, nodes.Const) and isinstance(argument.value, str)
    )


def _read(text: str, file: str, first_row: int, section: str, used: Usage) -> None:
    for function, argument, row in calls(text):
        if function in PRINTING:
            used.codes.setdefault(argument, (section, file, first_row + row - 1))
        elif function in CITING:
            used.documents.add(argument)


def _read_notebook(workbook: Workbook, section: str, name: str, used: Usage) -> None:
    path = workbook.workspace.notebooks / f"{name}.ipynb"
    texts = used.headings.setdefault(section, set())
    for source in code_cells(path):
        try:
            tree = ast.parse(source)
        except SyntaxError:
            # A cell with a magic: whatever it holds counts as used.
            texts.add(source)
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
                _read(node.value, workbook.file(path), 1, section, used)
                if node.value in workbook.indicators:
                    used.codes.setdefault(node.value, (section, workbook.file(path), 1))
            elif isinstance(node, ast.Attribute) and node.attr == "opening":
                used.openings.add(section)


def code_cells(path: Path) -> list[str]:
    """The sources of a notebook's code cells; none where it cannot be read."""
    try:
        cells = read_notebook(path)
    except (NotebookFileError, FileNotFoundError):
        # check_notebooks says what is wrong with the file.
        return []
    return [cell.text for cell in cells if cell.cell_type == "code"]


def _follow_notes(workbook: Workbook, used: Usage) -> None:
    """The notes of cited documents print figures and cite documents in their turn."""
    followed: set[str] = set()
    while waiting := (used.documents & workbook.documents.keys()) - followed:
        for identifier in sorted(waiting):
            document = workbook.documents[identifier]
            followed.add(identifier)
            _read(document.note, document.file, document.row, "", used)


def _follow_formula(workbook: Workbook, code: str, used: Usage) -> None:
    indicator = workbook.indicators.get(code)
    for needed in sorted(indicator.formula.codes) if indicator and indicator.formula else ():
        if needed not in used.codes:
            used.codes[needed] = used.codes[code]
            _follow_formula(workbook, needed, used)
