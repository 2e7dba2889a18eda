"""Signs of what no report says, in the inputs themselves: file and row of each, before printing."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.merge_marks import UNFINISHED_MERGE
from cchc.base.sentences import TEMPLATE
from cchc.base.written_dates import is_serial
from cchc.checks.context import CheckContext
from cchc.checks.house_style.said_twice import PERCENT_TWICE
from cchc.checks.house_style.spots import Spot, words_around
from cchc.checks.input_lines import file_lines
from cchc.checks.readback.signs import EXCEL_DATE, GARBLED, OWN_MARKUP, PROGRAM_WORDS, signs
from cchc.checks.registry import INPUTS, Topic
from cchc.checks.typed_prose import blank
from cchc.inputs.acknowledged import load_acknowledgements
from cchc.inputs.exhibits import exhibits_path
from cchc.inputs.notebook_file import NotebookFileError, python_tree, read_notebook
from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import Prose, exhibit_texts, narrative_texts

TYPEWRITER = Rule(
    "doc_lai.chu_may",
    Severity.ERROR,
    "Chữ máy, khối mã trong báo cáo",
    "Đoạn giữa các dấu nháy ngược in thành chữ máy. Bỏ các dấu ấy.",
    at_times=Severity.WARNING,
)
ACKNOWLEDGED = "acknowledged.csv"
NOT_PRINTED = frozenset({"remove-cell", "parameters"})
PERCENT = re.compile(r"\{\{\s*ty_le\([^)]*\)\s*\}\}\s?(?:%|phần trăm)")
BLOCK = re.compile(r"^\s*(?P<fence>`{3,}|~{3,})", re.MULTILINE)
INLINE = re.compile(r"(?<![`\\])`[^`\n]+`(?!`)")
# A day as Excel writes it.
DAY = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{4}-\d{2}-\d{2}(?: 00:00:00)?")


@dataclass(frozen=True)
class PrintableText:
    """A piece of an input that may be printed, and where it stands; `place` says more where rows do not."""

    text: str
    file: str
    row: int | None
    section: str = ""
    place: str = ""
    markdown: bool = False


@INPUTS.check(Topic.READ_BACK, OWN_MARKUP, PROGRAM_WORDS, GARBLED, EXCEL_DATE, TYPEWRITER)
def check_inputs(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each line that holds what no report says, wherever its text comes from."""
    workbook = context.workbook
    for piece in _pieces(workbook, context.prose):
        for spot in signs(piece.text, workbook.proper_names, markdown=piece.markdown):
            # Of a table or parameters, whoever read the file has told.
            if piece.markdown or spot.rule is not UNFINISHED_MERGE:
                yield _finding(spot, piece)
    for text in _notebook_texts(workbook):
        for match in PERCENT.finditer(text.text):
            explanation = f"{text.place}“{match.group()}”: dấu % hai lần, ty_le() đã in sẵn; bỏ một dấu."
            yield PERCENT_TWICE.finding(explanation, text.file, None, text.section, found=match.group())
    yield from _document_numbers(workbook)
    yield from _typewriter(context.prose)


def _pieces(workbook: Workbook, prose: Prose) -> Iterator[PrintableText]:
    for prose_text in narrative_texts(prose):
        for row, part in enumerate(TEMPLATE.sub(blank, prose_text.text).splitlines(), start=prose_text.row):
            yield PrintableText(part, prose_text.file, row, prose_text.section, markdown=True)
    yield from _of_exhibits(workbook)
    workspace, period = workbook.workspace, workbook.period
    tables = workspace.tables(period)
    texts = (workspace.params(period), *workspace.catalog.glob("outline-*.yml"))
    given = workspace.data(period) / ACKNOWLEDGED
    for accepted in load_acknowledgements(given, workbook.file(given))[0]:
        # Its other columns quote what is acknowledged.
        yield PrintableText(f"{accepted.reason} ({accepted.who})", accepted.file, accepted.row)
    for path in (*(path for path in tables if path != given), *sorted(texts)):
        for line in file_lines(path, workbook.file(path)):
            yield PrintableText(TEMPLATE.sub(blank, line.text), line.file, line.row)
    for text in _notebook_texts(workbook):
        for part in TEMPLATE.sub(blank, text.text).splitlines():
            yield replace(text, text=part)


