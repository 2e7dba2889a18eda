"""Made-up cells of notebooks as the checks read them."""

import json
from pathlib import Path

import pytest

from cchc.inputs.notebook_file import names_kernel, python_tree, read_notebook


def write(folder: Path, source: object, **metadata: object) -> Path:
    path = folder / "thu.ipynb"
    cell = {"cell_type": "markdown", "metadata": {}, "source": source}
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [cell]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "source", ["Tie\u0302\u0301ng\u200b\n\tViệt", ["Tie\u0302", "\u0301ng\u00ad\n", "\tViệt"]]
)
def test_letters_are_composed_and_nothing_is_invisible(tmp_path: Path, source: object) -> None:
    (cell,) = read_notebook(write(tmp_path, source))
    assert cell.text == "Tiếng\n\tViệt"


@pytest.mark.parametrize("kernel", [[], None, "python3", {}, {"name": "python3"}])
def test_a_kernel_of_another_shape_is_none(tmp_path: Path, kernel: object) -> None:
    assert not names_kernel(write(tmp_path, "x", kernelspec=kernel))


@pytest.mark.parametrize(
    "line",
    [
        "x = " + "(" * 3000 + "1" + ")" * 3000,
        "x = " + "-" * 5000 + "1",
        "x = 1" + "+1" * 5000,
        "x = 1" + "+1" * 300,
        "x = " + "9" * 5000,
        "x = '\0'",
    ],
)
def test_code_that_nobody_writes_is_refused_at_its_line(line: str) -> None:
    with pytest.raises(SyntaxError) as error:
        python_tree(f"a = 1\n{line}\nb = 2")
    assert error.value.lineno == 2
