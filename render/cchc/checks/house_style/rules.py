"""Spaces, full stops, quotation marks and dashes in the produced text."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc.base.numbers import SCALES, DateStyle, pad_day, pad_month
from cchc.checks.house_style.passages import ADDRESS, MASK, NOTE_MARK, Kind, Passage, Spot
from cchc.inputs.catalog.indicators import Indicator

MARK_RULES = {
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


COUNT_RULES = {
    "the_thuc.thieu_so_khong": "Số đếm dưới mười thiếu số 0 ở trước",
    "the_thuc.thua_so_khong": "Số đếm dưới mười thừa số 0 ở trước",
}
WORD = r"[^\W\d_]+"
# A number of its own, before the word it counts; no part of a date, a range, a fraction or a decimal.
COUNT = re.compile(rf"(?<![\w.,/:+×{MASK}])(?P<number>0?[1-9]) (?P<unit>{WORD})(?=(?P<next> [\w.,]+)?)")
RANGE_BEFORE = re.compile(r"\d (?:đến|tới|-|–) $|[-–]$|[-–] $")
# “Chính trị 2”, “Nhi đồng 1”: the name may end in a small word.
LAST_WORDS = re.compile(rf"(?:({WORD}) )?({WORD}) $")

# After these words a number is an order, a level or a name.
ORDINAL_AFTER = re.compile(
    "độ|mức|cấp|lần|thứ|đoạn|quận|phường|phố|khoản|điều|điểm|mục|phần|lục|bảng|hình|chương|quý|tháng|ngày|năm|số"
    "|khóa|kỳ|hạng|loại|nhóm|bước|vòng|đợt|ca|tổ|ấp|thôn|xã|đội|trạm|tuyến|lộ|lớp|bản|cột|dòng|trang|biểu|mẫu"
    "|đường|hẻm|lô|tầng|kênh|sở"
)
# Words that a number before them does not count: particles, scales, measures.
UNCOUNTED = re.compile(
    "và|của|đến|tới|hoặc|hay|là|có|được|bị|trong|tại|ở|cho|với|trên|dưới|đã|đang|sẽ|thì|mà|theo|từ|để|do|bởi|vào"
    "|về|này|đó|nên|như|ngày|giờ|phút|tuổi|độ|đồng|điểm|phần|sao|chiều|km|m|ha|kg|" + "|".join(SCALES)
)


def check_counts(
    passage: Passage, text: str, indicators: Mapping[str, Indicator], *, leading_zero: bool
) -> Iterator[Spot]:
    """Spots of a passage; `text` is its masked text."""
    for figure in passage.figures:
        indicator = indicators.get(figure.code)
        number = passage.text[figure.start : figure.end]
        if indicator and indicator.kind == "count" and re.fullmatch("0?[1-9]", number):
            yield from _wrong(number, figure.start, leading_zero)
        if indicator is None or indicator.kind != "count" or not re.search(r"\D{3}", number):
            # Judged above, or no count at all.
            text = text[: figure.start] + MASK * len(number) + text[figure.end :]
    for match in COUNT.finditer(text):
        if _counts(text, match):
            yield from _wrong(match["number"], match.start(), leading_zero)


def _counts(text: str, match: "re.Match[str]") -> bool:
    unit, before = match["unit"], text[: match.start()]
    capitals = text.upper() == text
    dated = unit.lower() in ("năm", "tháng") and re.match(r" \d", match["next"] or "")
    if dated or UNCOUNTED.fullmatch(unit.lower()):
        return False
    if (not unit.islower() and not capitals) or RANGE_BEFORE.search(before):
        return False
    last = LAST_WORDS.search(before)
    if last is None:
        return True
    named = last[2][0].isupper() or (last[1] or "").istitle()
    if named and not capitals and not _opens_sentence(before, last.start()):
        return False
    return not ORDINAL_AFTER.fullmatch(last[2].lower())


def _opens_sentence(before: str, start: int) -> bool:
    return not before[:start].strip() or before[:start].rstrip()[-1:] in ".!?:;"


def _wrong(number: str, start: int, leading_zero: bool) -> Iterator[Spot]:
    bare = number.removeprefix("0")
    if leading_zero and number == bare:
        advice = f"viết “0{bare}”: số đếm dưới mười thêm số 0 ở trước, theo leading_zero trong params"
        yield Spot("the_thuc.thieu_so_khong", start, start + 1, advice, f"0{bare}")
    if not leading_zero and number != bare:
        advice = f"viết “{bare}”: số đếm không thêm số 0 ở trước, theo leading_zero trong params"
        yield Spot("the_thuc.thua_so_khong", start, start + 2, advice, bare)


DATE_RULES = {
    "the_thuc.hai_kieu_ngay": "Ngày tháng viết khác kiểu của cả báo cáo",
    "the_thuc.ngay_so_khong": "Số 0 trước ngày, tháng thừa hoặc thiếu",
}
D, M, Y = r"(?P<d>\d{1,2})", r"(?P<m>\d{1,2})", r"(?P<y>(?:19|20)\d{2})"
BEFORE, AFTER = r"(?<![\d/.,-])", r"(?![\d/]|[.,]\d)"
# 05/2020 alone may be half of a document's number: a month needs a word or a dash before it.
MONTH_BEFORE = r"(?:(?<=[Tt]háng )|(?<=[Tt]ừ )|(?<=[Đđ]ến )|(?<=[–(] )|(?<=\()|^)"
DATES: tuple[tuple[DateStyle | None, "re.Pattern[str]"], ...] = (
    (DateStyle.WORDS, re.compile(rf"{BEFORE}{D} tháng {M} năm {Y}(?!\d)")),
    (DateStyle.WORDS, re.compile(rf"(?<=[Nn]gày ){D} tháng {M}(?!\d)")),
    (DateStyle.WORDS, re.compile(rf"(?<=[Tt]háng ){M} năm {Y}(?!\d)")),
    (DateStyle.NUMERIC, re.compile(rf"{BEFORE}{D}/{M}/{Y}{AFTER}")),
    (DateStyle.NUMERIC, re.compile(rf"(?<=[Nn]gày ){D}/{M}{AFTER}")),
    (DateStyle.NUMERIC, re.compile(rf"{MONTH_BEFORE}{M}/{Y}{AFTER}")),
    # The first of two days of one month.
    (None, re.compile(rf"(?<=[Nn]gày ){D}(?= (?:đến|và|-|–) (?:ngày )?\d)")),
)
MOST = {"d": 31, "m": 12}
NAMES = {DateStyle.NUMERIC: "số (31/12/2019)", DateStyle.WORDS: "chữ (ngày 31 tháng 12 năm 2019)"}


@dataclass(frozen=True)
class _Date:
    """A date as far as it is given, where it stands, and in which style."""

    start: int
    end: int
    text: str
    style: DateStyle | None
    day: str
    month: str
    year: str

    def written(self, style: DateStyle) -> str:
        """The date as it should be written."""
        day = pad_day(int(self.day)) if self.day else ""
        month = pad_month(int(self.month)) if self.month else ""
        if style is DateStyle.NUMERIC:
            return "/".join(filter(None, (day, month, self.year)))
        parts = (day, f"tháng {month}" if day else month, f"năm {self.year}" if self.year else "")
        return " ".join(filter(None, parts))


def check_dates(text: str, style: DateStyle) -> Iterator[Spot]:
    """Spots of a masked text; a date in the wrong style may have wrong zeros besides."""
    for date in _dates(text):
        own = date.style or style
        right = date.written(own) if date.month else pad_day(int(date.day))
        if date.text != right:
            advice = "ngày dưới 10 và tháng 1, 2 thêm số 0 ở trước, tháng 3 đến 9 không thêm"
            yield Spot("the_thuc.ngay_so_khong", date.start, date.end, f"viết “{right}”: {advice}", right)
        if own is not style:
            alone = style is DateStyle.WORDS and not date.day and not text[: date.start].endswith("háng ")
            other = f"{'tháng ' if alone else ''}{date.written(style)}"
            advice = f"viết “{other}”: ngày viết bằng {NAMES[style]}, theo date_style trong params"
            yield Spot("the_thuc.hai_kieu_ngay", date.start, date.end, advice, other)


def _dates(text: str) -> Iterator[_Date]:
    taken: set[int] = set()
    for style, pattern in DATES:
        for match in pattern.finditer(text):
            groups = {"d": "", "m": "", "y": "", **match.groupdict()}
            within = all(not groups[name] or 1 <= int(groups[name]) <= most for name, most in MOST.items())
            if within and not taken & set(range(match.start(), match.end())):
                taken |= set(range(match.start(), match.end()))
                day, month, year = groups["d"], groups["m"], groups["y"]
                yield _Date(match.start(), match.end(), match.group(), style, day, month, year)
