"""What may not be typed into prose: figures, markup that does nothing, sentences not yet renewed."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePosixPath
from unicodedata import category

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.sentences import TEMPLATE
from cchc.base.typed_blocks import without_list_numbers
from cchc.checks.context import CheckContext
from cchc.checks.house_style.spots import all_names, with_digits
from cchc.checks.input_lines import file_lines
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.catalog.outline import outline_files
from cchc.inputs.narrative import TO_WRITE, marks
from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import TemplateText, template_texts

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
    "Thẻ, thuộc tính, hình, liên kết hay mã chạy được trong lời văn",
    "Các dạng HTML, PDF, DOCX không in chúng giống nhau; khối mã {python}, {r}, {dot} không bao giờ chạy. "
    "Bỏ đi; hình thì vẽ bằng muc.chart() trong notebook.",
    acknowledgeable=False,
)
NOT_RENEWED = Rule(
    "loi_van.can_cap_nhat",
    Severity.ERROR,
    "Câu mang từ kỳ trước sang còn dấu cần cập nhật",
    "Tìm dấu can_sua(). Viết lại, hoặc thấy vẫn đúng với kỳ này, rồi xóa dấu.",
    acknowledgeable=False,
)

NOT_READ = Rule(
    "loi_van.chua_doc",
    Severity.ERROR,
    "Lời văn của một phần mang từ kỳ trước sang, chưa đọc lại",
    "Đọc cả phần, sửa chỗ không còn đúng, rồi xóa dòng chua_doc() ở đầu tệp.",
    acknowledgeable=False,
)

# Addresses, identifiers and classes; a title or another attribute is printed or read aloud.
LINK = re.compile(r"\]\(\S*?(?=[\s)])|https?://\S+|[\w.+-]+@[\w.-]+|\{[#.][\w-]+(?:\s+[#.][\w-]+)*")

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
            # In a heading they may stand in capitals.
            rf"(?i:\bngày {DAY}(?: tháng {MONTH}(?: năm {YEAR})?|/{MONTH}(?:/{YEAR})?)?\b)",
            rf"(?i:\b{DAY} tháng {MONTH} năm {YEAR}\b)",
            rf"(?i:\btháng {MONTH}(?:(?: năm |/){YEAR})?\b)",
            rf"(?i:\b(?:năm|giai đoạn|kỳ|nhiệm kỳ)\s+{YEAR}(?:\s*[-–]\s*{YEAR})?\b)",
            rf"\b{YEAR}\s*[-–]\s*{YEAR}\b",
            rf"(?i:\bquý [IV]+(?:/| năm ){YEAR}\b)",
            # A heading of the report: II.2.5
            r"\b[IVX]+(?:\.\d{1,2})+\b",
        )
    )
)
# ½ ⁴⁵ ④ Ⅳ are numbers too; m² and CO₂ hold none.
SIGNS = "".join(sign for sign in map(chr, range(0x80, 0x20000)) if category(sign) in ("No", "Nl"))
ALLOWED_SIGN = re.compile(r"(?<=[A-Za-z])[²³]|(?<=[A-Za-z])[₀-₉]+")
DIGITS = re.compile(rf"[\d{SIGNS}][\d{SIGNS}.,]*")

ADDRESS = r"(?:https?://|mailto:|#)"
# How each kind is explained, and what gives it away.
FORBIDDEN = (
    (
        "Mã chạy được “{}” không dùng trong báo cáo: bỏ đi, hoặc bỏ ngoặc nhọn để chỉ in ra.",
        r"^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{[ \t]*[A-Za-z][^\n]*|`\{[A-Za-z][^`\n]*`",
    ),
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
# Places without text that are named one by one.
FEW = 5
# Characters of a sentence that a finding quotes.
LONGEST = 70


@INPUTS.check(Topic.PROSE, TYPED_FIGURE)
def check_digits(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each hand-typed figure in the narrative, the notes of documents.csv and the outline."""
    workbook = context.workbook
    names = all_names(workbook)
    for text in (*template_texts(workbook, context.prose), *_outline_titles(workbook)):
        typed = without_list_numbers(text.text) if text.part == "body" else text.text
        for row, digits in hand_typed(typed, names, text.row):
            explanation = (
                f"Con số “{digits}” gõ tay trong lời văn. Đưa vào figures.csv rồi in bằng so() hoặc ty_le(); "
                "nếu là tên riêng, thêm vào data/catalog/proper_names.csv."
            )
            yield TYPED_FIGURE.finding(explanation, text.file, text.row_of(row), text.section, found=digits)


