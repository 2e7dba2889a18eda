"""The narrative of the next period: last period's, each sentence marked that does not renew itself."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from cchc.base.sentences import TEMPLATE, Sentence, sentences
from cchc.inputs.documents import COLUMNS, NOTE_KIND, WEB_KIND, Document
from cchc.inputs.narrative import mark, unmarked
from cchc.prose.functions import prints_figure
from cchc.prose.templates import calls, cited

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
    figures = sum(prints_figure(name) for name, _, _ in calls(sentence))
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
    old_ones = dict.fromkeys(identifier for identifier in cited(sentence) if identifier in old.documents)
    found = [f"văn bản {identifier}" for identifier in old_ones]
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


def carried_over(text: str, old: OldThings, opening_reason: str = "", *, timeless: bool = False) -> str:
    """A section's file with its sentences marked (idempotent: marks of the old period are dropped).

    `opening_reason` is a mark for the section as a whole, put where it is printed first. A `timeless`
    section (an appendix about the workbook itself) is marked only where a trace of the period shows.
    """
    text = unmarked(unicodedata.normalize("NFC", text))
    pieces: list[str] = []
    done, in_table = 0, False
    for sentence in sentences(text):
        pieces.append(text[done : sentence.start])
        if sentence.heading:
            reasons = [heading_reason(sentence.text, old), opening_reason]
            line = mark("; ".join(filter(None, reasons))).rstrip() if any(reasons) else ""
            pieces.append(f"{sentence.text}\n\n{line}" if line else sentence.text)
            opening_reason = ""
        elif sentence.shape:
            starts = sentence.text.lstrip().startswith("|") and not in_table
            pieces.append(f"{mark('bảng gõ tay')}\n\n{sentence.text}" if starts else sentence.text)
        else:
            why = traces(sentence.text, old) if timeless else reason_to_renew(sentence.text, old)
            reasons = [opening_reason, why]
            reason = "; ".join(filter(None, reasons))
            pieces.append(mark(reason) + sentence.text if reason else sentence.text)
            opening_reason = ""
        in_table = sentence.shape
        done = sentence.end
    return "".join([*pieces, text[done:]])


def kept_sentences(text: str, keep: Callable[[Sentence], bool], to_write: Callable[[str], str]) -> str:
    """The file's headings; under each, what `to_write` says of it and the sentences to keep, as a list."""
    text = unmarked(unicodedata.normalize("NFC", text))
    parts: list[str] = []
    kept: list[str] = []
    heading: str | None = None

    def close() -> None:
        if heading is not None or kept:
            parts.append(to_write(heading or ""))
        if kept:
            parts.append("\n".join(f"- {one}" for one in kept))
        kept.clear()

    for sentence in sentences(text):
        if sentence.heading:
            close()
            begin = text.rfind("\n", 0, sentence.start) + 1
            heading = sentence.text
            parts.append(text[begin : sentence.end])
        elif heading is None and not parts and not kept and not keep(sentence):
            # A file that begins with prose has an opening, which its notebook prints.
            heading = ""
        elif not sentence.shape and keep(sentence):
            kept.append(" ".join(sentence.text.split()))
    close()
    return "\n\n".join(parts) + "\n"


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
