"""What ties a sentence to its period: dates, events, documents, names; or facts that no figure carries."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cchc.checks.usage import CITING, calls
from cchc.sentences import TEMPLATE

FIGURES = frozenset({"so", "ty_le", "so_sanh"})
# Syllables a figure may have about it before the sentence tells more than its figures do.
SYLLABLES_PER_FIGURE = 14

TIMES = re.compile(
    r"(?:\b(?:[Mm]ức|[Gg]iai) )?(?:\b[^\W\d_]+[ -])?\d[\d./-]*"
    r"|\b[Qq]uý [IV]+\b|\b(?:lần |lần thứ )?[XVI]{2,}\b"
)
OCCASIONS = re.compile(
    r"\b(?:Tết|nhiệm kỳ|đại hội|hội nghị|sơ kết|tổng kết|thí điểm|thử nghiệm|kế hoạch)\b", re.IGNORECASE
)
QUOTED = re.compile(r"“[^”]+”")
# What has happened once will not be told again in the same words.
EVENTS = re.compile(
    r"\b(?:đưa vào|ban hành|thành lập|duyệt|ký|công bố|tổ chức|khai giảng|xây dựng"
    r"|hoàn thành|hoàn tất|đang trình|dự kiến|sắp xếp|kiện toàn|đã được)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class OldThings:
    """What belongs to the old period: its documents, and words that are no longer true.

    `words` are pairs of a lower-case word and why it is old.
    """

    documents: Collection[str] = ()
    words: tuple[tuple[str, str], ...] = ()


def reason_to_renew(sentence: str, old: OldThings) -> str:
    """Why the sentence cannot be taken over unread; empty where its figures renew it by themselves.

    On the safe side: only a short sentence about figures, or a lead-in to a list, is let through.
    """
    if found := traces(sentence, old):
        return found
    typed = TEMPLATE.sub(" ", sentence)
    figures = sum(name in FIGURES for name, _, _ in calls(sentence))
    syllables = len(WORD.findall(typed))
    if figures:
        if syllables > SYLLABLES_PER_FIGURE * figures:
            return "lời kể quanh con số"
        return "sự việc" if EVENTS.search(typed) else ""
    if typed.rstrip().endswith(":") and syllables <= SYLLABLES_PER_FIGURE and not EVENTS.search(typed):
        return ""
    return "đọc lại"


def traces(sentence: str, old: OldThings) -> str:
    """What in the sentence belongs to the old period by its looks; empty where nothing does."""
    cited = [
        argument for name, argument, _ in calls(sentence) if name in CITING and argument in old.documents
    ]
    found = [f"văn bản {identifier}" for identifier in dict.fromkeys(cited)]
    return "; ".join([*found, *_traces(TEMPLATE.sub(" ", sentence), old)][:3])


def heading_reason(title: str, old: OldThings) -> str:
    """Why a heading may be old: a date, a document, a word no longer true."""
    found = _traces(TEMPLATE.sub(" ", title), old, (TIMES,))
    return f"đề mục: {'; '.join(found[:3])}" if found else ""


def _traces(
    typed: str, old: OldThings, patterns: tuple[re.Pattern[str], ...] = (TIMES, OCCASIONS)
) -> list[str]:
    words = [m.group().strip(" .,-/") for pattern in patterns for m in pattern.finditer(typed)]
    found = [f"“{word}”" for word in {word.lower(): word for word in words}.values() if word]
    if QUOTED.search(typed):
        found.append("tên đặt trong ngoặc kép")
    lower = typed.lower()
    found += [why for word, why in old.words if re.search(rf"\b{re.escape(word)}\b", lower)]
    return list(dict.fromkeys(found))
