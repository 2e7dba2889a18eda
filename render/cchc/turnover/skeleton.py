"""A section's narrative before anything is written: the headings that its notebook prints."""

import ast
from pathlib import Path

import nbformat

from cchc.renewal import mark

TO_WRITE = "viết nội dung"


def skeleton(notebook: Path) -> str:
    """One heading with a mark for each `muc.narrative("…")`, and for `muc.opening()`."""
    parts = []
    for name, key in _calls(notebook):
        if name == "opening":
            parts.append(mark(TO_WRITE).rstrip())
        elif name == "narrative":
            number, title = (f"{key}. ", "Đặt tên đề mục") if key.replace(".", "").isdecimal() else ("", key)
            level = "#" * (2 + number.count(".") - 1) if number else "##"
            parts += [f"{level} {number}{title}", mark(TO_WRITE).rstrip()]
    return "\n\n".join(parts or [mark(TO_WRITE).rstrip()]) + "\n"


def _calls(notebook: Path) -> list[tuple[str, str]]:
    try:
        cells = nbformat.read(notebook, as_version=4).cells
    except Exception:
        # check_notebooks says what is wrong with the file.
        return []
    found = []
    for cell in cells:
        if cell.cell_type != "code":
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                keys = [a.value for a in node.args if isinstance(a, ast.Constant)]
                found.append((node.func.attr, str(keys[0]) if keys else ""))
    return found
