"""Templates may call only what exists: functions, indicators, documents, footnotes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jinja2
from jinja2 import nodes

from cchc.findings import Finding, Severity
from cchc.markdown import FOOTNOTE
from cchc.narrative import Block
from cchc.template import FUNCTIONS, VARIABLES, known_names, parsed
from cchc.workbook import Workbook

INDICATOR_FUNCTIONS = frozenset({"so", "ty_le", "ky", "ten", "so_sanh", "lon_nhat"})
DOCUMENT_FUNCTIONS = frozenset({"cc", "vb", "web"})
NOTE_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A piece of template text and where it begins."""

    text: str
    file: str
    row: int
    section: str

    def problem(self, row: int | None, explanation: str) -> Finding:
        """A finding about this text; `row` counts from 1 within it."""
        place = self.row + (row or 1) - 1
        return Finding(Severity.ERROR, "loi_van.mau_sai", explanation, self.file, place, self.section)


def check_references(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """LỖI for each call, code, document or footnote that does not exist."""
    findings = []
    for source in _sources(workbook, prose):
        findings += list(_problems(source, workbook))
    return findings


def _sources(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> Iterator[Source]:
    for section, blocks in prose.items():
        for block in blocks.values():
            yield Source(block.title, block.file, block.row, section)
            yield Source(block.body, block.file, block.row + (1 if block.level else 0), section)
    for document in workbook.documents.values():
        if document.note:
            yield Source(document.note, document.file, document.row, "")


def _problems(source: Source, workbook: Workbook) -> Iterator[Finding]:
    yield from _undefined_footnotes(source)
    try:
        tree = parsed(source.text)
    except jinja2.TemplateSyntaxError as error:
        yield source.problem(error.lineno, f"Mẫu viết sai cú pháp: {error.message}.")
        return
    assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in {*FUNCTIONS, *VARIABLES, *assigned}:
            yield source.problem(name.lineno, f"Mẫu gọi “{name.name}” không có. {known_names()}")
    for constant in _typed_values(tree):
        yield source.problem(
            constant.lineno, f"Mẫu in thẳng “{constant.value}”: mọi con số phải lấy từ dữ liệu."
        )
    for call in tree.find_all(nodes.Call):
        yield from _unknown_arguments(call, source, workbook)


def _typed_values(tree: nodes.Template) -> Iterator[nodes.Const]:
    """Values typed into a template: any number, and text that is printed as it stands."""
    for constant in tree.find_all(nodes.Const):
        if isinstance(constant.value, int | float) and not isinstance(constant.value, bool):
            yield constant
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.Const) and isinstance(node.value, str):
                yield node


def _unknown_arguments(call: nodes.Call, source: Source, workbook: Workbook) -> Iterator[Finding]:
    if not isinstance(call.node, nodes.Name):
        return
    ids = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
    if call.node.name in INDICATOR_FUNCTIONS:
        # so(code, unit): only lon_nhat takes several codes.
        for code in ids if call.node.name == "lon_nhat" else ids[:1]:
            if code not in workbook.indicators:
                yield source.problem(
                    call.lineno, f"Chỉ tiêu “{code}” không có trong data/catalog/indicators.csv."
                )
    if call.node.name in DOCUMENT_FUNCTIONS:
        for identifier in ids if call.node.name == "cc" else ids[:1]:
            if identifier not in workbook.documents:
                yield source.problem(call.lineno, f"Văn bản “{identifier}” không có trong documents.csv.")


def _undefined_footnotes(source: Source) -> Iterator[Finding]:
    defined = set(NOTE_DEFINITION.findall(source.text))
    for match in FOOTNOTE.finditer(source.text):
        if match[1] not in defined:
            row = source.text.count("\n", 0, match.start()) + 1
            explanation = (
                f"Chú thích [^{match[1]}] không có nội dung; dùng cc() với mã văn bản trong documents.csv."
            )
            yield source.problem(row, explanation)
