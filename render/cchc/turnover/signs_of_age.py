"""What in a sentence is provably of an old period, each sign told so that the mark explains itself."""

import calendar
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from cchc.base.sentences import TEMPLATE
from cchc.prose.functions import prints_figure
from cchc.prose.templates import calls, cited

# A mark that tells more would be longer than its sentence.
MOST_SIGNS = 3
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
YEAR = r"(?P<year>(?:19|20)\d{2})"
# What a sentence says of time, the longest form first; without a year it may be of any.
TIMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ngày )?(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{YEAR}\b",
        rf"\b(?:ngày )?(?P<day>\d{{1,2}}) tháng (?P<month>\d{{1,2}}) năm {YEAR}\b",
        rf"\btháng (?P<month>\d{{1,2}})(?:/| năm ){YEAR}\b",
        rf"\bquý (?P<quarter>i{{1,3}}|iv)(?:/| năm ){YEAR}\b",
        r"\bngày (?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?!\d|[/-])",
        r"\btháng (?P<month>\d{1,2})(?!\d|[/-])",
        r"\bquý (?P<quarter>i{1,3}|iv)\b",
        r"\b(?P<tet>Tết)\b",
    )
)
RANGE = re.compile(r"\b(?:giai đoạn |nhiệm kỳ |kỳ )?(?:19|20)\d{2}\s*[-–]\s*(?P<last>(?:19|20)\d{2})\b", re.I)
YEAR_ALONE = re.compile(rf"\bnăm {YEAR}\b", re.IGNORECASE)
# Typed beside a figure they hold for the old one; so_sanh() would choose anew.
DIRECTION = re.compile(r"\b(?:tăng|giảm|(?:cao|thấp|nhiều|ít) hơn|vượt|chưa đạt)\b", re.IGNORECASE)
# The days among which the lunar new year falls.
TET = ((1, 20), (2, 21))


@dataclass(frozen=True)
class OldThings:
    """What belongs to the old period, and the days that the new one covers.

    `documents` are cited only by the old period: how a sentence names each, by id. `words` are pairs of a
    lower-case word and why it is no longer true. Without days nothing is said of times.
    """

    documents: Mapping[str, str] = field(default_factory=dict)
    words: tuple[tuple[str, str], ...] = ()
    first_day: date | None = None
    last_day: date | None = None
    old_year: int | None = None
    # Indicators that are out of their years.
    indicators: Collection[str] = ()

    @property
    def year(self) -> int | None:
        """The new period's, where its days are known."""
        return self.last_day.year if self.last_day else None


def signs_of_age(sentence: str, old: OldThings) -> str:
    """Why the sentence is of the old period, in words; empty where nothing proves it."""
    names = dict.fromkeys(old.documents[code] for code in cited(sentence) if code in old.documents)
    ended = dict.fromkeys(code for _, code, _ in calls(sentence) if code in old.indicators)
    typed = TEMPLATE.sub(" ", sentence)
    signs = [f"gọi chỉ tiêu {code}, hết hiệu lực trước kỳ này" for code in ended]
    signs += [*(f"dẫn {name}, văn bản riêng của kỳ trước" for name in names), *_typed_signs(typed, old)]
    if any(prints_figure(name) for name, _, _ in calls(sentence)) and (found := DIRECTION.search(typed)):
        signs.append(f"tự viết “{found.group()}” cạnh số liệu: số mới có thể đổi chiều")
    return "; ".join(signs[:MOST_SIGNS])


def signs_in_heading(title: str, old: OldThings) -> str:
    """The same of a heading; empty where nothing proves it."""
    signs = list(_typed_signs(TEMPLATE.sub(" ", title), old))
    return f"đề mục {'; '.join(signs[:MOST_SIGNS])}" if signs else ""


def _typed_signs(typed: str, old: OldThings) -> Iterator[str]:
    if old.first_day and old.last_day:
        yield from dict.fromkeys(_times(typed, old, old.first_day, old.last_day))
    lower = typed.lower()
    yield from dict.fromkeys(
        f"có “{word}”: {why}" for word, why in old.words if re.search(rf"\b{re.escape(word)}\b", lower)
    )


def _times(typed: str, old: OldThings, first: date, last: date) -> Iterator[str]:
    """Each time that lies outside the new period: dated before it, or of months that it has not."""
    for match in RANGE.finditer(typed):
        if int(match["last"]) < first.year:
            yield f"nói “{match.group()}”, đã hết trước kỳ này"
    typed = RANGE.sub(" ", typed)
    for pattern in TIMES:
        for match in pattern.finditer(typed):
            parts = match.groupdict()
            years = [int(parts["year"])] if parts.get("year") else sorted({first.year, last.year})
            spans = [span for year in years if (span := _span(parts, year))]
            if spans and not any(begin <= last and first <= end for begin, end in spans):
                if parts.get("year") and spans[0][0] > last:
                    continue
                where = "trước kỳ này" if parts.get("year") else "không thuộc kỳ này"
                yield f"nói “{match.group()}”, {where}"
        typed = pattern.sub(" ", typed)
    for match in YEAR_ALONE.finditer(typed):
        if int(match["year"]) == old.old_year != last.year:
            yield f"nói “{match.group()}”, năm của kỳ trước"


def _span(parts: Mapping[str, str | None], year: int) -> tuple[date, date] | None:
    """First and last day of a time as written; None where there is no such day."""
    if parts.get("tet"):
        return date(year, *TET[0]), date(year, *TET[1])
    if quarter := parts.get("quarter"):
        months = range(3 * QUARTERS[quarter.lower()] - 2, 3 * QUARTERS[quarter.lower()] + 1)
        return date(year, months[0], 1), date(year, months[-1], calendar.monthrange(year, months[-1])[1])
    month, day = int(parts.get("month") or 0), parts.get("day")
    try:
        begin = date(year, month, int(day) if day else 1)
        return begin, begin if day else date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None
