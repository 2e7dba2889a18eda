"""Notebooks and modules edited in the texts and remarks of their code; everything else as it was written."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from cchc.checks.notebook_calls import parsed_cell

# A changed text, and in how many places it was changed.
Edit = tuple[str, int]
Editing = Callable[[str], Edit]

PIECE = re.compile(
    r'#[^\n]*|"""(?:\\.|(?!""").)*"""|\'\'\'(?:\\.|(?!\'\'\').)*\'\'\'|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'',
    re.DOTALL,
)
# As programs write notebooks: indent, and whether letters beyond ASCII are escaped.
FORMS = tuple((indent, escaped) for escaped in (False, True) for indent in (1, 2, 4, None))


def in_literals(source: str, editing: Editing) -> Edit:
    """The code with its string literals and remarks edited; what is no text of it stays."""
    places = 0

    def edited(match: "re.Match[str]") -> str:
        nonlocal places
        text, count = editing(match[0])
        places += count
        return text

    return PIECE.sub(edited, source), places


def in_notebook(text: str, code: Editing, words: Editing, output: Editing) -> Edit:
    """The notebook with the code of its cells, their words and their outputs edited; its own form stays.

    ValueError where it is no JSON.
    """
    book, places = json.loads(text), 0
    for cell in book.get("cells", []):
        source = cell.get("source", "")
        whole = source if isinstance(source, str) else "".join(source)
        edited, count = (code if cell.get("cell_type") == "code" else words)(whole)
        if count:
            cell["source"] = edited if isinstance(source, str) else edited.splitlines(keepends=True)
        outputs, more = _deep(cell.get("outputs", []), output)
        if more:
            cell["outputs"] = outputs
        places += count + more
    return (_dumped(book, text), places) if places else (text, 0)


def pieced_codes(source: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every f-string of the code: how it begins, and a pattern of what it may come to."""
    try:
        tree = parsed_cell(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = [v.value if isinstance(v, ast.Constant) else None for v in node.values]
            pattern = "".join(".+" if piece is None else re.escape(str(piece)) for piece in pieces)
            if any(isinstance(piece, str) and "." in piece for piece in pieces):
                yield str(pieces[0] or ""), re.compile(pattern)


def code_of_cells(text: str) -> list[tuple[int, str]]:
    """The number, as JupyterLab counts, and the source of each code cell (ValueError)."""
    cells = json.loads(text).get("cells", [])
    return [(n, "".join(c["source"])) for n, c in enumerate(cells, 1) if c.get("cell_type") == "code"]


def _deep(value: Any, editing: Editing) -> tuple[Any, int]:
    """Every text in lists and dictionaries edited, keys too."""
    if isinstance(value, str):
        return editing(value)
    if isinstance(value, list):
        edited = [_deep(item, editing) for item in value]
        return [item for item, _ in edited], sum(count for _, count in edited)
    if isinstance(value, dict):
        pairs = [(editing(key), _deep(item, editing)) for key, item in value.items()]
        return {key[0]: item[0] for key, item in pairs}, sum(key[1] + item[1] for key, item in pairs)
    return value, 0


def _dumped(book: Any, like: str) -> str:
    """The notebook in the form of the text it was read from, as nbformat writes where that is unknown."""
    ending = "\r\n" if "\r\n" in like else "\n"
    lines, original = like.replace("\r\n", "\n"), json.loads(like)
    last = lines[len(lines.rstrip("\n")) :]
    indent, escaped = next((form for form in FORMS if _written(original, *form) + last == lines), FORMS[0])
    return (_written(book, indent, escaped) + last).replace("\n", ending)


def _written(book: Any, indent: int | None, escaped: bool) -> str:
    return json.dumps(book, indent=indent, ensure_ascii=escaped)
