"""No hand-typed figure: digits in prose must belong to a document, a date or a name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import jinja2
from jinja2 import nodes

from cchc.base.findings import Finding, Severity
from cchc.base.markdown import FOOTNOTE
from cchc.checks.house_style.passages import any_name
from cchc.inputs.narrative import Block, marks
from cchc.inputs.workbook import Workbook
from cchc.prose.functions import FUNCTIONS, VARIABLES, known_names
from cchc.prose.templates import parsed

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
LINK = re.compile(r"https?://\S+|\]\([^)]*\)|\{[#.][^}]*\}")

DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19|20)\d{2}"
ALLOWED = re.compile(
    "|".join(
        (
            # 61/2018/NĐ-CP, 5466/QĐ-UBND, 18-CTrHĐ/TU, 33-NQ/TW
            rf"\b\d{{1,5}}(?:/{YEAR})?/[A-ZĐ][\wĐđ]*(?:-[\wĐđ.]+)*",
            r"\b\d{1,5}-[A-ZĐ][\wĐđ]*/[A-ZĐ][\wĐđ]*",
            rf"\b{DAY}/{MONTH}/{YEAR}\b",
            rf"\b{MONTH}/{YEAR}\b",
            rf"\b[Nn]gày {DAY}(?: tháng {MONTH}(?: năm {YEAR})?|/{MONTH}(?:/{YEAR})?)?\b",
            rf"\b[Tt]háng {MONTH}(?: năm {YEAR})?\b",
            rf"\b(?:[Nn]ăm|[Gg]iai đoạn|[Kk]ỳ|[Nn]hiệm kỳ)\s+{YEAR}(?:\s*[-–]\s*{YEAR})?\b",
            rf"\b{YEAR}\s*[-–]\s*{YEAR}\b",
            rf"\b[Qq]uý [IV]+(?:/| năm ){YEAR}\b",
            # A heading of the report: II.2.5
            r"\b[IVX]+(?:\.\d{1,2})+\b",
        )
    )
)
DIGITS = re.compile(r"\d[\d.,]*")


def check_digits(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """LỖI for each hand-typed figure in the narrative and in the notes of documents.csv."""
    names = (*workbook.proper_names, *(agency.name for agency in workbook.agencies.values()))
    findings = []
    for section, blocks in prose.items():
        for block in blocks.values():
            for row, digits in hand_typed(block.title, names, block.row):
                findings.append(_hand_typed(digits, block.file, row, section))
            for row, digits in hand_typed(block.body, names, block.row + (1 if block.level else 0)):
                findings.append(_hand_typed(digits, block.file, row, section))
    for document in workbook.documents.values():
        for _, digits in hand_typed(document.note, names, document.row):
            findings.append(_hand_typed(digits, document.file, document.row, ""))
    return findings


def hand_typed(text: str, names: tuple[str, ...], first_row: int = 1) -> Iterator[tuple[int, str]]:
    """The digits left, each with its row, once templates, documents, dates and names are out."""
    text = JINJA.sub(blank, text)
    text = LINK.sub(blank, text)
    text = _with_digits(names).sub(blank, text)
    text = ALLOWED.sub(blank, text)
    for offset, line in enumerate(text.splitlines()):
        for match in DIGITS.finditer(line):
            yield first_row + offset, match.group().rstrip(".,")


@lru_cache(maxsize=8)
def _with_digits(names: tuple[str, ...]) -> re.Pattern[str]:
    """The names that have digits, the longest first; a sentence may begin with one."""
    return any_name(tuple(sorted(filter(DIGITS.search, names), key=len, reverse=True)))


def blank(match: "re.Match[str]") -> str:
    """Nothing, but the same number of lines."""
    return " " + "\n" * match.group().count("\n")


def _hand_typed(digits: str, file: str, row: int, section: str) -> Finding:
    explanation = (
        f"Con số “{digits}” gõ tay trong lời văn. Đưa vào figures.csv rồi in bằng so() hoặc ty_le(); "
        "nếu là tên riêng, thêm vào data/catalog/proper_names.csv."
    )
    return Finding(Severity.ERROR, "loi_van.so_go_tay", explanation, file, row, section, found=digits)


ADDRESS = r"(?:https?://|mailto:|#)"
# How each kind is explained, and what gives it away.
FORBIDDEN = (
    ("Hình “{}” không chèn được từ lời văn: vẽ bằng muc.chart() trong notebook.", r"!\[[^\]]*\]\([^)]*\)"),
    (
        "Liên kết “{}” không phải địa chỉ web (http, https, mailto).",
        rf"(?<!!)\[[^\]]*\]\((?!{ADDRESS})[^)]*\)|<(?!https?:|mailto:)[a-z][a-z0-9+.-]*:[^>\s]*>",
    ),
    (
        "Thẻ HTML “{}” sẽ in ra nguyên văn: bỏ đi; ghi chú riêng viết trong {{# … #}}.",
        r"</?[A-Za-z](?![a-z0-9+.-]*:)[^>]*>|<!--",
    ),
    (
        "Thuộc tính “{}” không có tác dụng trong báo cáo: bỏ đi.",
        r"\{=[a-z]+\}|(?<=\]|`)\{[^{}]*=[^{}]*\}|^#{1,6} .*\{[^{}]*=[^{}]*\}\s*$",
    ),
)


def check_markup(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """LỖI for each tag, attribute, picture or odd link in the narrative and in the notes of documents."""
    findings = []
    for section, blocks in prose.items():
        for block in blocks.values():
            first = block.row + (1 if block.level else 0)
            found = [*forbidden(block.title, block.row), *forbidden(block.body, first)]
            findings += [_forbidden_markup(text, block.file, row, section) for row, text in found]
    for document in workbook.documents.values():
        for _, text in forbidden(document.note):
            findings.append(_forbidden_markup(text, document.file, document.row, ""))
    return findings


def forbidden(text: str, first_row: int = 1) -> Iterator[tuple[int, str]]:
    """What is wrong with each piece of markup that may not be used, and its row."""
    text = JINJA.sub(blank, text)
    for explanation, pattern in FORBIDDEN:
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield first_row + text.count("\n", 0, match.start()), explanation.format(match.group()[:60])
        text = re.sub(pattern, blank, text, flags=re.MULTILINE)


def _forbidden_markup(explanation: str, file: str, row: int, section: str) -> Finding:
    return Finding(Severity.ERROR, "loi_van.ky_hieu_la", explanation, file, row, section)


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
    function = FUNCTIONS.get(call.node.name) if isinstance(call.node, nodes.Name) else None
    if function is None:
        return
    ids = [argument.value for argument in call.args if isinstance(argument, nodes.Const)]
    for name in function.named(ids):
        if function.argument == "indicator" and name not in workbook.indicators:
            text = f"Chỉ tiêu “{name}” không có trong data/catalog/indicators.csv."
            yield source.problem(call.lineno, text)
        if function.argument == "document" and name not in workbook.documents:
            yield source.problem(call.lineno, f"Văn bản “{name}” không có trong documents.csv.")


def _undefined_footnotes(source: Source) -> Iterator[Finding]:
    defined = set(NOTE_DEFINITION.findall(source.text))
    for match in FOOTNOTE.finditer(source.text):
        if match[1] not in defined:
            row = source.text.count("\n", 0, match.start()) + 1
            explanation = (
                f"Chú thích [^{match[1]}] không có nội dung; dùng cc() với mã văn bản trong documents.csv."
            )
            yield source.problem(row, explanation)


RULE = "loi_van.can_cap_nhat"
LONGEST = 70


def check_renewal(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """LỖI for each mark that still stands in the narrative or in the notes of documents.csv."""
    findings = []
    for section, blocks in prose.items():
        for block in blocks.values():
            first = block.row + (1 if block.level else 0)
            findings += [_not_renewed(block.file, section, *found) for found in marks(block.body, first)]
    for document in workbook.documents.values():
        for _, reason, sentence in marks(document.note):
            findings.append(_not_renewed(document.file, "", document.row, reason, sentence or document.id))
    return findings


def _not_renewed(file: str, section: str, row: int, reason: str, sentence: str) -> Finding:
    begins = sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST].rsplit(' ', 1)[0]} …"
    why = f" ({reason})" if reason else ""
    text = f"Còn dấu cần cập nhật{why}: “{begins}”. Viết lại, hoặc thấy vẫn đúng với kỳ này, rồi xóa dấu."
    return Finding(Severity.ERROR, RULE, text, file, row, section, found=reason or begins)
