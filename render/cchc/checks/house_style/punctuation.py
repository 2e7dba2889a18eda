"""Spaces, full stops, quotation marks and dashes in the produced text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cchc.base.findings import Rule, Severity
from cchc.checks.house_style.passages import ADDRESS, NOTE_MARK, LintPassage, PassageKind
from cchc.checks.house_style.spots import PASSAGES, WHOLE_TEXT, Spot, StyledPassage
from cchc.checks.registry import Topic

TWO_SPACES = Rule("the_thuc.hai_dau_cach", Severity.NOTE, "Hai dấu cách liền nhau", "Bỏ bớt dấu cách.")
SPACE_BEFORE = Rule(
    "the_thuc.cach_truoc_dau", Severity.NOTE, "Dấu cách trước dấu câu", "Bỏ dấu cách trước dấu câu."
)
NO_SPACE = Rule(
    "the_thuc.thieu_dau_cach", Severity.NOTE, "Thiếu dấu cách sau dấu câu", "Thêm dấu cách sau dấu câu."
)
TWO_MARKS = Rule(
    "the_thuc.hai_dau_cau",
    Severity.NOTE,
    "Hai dấu câu liền nhau",
    "Giữ một dấu câu; “v.v.;” và “./.” ở cuối báo cáo không bị nêu.",
)
NO_FULL_STOP = Rule(
    "the_thuc.thieu_dau_cham",
    Severity.NOTE,
    "Đoạn, ý hoặc chú thích thiếu dấu kết thúc",
    "Đoạn và chú thích kết thúc bằng dấu chấm; các ý bằng dấu chấm phẩy, ý cuối bằng dấu chấm.",
)
STRAIGHT_QUOTE = Rule(
    "the_thuc.ngoac_kep_thang",
    Severity.NOTE,
    "Dấu ngoặc kép thẳng giữa các dấu “ ”",
    "Dùng “ ” như các chỗ khác của báo cáo.",
)
TWO_DASHES = Rule(
    "the_thuc.hai_kieu_khoang",
    Severity.NOTE,
    "Khoảng năm viết khác kiểu của cả báo cáo",
    "Đếm các kiểu 2011-2020, 2011 – 2020 trong cả báo cáo rồi lấy kiểu nhiều nhất. Viết một kiểu.",
)
LOWER, UPPER = "a-zà-ỹđ", "A-ZÀ-ỸĐ"
MARKS: tuple[tuple[Rule, "re.Pattern[str]", str], ...] = (
    (TWO_SPACES, re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)"), "bỏ bớt dấu cách"),
    (SPACE_BEFORE, re.compile(r"(?<=\S)\s+[,;:!?.](?=\s|$)"), "bỏ dấu cách trước dấu câu"),
    (
        NO_SPACE,
        re.compile(
            rf"(?<=[{LOWER}]{{2}}|\d\d){NOTE_MARK}?(?:[,;:!?](?=[{LOWER}{UPPER}])|\.(?=[{UPPER}][{LOWER}]))"
        ),
        "thêm dấu cách sau dấu câu",
    ),
    # “v.v.;” ends an abbreviation, “./.” the report.
    (
        TWO_MARKS,
        re.compile(r"(?<![./])\.\.(?!\.)|[;:,]\.(?!\.)|(?<!v\.v)(?<!\.)\.[;,]|[,;]{2,}"),
        "giữ một dấu câu",
    ),
)
ENDINGS = tuple(".!?…:;")
CLOSERS = "”’»)] "
YEARS = re.compile(r"(?<![\d/.])(?:19|20)\d{2}(?P<dash>\s?[-–]\s?)(?:19|20)\d{2}(?![\d/])")
STRAIGHT = '"'


@PASSAGES.check(Topic.HOUSE_STYLE, TWO_SPACES, SPACE_BEFORE, NO_SPACE, TWO_MARKS, NO_FULL_STOP)
def check_marks(styled: StyledPassage) -> Iterator[Spot]:
    """Spaces and marks that are too many or lacking."""
    passage = styled.passage
    for rule, pattern, advice in MARKS:
        for match in pattern.finditer(passage.text):
            yield Spot(rule, match.start(), match.end(), advice)
    yield from _unended(passage)


@WHOLE_TEXT.check(Topic.HOUSE_STYLE, STRAIGHT_QUOTE, TWO_DASHES)
def check_alike(passages: Sequence[LintPassage]) -> Iterator[tuple[LintPassage, Spot]]:
    """Quotation marks, and ranges of years, of another kind than in the rest of the document."""
    if any("“" in passage.text for passage in passages):
        for passage in passages:
            if (start := passage.text.find(STRAIGHT)) >= 0:
                advice = "dùng “ ” như các chỗ khác của báo cáo"
                yield passage, Spot(STRAIGHT_QUOTE, start, start + 1, advice)
    ranges = [(passage, match) for passage in passages for match in YEARS.finditer(passage.text)]
    dashes = Counter(match["dash"] for _, match in ranges).most_common()
    for passage, match in ranges:
        if match["dash"] != dashes[0][0]:
            start, end = match.span("dash")
            right = f"{match.group()[:4]}{dashes[0][0]}{match.group()[-4:]}"
            advice = f"viết “{right}” như các chỗ khác của báo cáo"
            yield passage, Spot(TWO_DASHES, start - 4, end + 4, advice, right)


def _unended(passage: LintPassage) -> Iterator[Spot]:
    text = passage.text.replace(NOTE_MARK, " ").rstrip()
    inner = text.rstrip(CLOSERS)
    if passage.kind is PassageKind.LABEL or not inner or inner.endswith(ADDRESS):
        return
    last = passage.kind is PassageKind.LAST_ITEM
    if inner.endswith(ENDINGS) and not (last and inner.endswith(";")):
        return
    advice = {
        PassageKind.ITEM: "kết thúc ý bằng dấu chấm phẩy hoặc dấu chấm",
        PassageKind.LAST_ITEM: "kết thúc ý cuối bằng dấu chấm",
    }.get(passage.kind, "kết thúc bằng dấu chấm")
    word = re.search(r"\S+$", text)
    yield Spot(NO_FULL_STOP, word.start() if word else 0, len(text), advice)
