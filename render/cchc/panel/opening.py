"""JupyterLab on a workspace: which notebook it opens, and the panel's notebook made ready for it."""

import os
from pathlib import Path
from urllib.parse import quote

from cchc.base.files import write_whole
from cchc.base.search_path import python
from cchc.inputs.notebook_file import CodeCell, NotebookFileError, read_notebook
from cchc.inputs.workspace import Workspace
from cchc.turnover.panel_notebook import panel_notebook

# JupyterLab's own defaults that differ here: it asks no question about news from elsewhere.
SETTINGS = Path(__file__).with_name("lab")


def lab_command(workspace: Workspace, notebook: Path) -> list[str]:
    """JupyterLab whose files are the workspace's: the panel's links start there."""
    address = f"/lab/tree/{quote(workspace.relative(notebook))}"
    return python(
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={workspace.root}",
        f"--LabApp.default_url={address}",
    )


def lab_environment() -> dict[str, str]:
    """The variable that brings our defaults; what the user has set herself comes first."""
    paths = filter(None, [os.environ.get("JUPYTER_CONFIG_PATH"), str(SETTINGS)])
    return {"JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}


def ready_panel(workspace: Workspace) -> Path:
    """The panel's notebook as it is shipped; one whose code the user has changed stays.

    DeliveryError, ScaffoldError where it cannot be written.
    """
    shipped = panel_notebook()
    if not workspace.panel.exists() or _has_our_code(workspace.panel, shipped):
        write_whole(workspace.panel, shipped.encode("utf-8"))
        _trust(shipped)
    return workspace.panel


def _has_our_code(path: Path, shipped: str) -> bool:
    import nbformat

    try:
        own = [cell.text for cell in read_notebook(path) if isinstance(cell, CodeCell)]
    except (NotebookFileError, OSError):
        return False
    cells = nbformat.reads(shipped, as_version=4).cells
    return own == [cell.source for cell in cells if cell.cell_type == "code"]


def _trust(shipped: str) -> None:
    """Sign it, so that its button works without a question."""
    import nbformat
    from nbformat.sign import NotebookNotary

    NotebookNotary().sign(nbformat.reads(shipped, as_version=4))
