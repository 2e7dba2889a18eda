"""Notebooks that are broken, from another program, or do something nobody meant. Made up."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from tests.conftest import NOTEBOOKS, write_notebook
from tests.faults.cases.rewriting import rewritten
from tests.faults.judging import PERIOD, Case, Expected, Prints, Same, Says
from tests.faults.sites import Site

FILE = "notebooks/20_dao_tao.ipynb"
REPORT = ("report", PERIOD, "--engine", "pandoc", "--formats", "html")
NAME = r"20_dao_tao\.ipynb"
Book = dict[str, Any]


def broken(
    name: str,
    change: Callable[[str], str | bytes],
    *expected: Expected,
    command: tuple[str, ...] = ("check", PERIOD),
) -> Case:
    """A case: the text of the notebook file changed."""
    return _case(name, rewritten(FILE, change), expected, command)


def altered(
    name: str,
    change: Callable[[Book], object],
    *expected: Expected,
    command: tuple[str, ...] = ("check", PERIOD),
) -> Case:
    """A case: the notebook changed as data."""

    def rewritten(text: str) -> str:
        book = json.loads(text)
        change(book)
        return json.dumps(book, ensure_ascii=False)

    return broken(name, rewritten, *expected, command=command)


def cell(name: str, code: str, *expected: Expected, limits: str = "") -> Case:
    """A case: one more cell, run for a report."""

    def arrange(site: Site) -> None:
        write_notebook(site.root / FILE, NOTEBOOKS["20_dao_tao"], code)
        site.write("params/2020-H1.yml", site.read("params/2020-H1.yml") + limits)

    return _case(name, arrange, expected, REPORT)


def _case(
    name: str, arrange: Callable[[Site], object], expected: tuple[Expected, ...], command: tuple[str, ...]
) -> Case:
    return Case(f"notebook: {name}", "notebook", "sense", arrange, expected, command)


def kernel(name: str) -> Callable[[Book], object]:
    """Another kernel."""
    return lambda book: book["metadata"].update(
        kernelspec={"name": name, "display_name": name, "language": name}
    )


def coded(change: Callable[[str], str]) -> Callable[[Book], object]:
    """The cell with the work in it, changed."""

    def changed(book: Book) -> None:
        before = "".join(book["cells"][2]["source"])
        after = change(before)
        if after == before:
            raise LookupError("nothing to change")
        book["cells"][2]["source"] = after

    return changed


IN_CELL = r"20_dao_tao\.ipynb.*ô thứ"
CASES = [
    broken("JSON cắt đôi", lambda text: text[: len(text) // 2], Says(NAME, "hỏng|JSON", most=2)),
    broken("rỗng", lambda _: "", Says(NAME, "hỏng|rỗng", most=2)),
    broken("không phải JSON", lambda _: "# %% một tệp .py\n", Says(NAME, "hỏng", most=2)),
    broken("JSON của thứ khác", lambda _: "[1, 2, 3]", Says(NAME, "hỏng", most=2)),
    broken("50.000 ngoặc lồng nhau", lambda _: "[" * 50000, Says(NAME, "hỏng", most=2)),
    broken(
        "dấu xung đột của git",
        lambda text: text.replace('"cells"', '<<<<<<< HEAD\n"cells"'),
        Says(NAME, "git|hỏng", most=2),
    ),
    broken("UTF-16", lambda text: text.encode("utf-16"), Same(), Says(NAME, "hỏng|UTF-8", most=2)),
    broken("BOM", lambda text: text.encode("utf-8-sig"), Same(), Says(NAME, "hỏng|BOM|UTF-8", most=2)),
    broken(
        "tổ hợp (NFD)",
        lambda text: json.dumps(json.loads(unicodedata.normalize("NFD", text)), ensure_ascii=False),
        Same(),
    ),
    altered(
        "không còn ô nào", lambda book: book.update(cells=[]), Says(NAME, "tham số|parameters|ô", most=3)
    ),
    altered(
        "bản ghi dạng cũ (nbformat 3)",
        lambda book: book.update(nbformat=3, nbformat_minor=0),
        Same(),
        Says(NAME, "hỏng|dạng cũ|JupyterLab", most=3),
    ),
    altered(
        "dạng của mai sau (nbformat 9)",
        lambda book: book.update(nbformat=9),
        Says(NAME, "hỏng|dạng|mới", most=3),
    ),
    altered("không có kernelspec", lambda book: book.update(metadata={}), Same(), Says(NAME, "kernel")),
    altered("kernel R", kernel("ir"), Same(), Says(NAME, "kernel|python|ir")),
    altered("kernel conda của máy khác", kernel("conda-env-x-py"), Same(), Says(NAME, "kernel|conda")),
    altered(
        "thiếu nhãn parameters", lambda book: book["cells"][1].update(metadata={}), Says(NAME, "parameters")
    ),
    altered(
        "thiếu tham số period",
        lambda book: book["cells"][1].update(source='workspace = ""'),
        Says(NAME, "period"),
    ),
    altered(
        "hai ô parameters",
        lambda book: book["cells"].insert(2, book["cells"][1] | {"id": "hai"}),
        Says(NAME, "parameters|hai"),
    ),
    altered("hai ô một id", lambda book: book["cells"][2].update(id="title"), Same(), Says(NAME, "id|hỏng")),
    altered("đề mục không có", coded(lambda text: text.replace('"1.1"', '"9"')), Says(NAME, "“9”")),
    altered("ô viết sai cú pháp", coded(lambda _: "muc = (\n"), Says(NAME, "cú pháp|ô")),
    altered("lệnh riêng của IPython", coded(lambda text: "!true\n" + text), Same(), Says(NAME, "ô|!")),
    altered(
        "phần lạ", coded(lambda text: text.replace('"dao_tao", period', '"la", period')), Says(NAME, "“la”")
    ),
    altered(
        "U+200B trong mã chỉ tiêu",
        coded(lambda text: text.replace("dao_tao.lop", "dao_tao.lop\u200b")),
        Same(),
        Says(NAME, "dao_tao"),
    ),
    altered(
        "NBSP thụt lề trong ô",
        coded(lambda text: "if True:\n\u00a0\u00a0pass\n" + text),
        Same(),
        Says(NAME, "cú pháp|ô"),
    ),
    cell(
        "chạy mãi", "while True:\n    pass", Says(IN_CELL, "giây|lâu"), limits="notebook_timeout_seconds: 3\n"
    ),
    cell(
        "ngủ mãi",
        "import time\ntime.sleep(9999)",
        Says(IN_CELL, "giây|lâu"),
        limits="notebook_timeout_seconds: 3\n",
    ),
    cell(
        "in mãi",
        "while True:\n    print('x' * 10000)",
        Says(IN_CELL, "MB|nhiều"),
        limits="notebook_output_mb: 2\n",
    ),
    cell(
        "ăn hết bộ nhớ",
        "x = [bytearray(50_000_000) for _ in range(200)]",
        Says(IN_CELL, "bộ nhớ|MB"),
        limits="notebook_memory_mb: 300\n",
    ),
    cell("os._exit", "import os\nos._exit(0)", Says(NAME, "ô|dừng|kết thúc")),
    cell("sys.exit", "import sys\nsys.exit()", Says(NAME, "ô|dừng|kết thúc|SystemExit")),
    cell(
        "tự kết thúc bằng tín hiệu",
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        Says(NAME, "ô|dừng|bộ nhớ"),
    ),
    cell("đợi gõ phím", 'ten = input("Tên: ")', Says(IN_CELL, "ghi sẵn giá trị vào ô", python=True)),
    cell("ô lỗi chia cho 0", "\n1 / 0", Says(IN_CELL, "1 / 0\\s+chia cho 0", python=True)),
    cell("đệ quy mãi", "def a():\n    return a()\na()", Says(IN_CELL, "gọi lại chính nó", python=True)),
    cell("thư viện không có", "import thu_vien_la", Says(IN_CELL, "máy chưa có thư viện này", python=True)),
    cell("chữ ngoài Unicode", r"print('\ud800')", Says(IN_CELL, "ký tự"), Prints("Lớp")),
]
