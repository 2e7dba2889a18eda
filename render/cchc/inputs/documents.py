"""Legal documents, web addresses and notes that the report cites."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.base.csv_tables import CellError, Row, optional_date, read_table, required
from cchc.base.findings import Finding
from cchc.base.markdown import escape
from cchc.base.numbers import DateStyle, format_date
from cchc.base.windows import YEARS

COLUMNS = ("id", "kind", "number", "date", "issuer", "title", "url", "note")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
URL = re.compile(r"https?://[^\s<>\"'`|\\^{}]+")

NOTE_KIND = "Ghi chú"
WEB_KIND = "Web"


@dataclass(frozen=True)
class Document:
    """One row of documents.csv; `note` is a template like the narrative."""

    id: str
    kind: str
    number: str
    date: date | None
    issuer: str
    title: str
    url: str
    note: str
    file: str
    row: int

    def short_citation(self) -> str:
        """Type and number: `Nghị định số 61/2018/NĐ-CP` (Markdown)."""
        return escape(f"{self.kind} số {self.number}" if self.number else f"{self.kind} {self.title}".strip())

    def full_citation(self, dates: DateStyle = DateStyle.NUMERIC) -> str:
        """Type, number, date, issuer and title, as far as they are known (Markdown)."""
        parts = [f"{self.kind} số {self.number}" if self.number else self.kind]
        parts += [f"ngày {format_date(self.date, dates)}"] if self.date else []
        parts += [f"của {self.issuer}"] if self.issuer else []
        parts += [self.title] if self.title else []
        return escape(" ".join(parts))

    def web_address(self) -> str:
        """The address as a link (Markdown)."""
        return f"<{self.url}>"

    def footnote(self, note: str, dates: DateStyle = DateStyle.NUMERIC, *, in_full: bool = True) -> str:
        """The whole footnote (Markdown); `note` is the row's note after its template has run.

        One that is not `in_full` cites by type and number, without the address.
        """
        if self.kind == NOTE_KIND:
            return note
        if self.kind == WEB_KIND:
            body = f"{escape(self.title)}: {self.web_address()}" if self.title else self.web_address()
        elif not in_full:
            body = self.short_citation()
        else:
            body = self.full_citation(dates)
            body += f": {self.web_address()}" if self.url else ""
        return f"{body} {note}".strip() if note.startswith("(") else "; ".join(filter(None, [body, note]))


def load_documents(
    path: Path, file: str, *, needed: bool = True
) -> tuple[dict[str, Document], list[Finding]]:
    """Read documents.csv, which may be absent unless it is `needed`: documents by id, every problem met."""
    table = read_table(path, file, COLUMNS, needed=needed)
    documents = list(table.read_rows(_document))
    taken = "Mã văn bản “{later.id}” đã có ở dòng {first.row}."
    table.repeats(documents, lambda document: document.id, "van_ban.trung", taken)
    return {document.id: document for document in documents}, table.findings


def _document(row: Row) -> Document:
    identifier = required(row, "id")
    if not ID.fullmatch(identifier):
        raise CellError(
            f"Mã “{identifier}” chỉ được gồm chữ thường không dấu, chữ số và gạch nối: qd-5466-2019."
        )
    kind = required(row, "kind")
    if kind == NOTE_KIND:
        required(row, "note")
    elif kind == WEB_KIND:
        required(row, "url")
    elif not row["number"] and not row["title"]:
        raise CellError("Văn bản phải có số, ký hiệu (number) hoặc trích yếu (title).")
    if row["url"] and not URL.fullmatch(row["url"]):
        raise CellError(
            f"Địa chỉ “{row['url']}” phải bắt đầu bằng http:// hoặc https:// và không có khoảng trắng."
        )
    day = optional_date(row, "date")
    if day and day.year not in YEARS:
        raise CellError(f"Ô “date” có năm {day.year}, không thể có. Kiểm tra lại năm của văn bản.")
    return Document(
        id=identifier,
        kind=kind,
        number=row["number"],
        date=day,
        issuer=row["issuer"],
        title=row["title"],
        url=row["url"],
        note=row["note"],
        file=row.file,
        row=row.number,
    )
