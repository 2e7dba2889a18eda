"""Spaces, full stops, quotation marks and dashes in the produced text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cchc.checks.passages import ADDRESS, NOTE_MARK, Kind, Passage
from cchc.checks.spots import Spot

RULES = {
    "the_thuc.hai_dau_cach": "Hai dấu cách liền nhau",
    "the_thuc.cach_truoc_dau": "Dấu cách trước dấu câu",
    "the_thuc.thieu_dau_cach": "Thiếu dấu cách sau dấu câu",
    "the_thuc.thieu_dau_cham": "Đoạn, ý hoặc chú thích thiếu dấu kết thúc",
    "the_thuc.hai_dau_cau": "Hai dấu câu liền nhau",
    "the_thuc.ngoac_kep_thang": "Dấu ngoặc kép thẳng giữa các dấu “ ”",
    "the_thuc.hai_kieu_khoang": "Khoảng năm viết khác kiểu của cả báo cáo",
}
LOWER, UPPER = "a-zà-ỹđ", "A-ZÀ-ỸĐ"
MARKS: tuple[tuple[str, "re.Pattern[str]", str], ...] = (
    ("the_thuc.hai_dau_cach", re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), "bỏ bớt dấu cách"),
    ("the_thuc.cach_truoc_dau", re.compile(r"(?<=\S)\s+[,;:!?.](?=\s|$)"), "bỏ dấu cách trước dấu câu"),
    (
        "the_thuc.thieu_dau_cach",
        re.compile(
            rf"(?<=[{LOWER}]{{2}}|\d\d){NOTE_MARK}?(?:[,;:!?](?=[{LOWER}{UPPER}])|\.(?=[{UPPER}][{LOWER}]))"
        ),
        "thêm dấu cách sau dấu câu",
    ),
    # “v.v.;” ends an abbreviation, “./.” the report.
    (
        "the_thuc.hai_dau_cau",
        re.compile(r"(?<![./])\.\.(?!\.)|[;:,]\.(?!\.)|(?<!v\.v)(?<!\.)\.[;,]|[,;]{2,}"),
        "giữ một dấu câu",
    ),
)
ENDINGS = tuple(".!?…:;")
CLOSERS = "”’»)] "
YEARS = re.compile(r"(?<![\d/.])(?:19|20)\d{2}(?P<dash>\s?[-–]\s?)(?:19|20)\d{2}(?![\d/])")
STRAIGHT = '"'


def check_marks(passage: Passage) -> Iterator[Spot]:
    """Spots that one passage shows by itself."""
    for rule, pattern, advice in MARKS:
        for match in pattern.finditer(passage.text):
            yield Spot(rule, match.start(), match.end(), advice)
    yield from _unended(passage)


def check_alike(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Spot]]:
    """Spots that show only beside the rest of the document: quotation marks and ranges of two kinds."""
    if any("“" in passage.text for passage in passages):
        for passage in passages:
            if (start := passage.text.find(STRAIGHT)) >= 0:
                advice = "dùng “ ” như các chỗ khác của báo cáo"
                yield passage, Spot("the_thuc.ngoac_kep_thang", start, start + 1, advice)
    ranges = [(passage, match) for passage in passages for match in YEARS.finditer(passage.text)]
    dashes = Counter(match["dash"] for _, match in ranges).most_common()
    for passage, match in ranges:
        if match["dash"] != dashes[0][0]:
            start, end = match.span("dash")
            right = f"{match.group()[:4]}{dashes[0][0]}{match.group()[-4:]}"
            advice = f"viết “{right}” như các chỗ khác của báo cáo"
            yield passage, Spot("the_thuc.hai_kieu_khoang", start - 4, end + 4, advice, right)


def _unended(passage: Passage) -> Iterator[Spot]:
    text = passage.text.replace(NOTE_MARK, " ").rstrip()
    inner = text.rstrip(CLOSERS)
    if passage.kind is Kind.LABEL or not inner or inner.endswith(ADDRESS):
        return
    last = passage.kind is Kind.LAST_ITEM
    if inner.endswith(ENDINGS) and not (last and inner.endswith(";")):
        return
    advice = {
        Kind.ITEM: "kết thúc ý bằng dấu chấm phẩy hoặc dấu chấm",
        Kind.LAST_ITEM: "kết thúc ý cuối bằng dấu chấm",
    }.get(passage.kind, "kết thúc bằng dấu chấm")
    word = re.search(r"\S+$", text)
    yield Spot("the_thuc.thieu_dau_cham", word.start() if word else 0, len(text), advice)
