"""Which documents go on into the next period, and which of them the analyst has to look at."""

import csv
import io
import re
from collections.abc import Iterable

from cchc.documents import COLUMNS, NOTE_KIND, WEB_KIND, Document
from cchc.renewal import mark, unmarked
from cchc.turnover.carry_over import carried_over
from cchc.turnover.traces import OldThings

# In force until something says otherwise.
STANDING = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư"})
# A legal norm has the year in its number: 17/2019/QĐ-UBND.
NORM = re.compile(r"\d+/\d{4}/.+")
ONE_OFF = "văn bản của kỳ trước: thay bằng văn bản mới, hoặc xóa dấu này nếu còn hiệu lực"


def recurs(document: Document) -> bool:
    """Whether the document usually serves the next report too."""
    kind = document.kind.split(" liên tịch")[0]
    return kind in {*STANDING, NOTE_KIND, WEB_KIND} or NORM.fullmatch(document.number) is not None


def next_documents(documents: Iterable[Document], cited: set[str], old: OldThings) -> str:
    """documents.csv of the next period; a one-off document stays only where something still cites it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for document in documents:
        if recurs(document) or document.id in cited:
            writer.writerow(_row(document, _note(document, old)))
    return buffer.getvalue()


def _note(document: Document, old: OldThings) -> str:
    if document.kind == NOTE_KIND:
        return carried_over(document.note, old)
    note = unmarked(document.note)
    return note if recurs(document) else f"{mark(ONE_OFF)}{note}".strip()


def _row(document: Document, note: str) -> tuple[str, ...]:
    date = document.date.isoformat() if document.date else ""
    return (
        document.id,
        document.kind,
        document.number,
        date,
        document.issuer,
        document.title,
        document.url,
        note,
    )
