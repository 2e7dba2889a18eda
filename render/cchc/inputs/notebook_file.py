"""A notebook's cells as its file has them, for the checks: nbformat takes longer to load than all of them.

Whatever runs or writes notebooks does so with nbformat.
"""

import ast
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from cchc.base.characters import clean_text

Source = str | tuple[str, ...]
# Expressions and blocks inside one another, in code that somebody has written.
DEEPEST = 200


class NotebookFileError(ValueError):
    """The file is no notebook of the fourth format."""


class _CellMetadata(BaseModel):
    tags: list[str] = []


class _Cell(BaseModel):
    metadata: _CellMetadata
    source: Source

    @property
    def text(self) -> str:
        """The source in one piece, its letters composed, nothing invisible among them."""
        return clean_text(self.source if isinstance(self.source, str) else "".join(self.source))

    @property
    def tags(self) -> list[str]:
        """The cell's tags."""
        return self.metadata.tags


class TextCell(_Cell):
    """Markdown or raw text."""

    cell_type: Literal["markdown", "raw"]


class CodeCell(_Cell):
    """Code with its outputs."""

    cell_type: Literal["code"]
    outputs: list[dict[str, Any]]
    execution_count: int | None


Cell = Annotated[TextCell | CodeCell, Field(discriminator="cell_type")]


class _Notebook(BaseModel):
    nbformat: Literal[4]
    nbformat_minor: int
    metadata: dict[str, Any]
    cells: tuple[Cell, ...]


def python_tree(source: str) -> ast.Module:
    """The tree of a cell's code, of a depth to go through by recursion (SyntaxError, whatever is wrong)."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        if error.lineno is None:
            raise _unreadable(source, str(error)) from None
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        # A byte of nought, a number of thousands of digits, thousands of brackets.
        raise _unreadable(source, str(error)) from None
    level: list[ast.AST] = [tree]
    for _ in range(DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    if level:
        raise _unreadable(source, "too deep")
    return tree


def _unreadable(source: str, why: str) -> SyntaxError:
    """At the longest line: of what is too much, the likeliest place."""
    lines = source.split("\n")
    at = max(range(len(lines)), key=lambda n: len(lines[n]))
    return SyntaxError(why, ("<cell>", at + 1, 1, lines[at]))


def read_notebook(path: Path) -> tuple[TextCell | CodeCell, ...]:
    """The cells in their order (FileNotFoundError, NotebookFileError)."""
    return _notebook(path).cells


def names_kernel(path: Path) -> bool:
    """Whether it says which kernel runs it, and in which language (FileNotFoundError, NotebookFileError)."""
    metadata = _notebook(path).metadata
    told = (metadata.get("kernelspec"), metadata.get("language_info"))
    kernel, language = (part if isinstance(part, dict) else {} for part in told)
    return bool(kernel.get("name") and (kernel.get("language") or language.get("name")))


def _notebook(path: Path) -> _Notebook:
    try:
        return _read(path.read_bytes())
    except FileNotFoundError:
        raise
    except (OSError, ValidationError) as error:
        raise NotebookFileError(str(error)) from error


@lru_cache(maxsize=64)
def _read(content: bytes) -> _Notebook:
    return _Notebook.model_validate_json(content)
