"""Notebooks, and the key figures of params: they must exist, and hold no hand-typed figure."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.merge_marks import unfinished_merges
from cchc.base.typed_blocks import without_list_numbers
from cchc.base.yaml_files import read_yaml_text, row_of_key
from cchc.checks.context import CheckContext
from cchc.checks.house_style.spots import all_names
from cchc.checks.registry import BLOCKING, INPUTS, Topic
from cchc.checks.typed_prose import forbidden, hand_typed
from cchc.inputs.notebook_file import CodeCell, NotebookFileError, TextCell, names_kernel, read_notebook
from cchc.inputs.params import KeyFigure
from cchc.inputs.workbook import Workbook
from cchc.prose.slips import QUARTO

REMOVED, PARAMETERS_TAG = "remove-cell", "parameters"
# What every notebook is run with.
PARAMETERS = ("period", "workspace")
NO_NOTEBOOK = Rule(
    "notebook.khong_co",
    Severity.ERROR,
    "Thiếu notebook mà đề cương gọi",
    "Mỗi phần của đề cương có một notebook. Lấy lại tệp, hoặc sửa mục notebook của đề cương.",
    acknowledgeable=False,
)
BROKEN = Rule(
    "notebook.hong",
    Severity.ERROR,
    "Tệp notebook hỏng, không đọc được",
    "Lấy lại bản trước từ git.",
    acknowledgeable=False,
)
NO_KERNEL = Rule(
    "notebook.thieu_nhan",
    Severity.ERROR,
    "Notebook không ghi nhân (kernel)",
    "Mở trong JupyterLab, chọn Python 3 rồi lưu lại.",
    acknowledgeable=False,
)
NO_PARAMETER = Rule(
    "notebook.thieu_tham_so",
    Severity.ERROR,
    "Notebook thiếu biến được truyền vào",
    "Ô gắn thẻ parameters khai period, workspace.",
    acknowledgeable=False,
)
TYPED_FIGURE = Rule(
    "notebook.so_go_tay",
    Severity.ERROR,
    "Con số gõ tay trong ô Markdown của notebook",
    "Lời văn có số phải nằm trong data/, nơi mỗi con số có nguồn.",
    acknowledgeable=False,
)
ODD_MARKUP = Rule(
    "notebook.ky_hieu_la",
    Severity.ERROR,
    "Thẻ, hình, mã chạy được hay lệnh Quarto trong ô Markdown của notebook",
    "Như ở lời văn: các dạng không in chúng giống nhau, mã thì không bao giờ được chạy. Bỏ đi, hoặc chuyển "
    "thành ô code.",
    acknowledgeable=False,
)
KEY_FIGURE = Rule(
    "tham_so.so_lieu_chinh",
    Severity.ERROR,
    "Số liệu chính khai sai trong params",
    "Mục key_figures gọi chỉ tiêu không có, so với mục tiêu khác đơn vị tính, hoặc có số gõ tay trong tên "
    "gọi.",
    acknowledgeable=False,
)


@BLOCKING.check(Topic.NOTEBOOKS, NO_NOTEBOOK, BROKEN, NO_KERNEL, NO_PARAMETER, TYPED_FIGURE)
def check_notebooks(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each notebook of the outline that is missing, cannot run or has a hand-typed figure."""
    workbook = context.workbook
    for section in workbook.outline.sections:
        path = workbook.workspace.notebook(section.notebook)
        yield from _problems(path, workbook, section.code)


