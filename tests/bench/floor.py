"""What no way of running can save: the cells' own work, one run of Pandoc and one of Typst.

`python -m tests.bench.floor WORKSPACE PERIOD BUILD` prints the seconds of each as JSON; BUILD is a folder
that has been rendered.
"""

import contextlib
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pypandoc
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from cchc.execution.environment import load_libraries
from cchc.publish.build_folder import environment, epoch, sections
from cchc.publish.programs import shared_settings


def cells(root: Path, period: str) -> float:
    """All code cells in one process that has the libraries loaded."""
    load_libraries()
    os.chdir(root / "notebooks")
    started = time.monotonic()
    for path in sorted(Path().glob("[1-9]*.ipynb")):
        shell: Any = InteractiveShell()
        sources = [
            cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"
        ]
        with capture_output(), contextlib.redirect_stdout(io.StringIO()):
            for source in [sources[0], f"period = {period!r}", *sources[1:]]:
                shell.run_cell(source).raise_error()
    return time.monotonic() - started


def pandoc(build: Path) -> float:
    """The text read and written once as HTML, without filters."""
    import subprocess

    command = [pypandoc.get_pandoc_path(), f"--from={shared_settings().reader}", "--to=html5"]
    started = time.monotonic()
    subprocess.run(
        [*command, *sections(build)], cwd=build, env=environment(build), capture_output=True, check=True
    )
    return time.monotonic() - started


def typst(build: Path) -> float:
    """The PDF compiled once."""
    import typst as compiler

    started = time.monotonic()
    compiler.compile(build / "bao-cao.typ", root=build, format="pdf", timestamp=epoch(build))
    return time.monotonic() - started


if __name__ == "__main__":
    workspace, name, folder = Path(sys.argv[1]).resolve(), sys.argv[2], Path(sys.argv[3]).resolve()
    found = {"pandoc": pandoc(folder), "typst": typst(folder), "cells": cells(workspace, name)}
    print(json.dumps(found))
