"""documents.csv of the next period: what serves every report, and what something still cites."""

import re
from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from cchc.base.csv_writing import FOR_EXCEL, CsvForm, csv_text
from cchc.inputs.documents import COLUMNS, NOTE_KIND, WEB_KIND, Document
from cchc.inputs.narrative import mark, unmarked
from cchc.turnover.carried_text import carried_over
from cchc.turnover.signs_of_age import RANGE, OldThings

# In force until something repeals them.
NORMATIVE_KINDS = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị định", "Thông tư"})
# A legal norm has the year in its number: 17/2019/QĐ-UBND.
NORMATIVE_NUMBER = re.compile(r"\d+/\d{4}/.+")
ONE_OFF = "văn bản của kỳ trước: thay bằng văn bản mới, hoặc xóa dấu này nếu còn hiệu lực"


def recurs(document: Document, year: int | None = None) -> bool:
    """Whether the document usually serves the next report too, which is of this `year`.

    A programme of several years does until the last of them.
    """
    if year is not None and any(int(span["last"]) >= year for span in RANGE.finditer(document.title)):
        return True
    kind = document.kind.split(" liên tịch")[0]
    normative = kind in NORMATIVE_KINDS or NORMATIVE_NUMBER.fullmatch(document.number) is not None
    return normative or kind in (NOTE_KIND, WEB_KIND)


def next_documents(
    documents: Iterable[Document],
    cited: set[str],
    in_prose: set[str],
    old: OldThings,
    form: CsvForm = FOR_EXCEL,
) -> str:
    """The file's text; a one-off document stays only where something still cites it.

    It carries a mark of its own unless it is cited `in_prose`, where its sentences carry theirs.
    """
    kept = [
        replace(d, note=_note(d, old, marked=d.id not in in_prose))
        for d in documents
        if recurs(d, old.year) or d.id in cited
    ]
    return csv_text(COLUMNS, map(attrgetter(*COLUMNS), kept), form)


def _note(document: Document, old: OldThings, *, marked: bool) -> str:
    if document.kind == NOTE_KIND:
        return carried_over(document.note, old)
    note = unmarked(document.note)
    return note if recurs(document, old.year) or not marked else f"{mark(ONE_OFF)}{note}".strip()
