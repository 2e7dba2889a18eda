"""What a figure says itself and is typed beside it: a percent sign, a unit, the word “đến”."""

import re
from collections.abc import Iterator

from cchc.base.findings import Rule, Severity
from cchc.base.numbers import SCALES
from cchc.checks.house_style.passages import NOTE_MARK, FigureSpan
from cchc.checks.house_style.spots import PASSAGES, Spot, StyledPassage
from cchc.checks.registry import Topic

PERCENT_TWICE = Rule(
    "the_thuc.phan_tram_hai_lan",
    Severity.ERROR,
    "Dấu % hai lần",
    "ty_le() tự in dấu %. Bỏ dấu % hay chữ “phần trăm” gõ sau lời gọi.",
    acknowledgeable=False,
)
UNIT_TWICE = Rule(
    "the_thuc.don_vi_hai_lan",
    Severity.WARNING,
    "Đơn vị tính hai lần",
    "so_sanh() tự in đơn vị tính (tăng 1.204 hồ sơ …), thang= tự in “triệu”. Bỏ chữ gõ lặp lại sau lời gọi.",
)
TO_TWICE = Rule(
    "the_thuc.den_hai_lan",
    Severity.WARNING,
    "“Đến … đến” trong một khoảng ngày",
    "ky() in cả ngày đầu lẫn ngày cuối khi số liệu có cả hai. Viết “Từ” trước lời gọi thay cho “Đến”.",
)
# Đến ngày 15/6/2020 đến ngày 14/12/2020
TO_AND_TO = re.compile(
    r"(?<!\w)[Đđ]ến (?:(?:ngày|tháng|năm) )?\d[\d/]*(?: tháng \d+)?(?: năm \d+)? "
    r"đến (?=nay|ngày|tháng|năm|\d)"
)
# What follows %% in an address is the number of a letter.
TWICE = re.compile(rf"%{NOTE_MARK}*\s?(?:%(?![0-9A-Fa-f]{{2}})|(?:phần trăm|percent)\b)")


@PASSAGES.check(Topic.HOUSE_STYLE, PERCENT_TWICE, UNIT_TWICE, TO_TWICE)
def check_said_twice(styled: StyledPassage) -> Iterator[Spot]:
    """Percent signs, units and “đến” that are there twice."""
    passage = styled.passage
    for match in TO_AND_TO.finditer(passage.text):
        advice = "“đến” hai lần: kỳ số liệu có cả ngày đầu, viết “từ … đến …”"
        yield Spot(TO_TWICE, match.start(), match.end(), advice)
    for match in TWICE.finditer(passage.text):
        yield Spot(PERCENT_TWICE, match.start(), match.end(), "dấu % hai lần, ty_le() đã in sẵn; bỏ một dấu")
    for figure in passage.figures:
        indicator = styled.indicators.get(figure.code)
        unit = indicator.unit if indicator is not None and indicator.unit != "%" else ""
        for word in filter(None, (unit, *SCALES)):
            if end := _said_again(passage.text, figure, word):
                advice = f"“{word}” hai lần, hàm đã in sẵn; bỏ chữ gõ thêm"
                yield Spot(UNIT_TWICE, figure.start, end, advice)


def _said_again(text: str, figure: FigureSpan, word: str) -> int:
    """Where the word ends that follows a figure which says it, or that follows twice; 0 where none does."""
    whole = rf"(?<!\w){re.escape(word)}(?!\w)"
    after = re.compile(rf"{NOTE_MARK}*\s*{whole}(?P<more> {whole})?").match(text, figure.end)
    if after and (after["more"] or re.search(whole, text[figure.start : figure.end])):
        return after.end()
    return 0
