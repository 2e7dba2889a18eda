"""What no report says: markup of the workbook's own, words of programs, dates that Excel made of numbers."""

import re
from collections.abc import Iterator, Sequence

from cchc.base.findings import Rule, Severity
from cchc.base.merge_marks import UNFINISHED_MERGE
from cchc.checks.house_style.spots import Spot, any_name
from cchc.checks.readback.encodings import garbled
from cchc.prose.functions import FUNCTIONS

OWN_MARKUP = Rule(
    "doc_lai.ky_hieu_cua_so",
    Severity.ERROR,
    "Ký hiệu của sổ lẫn trong chữ",
    "Ngoặc nhọn {{ }}, lời gọi so(…), thẻ ]{.num, data-code, [^…], ::: sẽ in ra nguyên văn. Gọi hàm trong "
    'hai ngoặc nhọn, {{ so("mã") }}; thứ khác thì xóa.',
    acknowledgeable=False,
)
PROGRAM_WORDS = Rule(
    "doc_lai.chu_cua_chuong_trinh",
    Severity.ERROR,
    "Chữ của chương trình lẫn trong văn bản",
    "Python in None, nan, <bound method …>, PosixPath(…) khi giá trị trống hay gọi thiếu; Excel in #REF!. "
    "Sửa nơi sinh ra chữ ấy; nếu là tên riêng, thêm vào proper_names.csv.",
    acknowledgeable=False,
)
GARBLED = Rule(
    "doc_lai.sai_bang_ma",
    Severity.ERROR,
    "Chữ sai bảng mã",
    "Chữ TCVN3, VNI chép từ văn bản cũ; UTF-8 bị mở sai; chữ đã mất thành � hay ?. Chuyển sang Unicode, hoặc "
    "lấy lại bản gốc; nếu là tên riêng, thêm vào proper_names.csv.",
)
EXCEL_DATE = Rule(
    "doc_lai.so_thanh_ngay",
    Severity.ERROR,
    "Số, ký hiệu bị Excel đổi thành ngày hay số",
    "Ví dụ 3/2020 thành Mar-20, 1/5/2020 thành 43952, 123000 thành 1.23E+05. Chép lại số, ký hiệu từ văn bản "
    "gốc; trong Excel định dạng cột là Text trước khi nhập.",
)

NAMES = "|".join(sorted(FUNCTIONS, key=len, reverse=True))
QUOTES = "\"'“”‘’«»"
# Everywhere; then where Markdown is not read any more, or never was.
MARKUP = re.compile(
    rf"\{{\s*(?:{NAMES})\s*\([^)]*\)\s*\}}?|(?<![\w.])(?:{NAMES})\((?=[{QUOTES})])|(?<![\w.])so\((?=\S)"
    r"|\]\{\.[a-z]+|\bdata-(?:code|agency|figures)\b|\{\{|\}\}|\{%|%\}|:{3,}"
)
PRINTED_MARKUP = re.compile(
    rf"{MARKUP.pattern}|\[\^[^\]\s]*\]?|&(?:amp|nbsp|lt|gt|quot|apos|#x?[0-9A-Fa-f]+);|_x00[01][0-9A-F]_"
)
# Words that make one with nan: gian nan, nan giải.
BEFORE_NAN = "bánh|cái|cây|chẻ|cứu|đan|giỏ|gian|lâm|lồng|mành|nguy|quạt|que|rổ|sợi|thanh|tị|tre|tỵ|từng|vót"
NO_WORD_BEFORE = "".join(f"(?<!{word} )" for word in BEFORE_NAN.split("|"))
AFTER_NAN = "chiếu|chuồng|cửa|địch|đề|giải|gỗ|hoa|kham|lưới|mây|nứa|quạt|rổ|sắt|sự|thúng|trúc|tre|xử|y"
PROGRAM = re.compile(
    r"<(?:bound method|built-in|function|class '|module '|generator|coroutine)|\bobject at 0x\w*"
    r"|\b(?:Posix|Windows)Path\(|\b(?:Decimal|Timestamp|Undefined)\(|\bdatetime\.\w+\(|\bdtype: ?\w+"
    r"|\bTraceback \(most|\[object Object\]|(?<![\w.-])None(?![\w-])|(?<!\w)(?:NaN|NaT)(?!\w)|<NA>"
    r"|#(?:REF!|VALUE!|NAME\?|NUM!|NULL!|DIV/0!|N/A)"
    rf"|(?<![\w-]){NO_WORD_BEFORE}nan(?![\w-])(?! (?:{AFTER_NAN})\b)"
)
MERGE = re.compile(r"<{7}|>{7}|(?:&lt;){7}|(?:&gt;){7}")
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Thg ?\\d{1,2}"
DATE = re.compile(
    rf"(?<![\w-])(?:(?:{MONTHS})-\d{{2,4}}|\d{{1,2}}-(?:{MONTHS})(?:-\d{{2,4}})?)(?![\w-])"
    r"|(?<![\w.])(?<!\d,)\d(?:[.,]\d+E[+-]?|E\+)\d{1,3}(?!\w)"
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.%+-]+@\S+")
KINDS: tuple[tuple[Rule, "re.Pattern[str]", str], ...] = (
    (PROGRAM_WORDS, PROGRAM, "chữ của chương trình, không phải lời văn; sửa nơi sinh ra chữ ấy"),
    (UNFINISHED_MERGE, MERGE, "dấu của git, hai bản sửa chưa gộp xong; giữ lại đoạn đúng"),
    (EXCEL_DATE, DATE, "số, ký hiệu do Excel đổi thành ngày hay số; chép lại từ văn bản gốc"),
)
CALL_ADVICE = "ký hiệu của sổ sẽ in ra nguyên văn; gọi hàm trong hai ngoặc nhọn {{ … }}, thứ khác thì xóa"


def signs(text: str, names: Sequence[str] = (), *, markdown: bool = False) -> Iterator[Spot]:
    """The first sign of each kind in the text; `names` may hold them.

    `markdown`: the text is yet to be read as Markdown, where a footnote or an entity has its place.
    """
    hidden = ADDRESS.sub(_blank, text) if "@" in text or "www." in text or "://" in text else text
    found = list(_found(hidden, markdown=markdown))
    # To look for names takes longer than all the rest.
    if names and found:
        found = list(_found(any_name(tuple(names)).sub(_blank, hidden), markdown=markdown))
    yield from found


def _found(hidden: str, *, markdown: bool) -> Iterator[Spot]:
    markup = (OWN_MARKUP, MARKUP if markdown else PRINTED_MARKUP, CALL_ADVICE)
    for rule, pattern, advice in (markup, *KINDS):
        if match := pattern.search(hidden):
            yield Spot(rule, match.start(), match.end(), advice)
    for found in {one.advice: one for one in reversed([*garbled(hidden)])}.values():
        yield Spot(GARBLED, found.start, found.end, found.advice)


def _blank(match: "re.Match[str]") -> str:
    return " " * len(match.group())