def _outline_titles(workbook: Workbook) -> Iterator[TemplateText]:
    """The titles of parts and sections, each with its row of the outline."""
    outline, catalog = workbook.outline, workbook.workspace.catalog
    lines = [line for path in outline_files(catalog) for line in file_lines(path, workbook.file(path))]
    for part in outline.parts:
        for section, title in (("", part.title), *((entry.code, entry.title) for entry in part.sections)):
            line = next((line for line in lines if title and title in line.text), None)
            if line is not None and line.row is not None:
                yield TemplateText("heading", title, line.file, line.row, section)


@INPUTS.check(Topic.PROSE, ODD_MARKUP)
def check_markup(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each tag, attribute, picture or odd link in the narrative and in the notes of documents."""
    for text in template_texts(context.workbook, context.prose):
        for row, explanation in forbidden(text.text, text.row):
            yield ODD_MARKUP.finding(explanation, text.file, text.row_of(row), text.section)


@INPUTS.check(Topic.PROSE, NOT_RENEWED)
def check_renewal(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each mark that still stands in the narrative or in the notes of documents.csv.

    Places where nothing has been written yet are one finding, where there are many.
    """
    texts = [t for t in template_texts(context.workbook, context.prose) if t.part != "heading"]
    unwritten = [(t, t.row_of(row)) for t in texts for row, *mark in marks(t.text, t.row) if _empty(*mark)]
    if together := len(unwritten) > FEW:
        yield _unwritten(unwritten)
    for text in texts:
        for row, reason, sentence in marks(text.text, text.row):
            if _empty(reason, sentence) and together:
                continue
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


@INPUTS.check(Topic.PROSE, NOT_READ)
def check_reading(context: CheckContext) -> Iterator[Finding]:
    """LỖI for each section whose prose is another period's and not yet read."""
    for section, blocks in context.prose.items():
        for block in blocks.values():
            if block.is_first and block.unread is not None:
                yield NOT_READ.finding(
                    f"Lời văn mang từ kỳ {block.unread.period} sang, chưa đọc lại. Đọc cả phần, sửa chỗ "
                    "không còn đúng, rồi xóa dòng chua_doc ở đầu tệp.",
                    block.file,
                    block.unread.row,
                    section,
                )


def _empty(reason: str, sentence: str) -> bool:
    """Whether a mark stands where there is no text yet."""
    return reason == TO_WRITE and not sentence


def _unwritten(places: Sequence[tuple[TemplateText, int | None]]) -> Finding:
    first, row = places[0]
    counts = Counter(PurePosixPath(text.file).name for text, _ in places)
    listed = ", ".join(f"{name} {count}" for name, count in counts.items())
    text = (
        f"Còn {len(places)} chỗ chưa viết lời văn, đánh dấu can_sua(“{TO_WRITE}”), ở {len(counts)} tệp: "
        f"{listed}. Viết vào dưới đề mục rồi xóa dấu; đề mục không dùng thì xóa cả đề mục."
    )
    return NOT_RENEWED.finding(text, first.file, row, found=TO_WRITE)


def hand_typed(text: str, names: tuple[str, ...], first_row: int = 1) -> Iterator[tuple[int, str]]:
    """The digits left, each with its row, once templates, documents, dates and names are out."""
    text = TEMPLATE.sub(blank, text)
    text = LINK.sub(blank, text)
    if not DIGITS.search(text):
        return
    text = with_digits(names).sub(blank, text)
    text = ALLOWED.sub(blank, text)
    text = ALLOWED_SIGN.sub(blank, text)
    for offset, line in enumerate(text.splitlines()):
        for match in DIGITS.finditer(line):
            yield first_row + offset, match.group().rstrip(".,")


def refused_in_title(template: str, workbook: Workbook) -> list[str]:
    """Why a title, a text alternative or a source may not be printed; nothing where it may."""
    typed = ", ".join(hand_typed_in(template, workbook))
    found = [
        f"có con số gõ tay: {typed}. In bằng so() hoặc ty_le(); "
        "nếu là tên riêng, thêm vào data/catalog/proper_names.csv."
    ]
    return [*(found if typed else []), *(explanation for _, explanation in forbidden(template))]


def hand_typed_in(
    text: str, workbook: Workbook, names: Callable[[Workbook], tuple[str, ...]] = all_names
) -> list[str]:
    """The digits that no name holds; most of the names are looked at only where it matters."""
    if not any(hand_typed(text, workbook.proper_names)):
        return []
    return [digits for _, digits in hand_typed(text, names(workbook))]


def blank(match: "re.Match[str]") -> str:
    """Nothing, but the same number of lines."""
    return " " + "\n" * match.group().count("\n")


def forbidden(text: str, first_row: int = 1) -> Iterator[tuple[int, str]]:
    """What is wrong with each piece of markup that may not be used, and its row."""
    text = TEMPLATE.sub(blank, text)
    for explanation, pattern in FORBIDDEN:
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield first_row + text.count("\n", 0, match.start()), explanation.format(match.group()[:60])
        text = re.sub(pattern, blank, text, flags=re.MULTILINE)
