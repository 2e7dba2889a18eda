"""The kernel that notebooks run in where they do not run in a fork: in JupyterLab, on Windows and macOS."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from cchc.base.search_path import python
from cchc.execution.jobs import KERNEL

# A module beside the notebooks can be imported, but never takes the place of an installed one.
NOTEBOOK_FOLDER = ""
LAST = f"import sys; sys.path.append({NOTEBOOK_FOLDER!r})"


def with_notebook_folder(path: Sequence[str]) -> list[str]:
    """sys.path for cells: the notebook's folder comes last."""
    return [*(entry for entry in path if entry != NOTEBOOK_FOLDER), NOTEBOOK_FOLDER]


def kernel_environment(folder: Path) -> dict[str, str]:
    """Describe the kernel in `folder`; these variables have Jupyter find it there before any other.

    Python's own way would look for what the kernel itself imports among the notebooks first.
    """
    spec = folder / "kernels" / KERNEL / "kernel.json"
    spec.parent.mkdir(parents=True)
    start = python("-m", "ipykernel_launcher", "-f", "{connection_file}", f"--IPKernelApp.exec_lines={LAST}")
    about = {"argv": start, "display_name": "Python 3", "language": "python", "metadata": {"debugger": True}}
    spec.write_text(json.dumps(about), encoding="utf-8")
    before = os.environ.get("JUPYTER_PATH", "")
    return {"JUPYTER_PATH": os.pathsep.join(filter(None, [str(folder), before]))}
