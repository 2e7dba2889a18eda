"""Counts under ten: with a leading zero or without, as the house style has it."""

import re
from collections.abc import Iterator

from cchc.base.findings import Rule, Severity
from cchc.base.numbers import SCALES
from cchc.checks.house_style.spots import MASK, PASSAGES, Spot, StyledPassage
from cchc.checks.registry import Topic

NO_ZERO = Rule(
    "the_thuc.thieu_so_khong",
    Severity.WARNING,
    "Số đếm dưới mười thiếu số 0 ở trước",
    "Công tắc leading_zero của params đang bật: viết 07 văn bản. Sửa chỗ gõ tay, hoặc đổi công tắc cho cả "
    "báo cáo.",
)
ODD_ZERO = Rule(
    "the_thuc.thua_so_khong",
    Severity.WARNING,
    "Số đếm dưới mười thừa số 0 ở trước",
    "Công tắc leading_zero của params đang tắt: viết 7 văn bản. Sửa chỗ gõ tay, hoặc đổi công tắc cho cả "
    "báo cáo.",
)
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


@PASSAGES.check(Topic.HOUSE_STYLE, NO_ZERO, ODD_ZERO)
def check_counts(styled: StyledPassage) -> Iterator[Spot]:
    """Counts under ten that the switch `leading_zero` would have written otherwise."""
    text, leading_zero = styled.masked, styled.style.leading_zero
    for figure in styled.passage.figures:
        indicator = styled.indicators.get(figure.code)
        number = styled.passage.text[figure.start : figure.end]
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
        yield Spot(NO_ZERO, start, start + 1, advice, f"0{bare}")
    if not leading_zero and number != bare:
        advice = f"viết “{bare}”: số đếm không thêm số 0 ở trước, theo leading_zero trong params"
        yield Spot(ODD_ZERO, start, start + 2, advice, bare)