@INPUTS.check(Topic.NOTEBOOKS, ODD_MARKUP)
def check_notebook_markup(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each tag, picture, odd link, piece of code that would run, or command in a Markdown cell."""
    workbook = context.workbook
    for section in workbook.outline.sections:
        path = workbook.workspace.notebook(section.notebook)
        with suppress(FileNotFoundError, NotebookFileError):
            for number, text in printed_markdown(read_notebook(path)):
                commands = [
                    (text.count("\n", 0, m.start()) + 1, f"Lệnh Quarto “{m[0]}”: bỏ đi.")
                    for m in QUARTO.finditer(text)
                ]
                for row, words in [*forbidden(text), *commands]:
                    explanation = f"Ô thứ {number}, dòng {row}: {words}"
                    yield ODD_MARKUP.finding(explanation, workbook.file(path), section=section.code)


def printed_markdown(cells: Sequence[TextCell | CodeCell]) -> Iterator[tuple[int, str]]:
    """The Markdown cells of the report, each with its number."""
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type == "markdown" and REMOVED not in cell.tags:
            yield number, cell.text


@BLOCKING.check(Topic.FILES, KEY_FIGURE)
def check_key_figures(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each code that the catalogue does not have, unequal target, and hand-typed figure."""
    workbook = context.workbook
    path = workbook.workspace.params(workbook.period)
    text_of_params = read_yaml_text(path, workbook.file(path))
    for n, key in enumerate(workbook.params.key_figures):
        for text in _key_figure_problems(workbook, key):
            yield KEY_FIGURE.finding(text, workbook.file(path), row_of_key(text_of_params, "key_figures", n))


def _problems(path: Path, workbook: Workbook, section: str) -> Iterator[Finding]:
    file = workbook.file(path)
    try:
        cells = read_notebook(path)
    except FileNotFoundError:
        explanation = "Đề cương gọi notebook này nhưng không có tệp."
        yield NO_NOTEBOOK.finding(explanation, file, section=section)
        return
    except NotebookFileError:
        explanation = "Tệp notebook hỏng, không đọc được. Lấy lại bản trước từ git."
        broken = BROKEN.finding(explanation, file, section=section)
        yield from unfinished_merges(_text_of(path), file) or [broken]
        return
    if names_kernel(path):
        if twice := _tagged_twice(cells):
            yield NO_PARAMETER.finding(twice, file, section=section)
        for name in PARAMETERS:
            if name not in _declared(cells):
                yield NO_PARAMETER.finding(undeclared(name), file, section=section)
    else:
        yield NO_KERNEL.finding(WITHOUT_KERNEL, file, section=section)
    for number, text in printed_markdown(cells):
        for _, digits in hand_typed(without_list_numbers(text), all_names(workbook)):
            explanation = (
                f"Ô {number} (Markdown) có con số “{digits}” gõ tay; lời văn có số phải nằm trong data/."
            )
            yield TYPED_FIGURE.finding(explanation, file, section=section)


WITHOUT_KERNEL = "Notebook không ghi nhân (kernel) nào; mở trong JupyterLab, chọn Python 3 rồi lưu lại."


def undeclared(name: str) -> str:
    """What to do about a parameter that a notebook does not declare (Vietnamese)."""
    return f"Ô gắn thẻ “{PARAMETERS_TAG}” phải khai báo biến “{name}”."


def _tagged_twice(cells: Sequence[TextCell | CodeCell]) -> str:
    """What to do about a second tagged cell, which would undo what the first is given (Vietnamese)."""
    tagged = [str(number) for number, cell in enumerate(cells, start=1) if PARAMETERS_TAG in cell.tags]
    if len(tagged) < 2:
        return ""
    return (
        f"Các ô thứ {', '.join(tagged)} cùng gắn thẻ “{PARAMETERS_TAG}”: ô sau lấy lại giá trị ghi sẵn. "
        "Chỉ để thẻ ở một ô."
    )


def _declared(cells: Sequence[TextCell | CodeCell]) -> set[str]:
    """The names that the tagged cell gives a value."""
    tagged = (cell.text for cell in cells if PARAMETERS_TAG in cell.tags)
    return set(re.findall(r"^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", next(tagged, ""), re.MULTILINE))


def _text_of(path: Path) -> str:
    """The file as far as it can be read: what git left in it shows in any case."""
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return ""


def _key_figure_problems(workbook: Workbook, key: KeyFigure) -> Iterator[str]:
    for code in filter(None, (key.indicator, key.target)):
        if code not in workbook.indicators:
            why = workbook.without_indicator(code)
            yield f"Mục “key_figures”: {why[0].lower()}{why[1:]} Kiểm tra lại mã."
    indicator, target = (workbook.indicators.get(code or "") for code in (key.indicator, key.target))
    if indicator and target and indicator.unit != target.unit:
        yield (
            f"Mục “key_figures”: mục tiêu “{target.code}” tính bằng “{target.unit}”, "
            f"“{key.indicator}” tính bằng “{indicator.unit}”: không so sánh được."
        )
    for _, digits in hand_typed(key.label or "", all_names(workbook)):
        yield f"Mục “key_figures”: tên gọi “{key.label}” có con số “{digits}” gõ tay. Bỏ số khỏi tên gọi."
