"""Where the report uses what: calls in templates and the texts of notebook cells."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cchc.base.findings import Finding, Severity
from cchc.inputs.narrative import OPENING, Block
from cchc.inputs.notebook_file import NotebookFileError, read_notebook
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import FUNCTIONS, cites
from cchc.prose.templates import calls


@dataclass
class Usage:
    """Codes, documents and headings that the report calls for; `places` by code and section."""

    codes: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    headings: dict[str, set[str]] = field(default_factory=dict)
    openings: set[str] = field(default_factory=set)


def usage(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> Usage:
    """All of it: narrative, notes of the documents that are cited, notebooks."""
    used = Usage()
    for section, blocks in prose.items():
        for block in blocks.values():
            _read(block.title, block.file, block.row, section, used)
            _read(block.body, block.file, block.row + (1 if block.level else 0), section, used)
    for entry in workbook.outline.sections:
        _read_notebook(workbook, entry.code, entry.notebook, used)
    _follow_notes(workbook, used)
    for code in list(used.codes):
        _follow_formula(workbook, code, used)
    return used


def _read(text: str, file: str, first_row: int, section: str, used: Usage) -> None:
    for function, argument, row in calls(text):
        if cites(function):
            used.documents.add(argument)
        elif function in FUNCTIONS and FUNCTIONS[function].argument == "indicator":
            used.codes.setdefault(argument, (section, file, first_row + row - 1))


def _read_notebook(workbook: Workbook, section: str, name: str, used: Usage) -> None:
    path = workbook.workspace.notebooks / f"{name}.ipynb"
    texts = used.headings.setdefault(section, set())
    for source in code_cells(path):
        try:
            tree = ast.parse(source)
        except SyntaxError:
            # A cell with a magic: whatever it holds counts as used.
            texts.add(source)
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
                _read(node.value, workbook.file(path), 1, section, used)
                if node.value in workbook.indicators:
                    used.codes.setdefault(node.value, (section, workbook.file(path), 1))
            elif isinstance(node, ast.Attribute) and node.attr == "opening":
                used.openings.add(section)


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
            _read(document.note, document.file, document.row, "", used)


def _follow_formula(workbook: Workbook, code: str, used: Usage) -> None:
    indicator = workbook.indicators.get(code)
    for needed in sorted(indicator.formula.codes) if indicator and indicator.formula else ():
        if needed not in used.codes:
            used.codes[needed] = used.codes[code]
            _follow_formula(workbook, needed, used)


RULES = {
    "khong_dung.so_lieu": "Số liệu không được in ở đâu",
    "khong_dung.van_ban": "Văn bản không được dẫn ở đâu",
    "khong_dung.loi_van": "Đề mục lời văn không được notebook nào in",
}


def check_unused(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """Findings about figures, documents and prose that nothing uses."""
    used = usage(workbook, prose)
    return [
        *_figures(workbook, used),
        *_documents(workbook, used),
        *_headings(workbook, used, prose),
    ]


def _figures(workbook: Workbook, used: Usage) -> Iterator[Finding]:
    seen = set()
    for figure in workbook.figures:
        if figure.indicator not in used.codes and figure.indicator not in seen:
            seen.add(figure.indicator)
            indicator = workbook.indicators[figure.indicator]
            text = (
                f"Số liệu “{indicator.name}” không được in ở đâu trong báo cáo. Dùng trong lời văn, hoặc bỏ."
            )
            yield Finding(
                Severity.NOTE,
                "khong_dung.so_lieu",
                text,
                figure.file,
                figure.row,
                indicator.section,
                (indicator.code,),
                found=indicator.code,
            )


def _documents(workbook: Workbook, used: Usage) -> Iterator[Finding]:
    sources = {figure.document for figure in workbook.figures}
    for document in workbook.documents.values():
        if document.id not in used.documents and document.id not in sources:
            text = f"Văn bản “{document.id}” không được dẫn ở đâu. Dẫn bằng cc() hoặc vb(), hoặc bỏ dòng này."
            yield Finding(
                Severity.NOTE, "khong_dung.van_ban", text, document.file, document.row, found=document.id
            )


def _headings(workbook: Workbook, used: Usage, prose: Mapping[str, Mapping[str, Block]]) -> Iterator[Finding]:
    notebooks = {section.code: section.notebook for section in workbook.outline.sections}
    for section, blocks in prose.items():
        for key, block in blocks.items():
            shown = section in used.openings if key == OPENING else _called(key, used.headings[section])
            if not shown:
                name = f"Đề mục “{key}”" if key else "Đoạn mở đầu"
                call = f'muc.narrative("{key}")' if key else "muc.opening()"
                text = (
                    f"{name} không được notebook {notebooks[section]} in ra: báo cáo thiếu đoạn này. "
                    f"Thêm ô {call} vào notebook, hoặc bỏ đoạn."
                )
                yield Finding(
                    Severity.WARNING,
                    "khong_dung.loi_van",
                    text,
                    block.file,
                    block.row,
                    section,
                    found=key or "(mở đầu)",
                )


def _called(key: str, texts: set[str]) -> bool:
    # A cell that Python cannot parse is kept whole.
    return key in texts or any(f'"{key}"' in text or f"'{key}'" in text for text in texts)