def _of_exhibits(workbook: Workbook) -> Iterator[PrintableText]:
    """Titles and descriptions, and what the rows of charts and tables are called."""
    for text in exhibit_texts(workbook):
        yield PrintableText(TEMPLATE.sub(blank, text.text), text.file, text.row, text.section, markdown=True)
    file = workbook.file(exhibits_path(workbook.workspace, workbook.period))
    for section, exhibits in workbook.exhibits.items():
        labels = (line.label for exhibit in exhibits for line in exhibit.lines.values())
        yield from (PrintableText(label, file, None, section) for label in labels if label)


def _notebook_texts(workbook: Workbook) -> Iterator[PrintableText]:
    """Markdown, and every text in code: titles, labels, descriptions."""
    for entry in workbook.outline.sections:
        path = workbook.workspace.notebook(entry.notebook)
        try:
            cells = read_notebook(path)
        except (FileNotFoundError, NotebookFileError):
            # check_notebooks says what is wrong with the file.
            continue
        for number, cell in enumerate(cells, start=1):
            if not NOT_PRINTED & {*cell.tags}:
                texts = _texts_in_code(cell.text) if cell.cell_type == "code" else [cell.text]
                # A template in pieces, which the cell puts together, is read back once it is printed.
                for text in (text for text in texts if text.count("{{") == text.count("}}")):
                    place = f"Ô {number}: "
                    yield PrintableText(text, workbook.file(path), None, entry.code, place, markdown=True)


def _texts_in_code(source: str) -> Iterator[str]:
    try:
        yield from _texts_in(python_tree(source))
    except SyntaxError:
        # A cell with a magic: what it prints is read back later.
        return


def _texts_in(node: ast.AST) -> Iterator[str]:
    """Every text; one that is put together stands in one piece, without what is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _texts_in(child)


def _finding(spot: Spot, piece: PrintableText) -> Finding:
    explanation = f"{piece.place}“{words_around(piece.text, spot)}”: {spot.advice}."
    found = piece.text[spot.start : spot.end]
    return spot.rule.finding(explanation, piece.file, piece.row, piece.section, found=found)


def _document_numbers(workbook: Workbook) -> Iterator[Finding]:
    """Numbers that are days: with slashes, or as Excel counts them."""
    for document in workbook.documents.values():
        number = document.number
        if is_serial(number) or DAY.fullmatch(number):
            explanation = (
                f"Số, ký hiệu “{number}” giống ngày tháng do Excel đổi ra. Chép lại từ văn bản gốc, ví dụ "
                "61/2018/NĐ-CP; trong Excel định dạng cột number là Text trước khi nhập."
            )
            yield EXCEL_DATE.finding(explanation, document.file, document.row, found=number)


def _typewriter(prose: Prose) -> Iterator[Finding]:
    for text in narrative_texts(prose):
        bare = TEMPLATE.sub(blank, text.text)
        opened = [match.start() for match in BLOCK.finditer(bare)][::2]
        for start in opened:
            explanation = "Khối mã (```) in thành chữ máy. Bỏ các dấu ```."
            row = text.row + bare.count("\n", 0, bare.index("`" if "`" in bare else "~", start))
            yield TYPEWRITER.finding(explanation, text.file, row, text.section, found="```")
        for match in INLINE.finditer(bare):
            explanation = f"“{match.group()[:40]}” in thành chữ máy. Bỏ các dấu `."
            row = text.row + bare.count("\n", 0, match.start())
            yield TYPEWRITER.finding(
                explanation, text.file, row, text.section, found=match.group(), severity=Severity.WARNING
            )
