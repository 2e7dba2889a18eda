"""What templates call: each function, code, document and footnote must exist."""

import re
from collections.abc import Iterator

import jinja2
from jinja2 import nodes

from cchc.base.findings import Finding
from cchc.base.markdown import FOOTNOTE
from cchc.checks.context import CheckContext
from cchc.checks.registry import BLOCKING, Topic
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import FUNCTIONS, VARIABLES, known_names, not_called, unprintable
from cchc.prose.narratives import TemplateText, template_texts
from cchc.prose.templates import WRONG_TEMPLATE, parsed

NOTE_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]:", re.MULTILINE)


@BLOCKING.check(Topic.PROSE, WRONG_TEMPLATE)
def check_references(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each call, code, document or footnote that does not exist."""
    for text in template_texts(context.workbook, context.prose):
        yield from _problems(text, context.workbook)


def _problems(source: TemplateText, workbook: Workbook) -> Iterator[Finding]:
    yield from _undefined_footnotes(source)
    try:
        tree = parsed(source.text)
    except jinja2.TemplateSyntaxError as error:
        yield _wrong(source, error.lineno, f"Mẫu viết sai cú pháp: {error.message}.")
        return
    assigned = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in {*FUNCTIONS, *VARIABLES, *assigned}:
            yield _wrong(source, name.lineno, f"Mẫu gọi “{name.name}” không có. {known_names()}")
    called = {id(call.node) for call in tree.find_all(nodes.Call)}
    for name in tree.find_all(nodes.Name):
        if name.name in FUNCTIONS and id(name) not in called:
            yield _wrong(source, name.lineno, not_called(name.name))
    for constant in _nothings(tree):
        yield _wrong(source, constant.lineno, unprintable(constant.value))
    for constant in _typed_values(tree):
        yield _wrong(
            source, constant.lineno, f"Mẫu in thẳng “{constant.value}”: mọi con số phải lấy từ dữ liệu."
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


def _nothings(tree: nodes.Template) -> Iterator[nodes.Const]:
    """What is printed though it is neither text nor number: none, true."""
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.Const) and (node.value is None or isinstance(node.value, bool)):
                yield node


def _unknown_arguments(call: nodes.Call, source: TemplateText, workbook: Workbook) -> Iterator[Finding]:
    function = FUNCTIONS.get(call.node.name) if isinstance(call.node, nodes.Name) else None
    if function is None:
        return
    ids = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
    for name in function.named(ids):
        if function.argument == "indicator" and name not in workbook.indicators:
            text = f"Chỉ tiêu “{name}” không có trong data/catalog/indicators.csv."
            yield _wrong(source, call.lineno, text)
        if function.argument == "document" and name not in workbook.documents:
            yield _wrong(source, call.lineno, f"Văn bản “{name}” không có trong documents.csv.")


def _undefined_footnotes(source: TemplateText) -> Iterator[Finding]:
    defined = set(NOTE_DEFINITION.findall(source.text))
    for match in FOOTNOTE.finditer(source.text):
        if match[1] not in defined:
            row = source.text.count("\n", 0, match.start()) + 1
            explanation = (
                f"Chú thích [^{match[1]}] không có nội dung; dùng cc() với mã văn bản trong documents.csv."
            )
            yield _wrong(source, row, explanation)


def _wrong(source: TemplateText, row: int | None, explanation: str) -> Finding:
    """A finding about the text; `row` counts from 1 within it."""
    return WRONG_TEMPLATE.finding(explanation, source.file, source.row + (row or 1) - 1, source.section)
