"""Links that JupyterLab follows: to a file at its row, to the report beside the panel, to a folder."""

import json
from html import escape
from pathlib import PurePosixPath

EDITOR, PAGE = "Editor", "HTML Viewer"
# Commands of JupyterLab itself.
OPEN, GO_TO_LINE, ALL = "docmanager:open", "fileeditor:go-to-line", "apputils:run-all-enabled"
BROWSE = "filebrowser:go-to-path"
BESIDE = {"mode": "split-right"}
NAMES = {
    "figures.csv": "Số liệu",
    "documents.csv": "Văn bản",
    "acknowledged.csv": "Giải trình",
    "indicators.csv": "Danh mục chỉ tiêu",
    "agencies.csv": "Danh mục đơn vị",
    "checks.csv": "Phép kiểm tra",
    "targets.csv": "Mục tiêu",
    "intake.csv": "Ai cung cấp gì",
}


def file_link(file: str, row: int | None) -> str:
    """A link that opens the file, as text, at its row; nothing for no file."""
    if not file:
        return ""
    path = PurePosixPath(file)
    if path.suffix == ".ipynb":
        return _link(OPEN, {"path": file}, f"Notebook {path.stem}", file)
    name = place_in_words(file, row)
    if row is None:
        return _link(OPEN, {"path": file, "factory": EDITOR}, name, file)
    # One set of arguments goes to all. The folder is asked for while the file loads: before it has, there is
    # no row to go to, and no command waits for that.
    steps = [OPEN, BROWSE, GO_TO_LINE, BROWSE, GO_TO_LINE]
    shared = {"path": file, "factory": EDITOR, "line": row, "column": 1, "dontShowBrowser": True}
    return _link(ALL, {"commands": steps, "args": shared}, name, f"{file}:{row}")


def place_in_words(file: str, row: int | None) -> str:
    """`Số liệu, dòng 12`."""
    path = PurePosixPath(file)
    if path.parent.name == "narrative":
        name = f"Lời văn {path.name}"
    elif path.parts[:1] == ("params",):
        name = "Tham số"
    else:
        name = NAMES.get(path.name, path.name)
    return name if row is None else f"{name}, dòng {row}"


def report_link(file: str, title: str) -> str:
    """A link that opens the page beside the panel."""
    return _link(OPEN, {"path": file, "factory": PAGE, "options": BESIDE}, title, file, "cchc-button")


def document_link(file: str, title: str) -> str:
    """A link that opens the file as JupyterLab thinks best."""
    return _link(OPEN, {"path": file}, title, file)


def folder_link(folder: str, title: str) -> str:
    """A link that shows the folder on the left."""
    return _link(BROWSE, {"path": folder}, title, folder)


def _link(command: str, arguments: object, title: str, hint: str, kind: str = "cchc-link") -> str:
    data = escape(json.dumps(arguments, ensure_ascii=False))
    return (
        f'<a href="#" class="{kind}" title="{escape(hint)}" data-commandlinker-command="{command}"'
        f' data-commandlinker-args="{data}">{escape(title)}</a>'
    )
