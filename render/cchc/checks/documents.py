"""Documents against each other and the period: order, dates, one document with two dates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from cchc.base.findings import Finding, Severity
from cchc.base.numbers import DateStyle, format_date
from cchc.checks.typed_prose import JINJA
from cchc.inputs.documents import Document
from cchc.inputs.narrative import Block
from cchc.inputs.workbook import Workbook

RULES = {
    "van_ban.sau_ky": "Văn bản có ngày sau kỳ báo cáo",
    "van_ban.so_lon_ngay_som": "Số văn bản lớn hơn mà ngày sớm hơn",
    "van_ban.hai_ngay": "Cùng một văn bản được dẫn với hai ngày khác nhau",
    "van_ban.hai_dong": "Cùng một văn bản ghi ở hai dòng",
    "van_ban.sai_nam": "Năm trong số, ký hiệu khác năm của ngày ban hành",
    "ngay.khong_co_that": "Ngày không có thật trong lời văn",
}
# 5466/QĐ-UBND; 61/2018/NĐ-CP: the year, where there is one, belongs to the series.
NUMBER = re.compile(r"(?P<number>\d+)(?P<series>(?:/(?P<year>\d{4}))?[/-].+)")
DATE = re.compile(
    r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\b"
    r"|\b[Nn]gày (?P<d2>\d{1,2}) tháng (?P<m2>\d{1,2}) năm (?P<y2>\d{4})\b"
)
CITED = re.compile(rf"(?P<number>\d+(?:/\d{{4}})?/[A-ZĐ][\w.-]*)\s+(?:ngày\s+)?(?P<date>{DATE.pattern})")


def check_documents(workbook: Workbook, prose: Mapping[str, Mapping[str, Block]]) -> list[Finding]:
    """Findings about documents.csv, and about documents and dates typed into the prose."""
    documents = list(workbook.documents.values())
    dates = workbook.house_style.date_style
    findings = [
        *_late(workbook, dates),
        *_wrong_year(documents, dates),
        *_twice(documents, dates),
        *_out_of_order(documents, dates),
    ]
    for section, blocks in prose.items():
        for block in blocks.values():
            body = block.row + (1 if block.level else 0)
            findings += list(_typed(block.title, block.file, block.row, section, documents, dates))
            findings += list(_typed(block.body, block.file, body, section, documents, dates))
    for document in documents:
        findings += list(_typed(document.note, document.file, document.row, "", documents, dates))
    return findings


def _late(workbook: Workbook, dates: DateStyle) -> Iterator[Finding]:
    end = workbook.default_window.end
    for document in workbook.documents.values():
        if end and document.date and document.date > end.last_day():
            text = (
                f"{document.short_citation()} ngày {format_date(document.date, dates)}, "
                f"sau ngày cuối kỳ báo cáo ({end.in_short(dates)}): việc này thuộc kỳ sau, hoặc ngày ghi sai."
            )
            expected = f"không sau {end.in_short()}"
            yield _finding(Severity.WARNING, "van_ban.sau_ky", text, document, _dated(document), expected)


def _wrong_year(documents: Sequence[Document], dates: DateStyle) -> Iterator[Finding]:
    for document in documents:
        match = NUMBER.fullmatch(document.number)
        if match and match["year"] and document.date and int(match["year"]) != document.date.year:
            day = format_date(document.date, dates)
            text = f"{document.short_citation()} lại có ngày {day}: năm không khớp."
            yield _finding(Severity.WARNING, "van_ban.sai_nam", text, document, _dated(document))


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
            yield _finding(Severity.ERROR, "van_ban.hai_ngay", text, document, found)
        else:
            text = f"{document.short_citation()} đã có ở dòng {earlier.row} (“{earlier.id}”). Giữ một dòng."
            yield _finding(
                Severity.WARNING, "van_ban.hai_dong", text, document, f"{earlier.id}; {document.id}"
            )


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
                yield _finding(Severity.WARNING, "van_ban.so_lon_ngay_som", text, higher, found)


def _typed(
    text: str, file: str, first_row: int, section: str, documents: Sequence[Document], dates: DateStyle
) -> Iterator[Finding]:
    """Dates typed by hand that do not exist, or that differ from documents.csv."""
    days = {document.number: document.date for document in documents if document.date}
    plain = JINJA.sub(
        lambda match: " " * len(match.group()) if "\n" not in match.group() else match.group(), text
    )
    for match in DATE.finditer(plain):
        if _day(match) is None:
            row = first_row + plain.count("\n", 0, match.start())
            words = f"“{match.group()}” không phải ngày có thật."
            yield Finding(
                Severity.ERROR, "ngay.khong_co_that", words, file, row, section, found=match.group()
            )
    for match in CITED.finditer(plain):
        known, day = days.get(match["number"]), _day(match)
        if known and day and known != day:
            row = first_row + plain.count("\n", 0, match.start())
            words = (
                f"Lời văn dẫn văn bản số {match['number']} ngày {format_date(day, dates)}, "
                f"documents.csv ghi {format_date(known, dates)}. "
                "Dẫn bằng vb() hoặc cc() để ngày chỉ ở một nơi."
            )
            yield Finding(
                Severity.ERROR,
                "van_ban.hai_ngay",
                words,
                file,
                row,
                section,
                expected=format_date(known),
                found=format_date(day),
            )


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


def _finding(
    severity: Severity, rule: str, text: str, document: Document, found: str, expected: str = ""
) -> Finding:
    return Finding(severity, rule, text, document.file, document.row, expected=expected, found=found)
