"""Sentences that figures alone fill: another locality can begin with them."""

import re

from cchc.base.sentences import TEMPLATE
from cchc.prose.functions import prints_figure
from cchc.prose.templates import calls
from cchc.turnover.signs_of_age import OldThings, signs_of_age

# Syllables a figure may have about it before the sentence is about more than its figures.
SYLLABLES_PER_FIGURE = 14
OF_ONE_PLACE = re.compile(r"“[^”]+”|\b(?:[Mm]ức |[Gg]iai đoạn )?\d[\d./-]*|\b[XVI]{2,}\b|-\d")
# What has happened once will not be reported again in the same words.
EVENTS = re.compile(
    r"\b(?:đưa vào|ban hành|thành lập|duyệt|ký|công bố|tổ chức|khai giảng|xây dựng"
    r"|hoàn thành|hoàn tất|đang trình|dự kiến|sắp xếp|kiện toàn|đã được|Tết|nhiệm kỳ|đại hội|hội nghị"
    r"|sơ kết|tổng kết|thí điểm|thử nghiệm|kế hoạch|quý)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")


def says_figures_alone(sentence: str, old: OldThings) -> bool:
    """Whether a short sentence about figures names nothing else: on the safe side."""
    typed = TEMPLATE.sub(" ", sentence)
    figures = sum(prints_figure(name) for name, _, _ in calls(sentence))
    short = len(WORD.findall(typed)) <= SYLLABLES_PER_FIGURE * figures
    return short and not (OF_ONE_PLACE.search(typed) or EVENTS.search(typed) or signs_of_age(sentence, old))
