"""What may not be typed into prose: figures, markup that does nothing, sentences not yet renewed."""

import re
from collections.abc import Iterator

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.markdown import CELL
from cchc.checks.context import CheckContext
from cchc.checks.house_style.spots import all_names, with_digits
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.narrative import marks
from cchc.prose.narratives import template_texts

TYPED_FIGURE = Rule(
    "loi_van.so_go_tay",
    Severity.ERROR,
    "Con số gõ tay trong lời văn",
    "Mọi chữ số không thuộc số, ký hiệu văn bản, ngày tháng, số đề mục hay tên riêng. Đưa vào figures.csv "
    "rồi in bằng so() hoặc ty_le(); nếu là tên riêng, thêm vào proper_names.csv.",
    acknowledgeable=False,
)
ODD_MARKUP = Rule(
    "loi_van.ky_hieu_la",
    Severity.ERROR,
    "Thẻ, thuộc tính, hình, liên kết hay khối mã không dùng được trong lời văn",
    "Các dạng HTML, PDF, DOCX không in chúng giống nhau. Bỏ đi; hình thì vẽ bằng muc.chart() trong notebook.",
    acknowledgeable=False,
)
NOT_RENEWED = Rule(
    "loi_van.can_cap_nhat",
    Severity.ERROR,
    "Câu mang từ kỳ trước sang còn dấu cần cập nhật",
    "Tìm dấu can_sua(). Viết lại, hoặc thấy vẫn đúng với kỳ này, rồi xóa dấu.",
    acknowledgeable=False,
)

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

ADDRESS = r"(?:https?://|mailto:|#)"
# How each kind is explained, and what gives it away.
FORBIDDEN = (
    ("Khối mã “{}” không chạy trong lời văn: bỏ đi; tính toán thì viết trong notebook.", CELL.pattern),
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
# Characters of a sentence that a finding quotes.
LONGEST = 70


@INPUTS.check(Topic.PROSE, TYPED_FIGURE)
def check_digits(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each hand-typed figure in the narrative and in the notes of documents.csv."""
    workbook = context.workbook
    names = all_names(workbook)
    for text in template_texts(workbook, context.prose):
        for row, digits in hand_typed(text.text, names, text.row):
            explanation = (
                f"Con số “{digits}” gõ tay trong lời văn. Đưa vào figures.csv rồi in bằng so() hoặc ty_le(); "
                "nếu là tên riêng, thêm vào data/catalog/proper_names.csv."
            )
            yield TYPED_FIGURE.finding(explanation, text.file, text.row_of(row), text.section, found=digits)


@INPUTS.check(Topic.PROSE, ODD_MARKUP)
def check_markup(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each tag, attribute, picture or odd link in the narrative and in the notes of documents."""
    for text in template_texts(context.workbook, context.prose):
        for row, explanation in forbidden(text.text, text.row):
            yield ODD_MARKUP.finding(explanation, text.file, text.row_of(row), text.section)


@INPUTS.check(Topic.PROSE, NOT_RENEWED)
def check_renewal(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each mark that still stands in the narrative or in the notes of documents.csv."""
    for text in template_texts(context.workbook, context.prose):
        if text.part == "heading":
            continue
        for row, reason, sentence in marks(text.text, text.row):
            whole = sentence or text.document
            begins = whole if len(whole) <= LONGEST else f"{whole[:LONGEST].rsplit(' ', 1)[0]} …"
            why = f" ({reason})" if reason else ""
            yield NOT_RENEWED.finding(
                f"Còn dấu cần cập nhật{why}: “{begins}”. "
                "Viết lại, hoặc thấy vẫn đúng với kỳ này, rồi xóa dấu.",
                text.file,
                text.row_of(row),
                text.section,
                found=reason or begins,
            )


def hand_typed(text: str, names: tuple[str, ...], first_row: int = 1) -> Iterator[tuple[int, str]]:
    """The digits left, each with its row, once templates, documents, dates and names are out."""
    text = JINJA.sub(blank, text)
    text = LINK.sub(blank, text)
    text = with_digits(names).sub(blank, text)
    text = ALLOWED.sub(blank, text)
    for offset, line in enumerate(text.splitlines()):
        for match in DIGITS.finditer(line):
            yield first_row + offset, match.group().rstrip(".,")


def blank(match: "re.Match[str]") -> str:
    """Nothing, but the same number of lines."""
    return " " + "\n" * match.group().count("\n")


def forbidden(text: str, first_row: int = 1) -> Iterator[tuple[int, str]]:
    """What is wrong with each piece of markup that may not be used, and its row."""
    text = JINJA.sub(blank, text)
    for explanation, pattern in FORBIDDEN:
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield first_row + text.count("\n", 0, match.start()), explanation.format(match.group()[:60])
        text = re.sub(pattern, blank, text, flags=re.MULTILINE)
