"""Documents against each other and the period: order, dates, one document with two dates."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from cchc.base.findings import Finding, Rule, Severity
from cchc.base.numbers import DateStyle, format_date
from cchc.base.sentences import TEMPLATE
from cchc.checks.context import CheckContext
from cchc.checks.registry import INPUTS, Topic
from cchc.inputs.documents import Document
from cchc.inputs.workbook import Workbook
from cchc.prose.narratives import TemplateText, template_texts

AFTER_PERIOD = Rule(
    "van_ban.sau_ky",
    Severity.WARNING,
    "Văn bản có ngày sau kỳ báo cáo",
    "Việc ấy thuộc kỳ sau, hoặc ngày trong documents.csv ghi sai.",
)
OUT_OF_ORDER = Rule(
    "van_ban.so_lon_ngay_som",
    Severity.WARNING,
    "Số văn bản lớn hơn mà ngày sớm hơn",
    "Trong một năm, một cơ quan, một loại văn bản, số lớn hơn không thể có ngày sớm hơn. "
    "Kiểm tra lại số và ngày của cả hai văn bản.",
)
TWO_DATES = Rule(
    "van_ban.hai_ngay",
    Severity.ERROR,
    "Cùng một văn bản được dẫn với hai ngày khác nhau",
    "So các dòng của documents.csv với nhau, và ngày gõ trong lời văn với documents.csv. "
    "Giữ một dòng, một ngày; dẫn bằng vb() hoặc cc() để ngày chỉ ở một nơi.",
)
TWO_ROWS = Rule(
    "van_ban.hai_dong",
    Severity.WARNING,
    "Cùng một văn bản ghi ở hai dòng",
    "Hai dòng của documents.csv cùng loại, số, ký hiệu và cơ quan. Giữ một dòng.",
)
WRONG_YEAR = Rule(
    "van_ban.sai_nam",
    Severity.WARNING,
    "Năm trong số, ký hiệu khác năm của ngày ban hành",
    "Ví dụ 61/2018/NĐ-CP mà ngày ở năm 2019. Sửa số hoặc ngày.",
)
NO_SUCH_DAY = Rule(
    "ngay.khong_co_that",
    Severity.ERROR,
    "Ngày không có thật trong lời văn",
    "Ví dụ 31/02/2020. Sửa lại ngày.",
)
# 5466/QĐ-UBND; 61/2018/NĐ-CP: the year, where there is one, belongs to the series.
NUMBER = re.compile(r"(?P<number>\d+)(?P<series>(?:/(?P<year>\d{4}))?[/-].+)")
DATE = re.compile(
    r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\b"
    r"|\b[Nn]gày (?P<d2>\d{1,2}) tháng (?P<m2>\d{1,2}) năm (?P<y2>\d{4})\b"
)
CITED = re.compile(rf"(?P<number>\d+(?:/\d{{4}})?/[A-ZĐ][\w.-]*)\s+(?:ngày\s+)?(?P<date>{DATE.pattern})")


@INPUTS.check(Topic.DOCUMENTS, AFTER_PERIOD, OUT_OF_ORDER, TWO_DATES, TWO_ROWS, WRONG_YEAR, NO_SUCH_DAY)
def check_documents(context: CheckContext) -> Iterator[Finding]:
    """Findings about documents.csv, and about documents and dates typed into the prose."""
    workbook = context.workbook
    documents = list(workbook.documents.values())
    dates = workbook.house_style.date_style
    yield from _late(workbook, dates)
    yield from _wrong_year(documents, dates)
    yield from _twice(documents, dates)
    yield from _out_of_order(documents, dates)
    for text in template_texts(workbook, context.prose):
        yield from _typed(text, documents, dates)


def _late(workbook: Workbook, dates: DateStyle) -> Iterator[Finding]:
    end = workbook.default_window.end
    for document in workbook.documents.values():
        if end and document.date and document.date > end.last_day():
            text = (
                f"{document.short_citation()} ngày {format_date(document.date, dates)}, "
                f"sau ngày cuối kỳ báo cáo ({end.in_short(dates)}): việc này thuộc kỳ sau, hoặc ngày ghi sai."
            )
            expected = f"không sau {end.in_short()}"
            yield _finding(AFTER_PERIOD, text, document, _dated(document), expected)


def _wrong_year(documents: Sequence[Document], dates: DateStyle) -> Iterator[Finding]:
    for document in documents:
        match = NUMBER.fullmatch(document.number)
        if match and match["year"] and document.date and int(match["year"]) != document.date.year:
            day = format_date(document.date, dates)
            text = f"{document.short_citation()} lại có ngày {day}: năm không khớp."
            yield _finding(WRONG_YEAR, text, document, _dated(document))


def _twice(documents: Sequence[Document], dates: DateStyle) -> Iterator[Finding]:
    first: dict[tuple[str, str, str], Document] = {}
    for document in documents:
        if not document.number:
            continue
        earlier = first.setdefault((document.kind, document.number, _issuer(document)), document)
        if earlier is document:
            continue
        if earlier.date and document.date and earlier.date != document.date:
            text = (
                f"{document.short_citation()} ghi hai ngày: {format_date(earlier.date, dates)} "
                f"(dòng {earlier.row}) và {format_date(document.date, dates)}. Giữ một dòng, một ngày."
            )
            found = f"{_dated(earlier)}; {_dated(document)}"
            yield _finding(TWO_DATES, text, document, found)
        else:
            text = f"{document.short_citation()} đã có ở dòng {earlier.row} (“{earlier.id}”). Giữ một dòng."
            yield _finding(TWO_ROWS, text, document, f"{earlier.id}; {document.id}")


def _out_of_order(documents: Sequence[Document], dates: DateStyle) -> Iterator[Finding]:
    """Within one issuer, symbol and year a higher number cannot bear an earlier date."""
    series: dict[tuple[str, str, str, int], list[tuple[int, date, Document]]] = {}
    for document in documents:
        match = NUMBER.fullmatch(document.number)
        if match and document.date:
            key = (document.kind, _issuer(document), match["series"], document.date.year)
            series.setdefault(key, []).append((int(match["number"]), document.date, document))
    for entries in series.values():
        entries.sort(key=lambda entry: entry[0])
        for (_, day, lower), (_, next_day, higher) in pairwise(entries):
            if next_day < day:
                text = (
                    f"{higher.short_citation()} ngày {format_date(next_day, dates)} sớm hơn "
                    f"{lower.short_citation()} ngày {format_date(day, dates)} (dòng {lower.row}) "
                    "dù số lớn hơn. Kiểm tra lại số và ngày của cả hai văn bản."
                )
                found = f"{_dated(lower)}; {_dated(higher)}"
                yield _finding(OUT_OF_ORDER, text, higher, found)


def _typed(text: TemplateText, documents: Sequence[Document], dates: DateStyle) -> Iterator[Finding]:
    """Dates typed by hand that do not exist, or that differ from documents.csv."""
    days = {document.number: document.date for document in documents if document.date}
    plain = TEMPLATE.sub(
        lambda match: " " * len(match.group()) if "\n" not in match.group() else match.group(), text.text
    )
    for match in DATE.finditer(plain):
        if _day(match) is None:
            row = text.row + plain.count("\n", 0, match.start())
            words = f"“{match.group()}” không phải ngày có thật."
            yield NO_SUCH_DAY.finding(words, text.file, row, text.section, found=match.group())
    for match in CITED.finditer(plain):
        known, day = days.get(match["number"]), _day(match)
        if known and day and known != day:
            row = text.row + plain.count("\n", 0, match.start())
            words = (
                f"Lời văn dẫn văn bản số {match['number']} ngày {format_date(day, dates)}, "
                f"documents.csv ghi {format_date(known, dates)}. "
                "Dẫn bằng vb() hoặc cc() để ngày chỉ ở một nơi."
            )
            expected, found = format_date(known), format_date(day)
            yield TWO_DATES.finding(words, text.file, row, text.section, expected=expected, found=found)


def _day(match: "re.Match[str]") -> date | None:
    parts = (match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"])
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _issuer(document: Document) -> str:
    """A chairman signs in the number series of the committee."""
    return document.issuer.removeprefix("Chủ tịch ")


def _dated(document: Document) -> str:
    return f"{document.number} ngày {format_date(document.date)}" if document.date else document.number


def _finding(rule: Rule, text: str, document: Document, found: str, expected: str = "") -> Finding:
    return rule.finding(text, document.file, document.row, expected=expected, found=found)
