"""Dates: in one style through the whole report, with the zeros that the decree asks for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.findings import Rule, Severity
from cchc.base.numbers import DateStyle, pad_day, pad_month
from cchc.checks.house_style.spots import PASSAGES, Spot, StyledPassage
from cchc.checks.registry import Topic

TWO_STYLES = Rule(
    "the_thuc.hai_kieu_ngay",
    Severity.WARNING,
    "Ngày tháng viết khác kiểu của cả báo cáo",
    "Công tắc date_style của params chọn 31/12/2019 hay ngày 31 tháng 12 năm 2019. Sửa chỗ gõ tay.",
)
WRONG_ZERO = Rule(
    "the_thuc.ngay_so_khong",
    Severity.WARNING,
    "Số 0 trước ngày, tháng thừa hoặc thiếu",
    "Theo Nghị định 30/2020/NĐ-CP: ngày dưới 10 và tháng 1, 2 thêm số 0 ở trước, tháng 3 đến 9 không thêm.",
)
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
    """A date as far as it is given, from where to where it goes, and in which style."""

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


@PASSAGES.check(Topic.HOUSE_STYLE, TWO_STYLES, WRONG_ZERO)
def check_dates(styled: StyledPassage) -> Iterator[Spot]:
    """Dates in another style than the report's, or with wrong zeros; one may be both."""
    text, style = styled.masked, styled.style.date_style
    for date in _dates(text):
        own = date.style or style
        right = date.written(own) if date.month else pad_day(int(date.day))
        if date.text != right:
            advice = "ngày dưới 10 và tháng 1, 2 thêm số 0 ở trước, tháng 3 đến 9 không thêm"
            yield Spot(WRONG_ZERO, date.start, date.end, f"viết “{right}”: {advice}", right)
        if own is not style:
            alone = style is DateStyle.WORDS and not date.day and not text[: date.start].endswith("háng ")
            other = f"{'tháng ' if alone else ''}{date.written(style)}"
            advice = f"viết “{other}”: ngày viết bằng {NAMES[style]}, theo date_style trong params"
            yield Spot(TWO_STYLES, date.start, date.end, advice, other)


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
