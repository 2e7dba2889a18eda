"""Where the report uses what, in templates and notebook cells; and what it does not use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cchc.base.findings import Finding, Rule, Severity
from cchc.checks.context import CheckContext
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.indicators import FAMILY, in_family
from cchc.inputs.notebook_file import NotebookFileError, read_notebook
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import FUNCTIONS, cites
from cchc.prose.narratives import exhibit_texts, narrative_texts
from cchc.prose.templates import calls

UNUSED_FIGURE = Rule(
    "khong_dung.so_lieu",
    Severity.NOTE,
    "Số liệu không được in ở đâu",
    "Tìm chỉ tiêu có số mà lời văn, ghi chú, notebook và công thức đều không dùng. Dùng trong lời văn, hoặc "
    "bỏ.",
)
UNUSED_DOCUMENT = Rule(
    "khong_dung.van_ban",
    Severity.NOTE,
    "Văn bản không được dẫn ở đâu",
    "Dẫn bằng cc() hoặc vb(), hoặc bỏ dòng ấy của documents.csv.",
)


@dataclass
class Usage:
    """Codes and documents that the report calls for."""

    codes: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)


@INPUTS.check(Topic.USAGE, UNUSED_FIGURE, UNUSED_DOCUMENT)
def check_unused(context: CheckContext) -> Iterator[Finding]:
    """Findings about figures and documents that nothing uses."""
    used = usage(context)
    yield from _figures(context.workbook, used)
    yield from _documents(context.workbook, used)


def usage(context: CheckContext) -> Usage:
    """All of it: narrative, exhibits, notes of the documents that are cited, notebooks."""
    workbook, used = context.workbook, Usage()
    for text in (*narrative_texts(context.prose), *exhibit_texts(workbook)):
        _read(text.text, used)
    for exhibits in workbook.exhibits.values():
        for exhibit in exhibits:
            used.codes.update(code for named in exhibit.named for code in named_codes(named, workbook))
    for notebook in context.notebooks.values():
        for string in notebook.strings:
            _read(string, used)
            used.codes |= named_codes(string, workbook)
    _follow_notes(workbook, used)
    for code in list(used.codes):
        _follow_formula(workbook, code, used)
    return used


def named_codes(string: str, workbook: Workbook) -> set[str]:
    """The indicators that a text of a cell names: a code, a family (`tthc.dvc.*`), a row of a form."""
    if string.endswith(FAMILY):
        return set(in_family(string, workbook.indicators))
    row = f"{string}." if "." in string else ""
    filled = {c for c, i in workbook.indicators.items() if row and i.form and c.startswith(row)}
    return filled | ({string} & workbook.indicators.keys())


def _read(text: str, used: Usage) -> None:
    for function, argument, _ in calls(text):
        if cites(function):
            used.documents.add(argument)
        elif function in FUNCTIONS and FUNCTIONS[function].argument == "indicator":
            used.codes.add(argument)


def code_cells(path: Path) -> list[str]:
    """The sources of a notebook's code cells; none where it cannot be read."""
    try:
        cells = read_notebook(path)
    except (NotebookFileError, FileNotFoundError):
        # check_notebooks says what is wrong with the file.
        return []
    return [cell.text for cell in cells if cell.cell_type == "code"]


def _follow_notes(workbook: Workbook, used: Usage) -> None:
    """The notes of cited documents print figures and cite documents in their turn."""
    followed: set[str] = set()
    while waiting := (used.documents & workbook.documents.keys()) - followed:
        for identifier in sorted(waiting):
            document = workbook.documents[identifier]
            followed.add(identifier)
            _read(document.note, used)


def _follow_formula(workbook: Workbook, code: str, used: Usage) -> None:
    indicator = workbook.indicators.get(code)
    for needed in sorted(indicator.formula.codes) if indicator and indicator.formula else ():
        if needed not in used.codes:
            used.codes.add(needed)
            _follow_formula(workbook, needed, used)


def _figures(workbook: Workbook, used: Usage) -> Iterator[Finding]:
    first = {figure.indicator: figure for figure in reversed(workbook.figures)}
    for code in dict.fromkeys(figure.indicator for figure in workbook.figures):
        if code not in used.codes:
            figure, indicator = first[code], workbook.indicators[code]
            text = (
                f"Số liệu “{indicator.name}” không được in ở đâu trong báo cáo. Dùng trong lời văn, hoặc bỏ."
            )
            yield UNUSED_FIGURE.finding(text, figure.file, figure.row, indicator.section, (code,), found=code)


def _documents(workbook: Workbook, used: Usage) -> Iterator[Finding]:
    sources = {figure.document for figure in workbook.figures}
    for document in workbook.documents.values():
        if document.id not in used.documents and document.id not in sources:
            text = f"Văn bản “{document.id}” không được dẫn ở đâu. Dẫn bằng cc() hoặc vb(), hoặc bỏ dòng này."
            yield UNUSED_DOCUMENT.finding(text, document.file, document.row, found=document.id)
