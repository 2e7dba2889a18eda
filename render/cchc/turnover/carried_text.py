"""The narrative to begin with: last period's with marks on what it does not renew, or headings alone."""

import ast
import contextlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.base.sentences import TEMPLATE, Sentence, sentences
from cchc.checks.usage import code_cells
from cchc.inputs.narrative import mark, unmarked
from cchc.inputs.notebook_file import python_tree
from cchc.prose.functions import prints_figure
from cchc.prose.templates import calls, cited

TO_WRITE = "viết nội dung"
# Syllables a figure may have about it before the sentence is about more than its figures.
SYLLABLES_PER_FIGURE = 14

TIMES = re.compile(
    r"(?:\b(?:[Mm]ức|[Gg]iai) )?(?:\b[^\W\d_]+[ -])?\d[\d./-]*"
    r"|\b[Qq]uý [IV]+\b|\b(?:lần |lần thứ )?[XVI]{2,}\b"
)
OCCASIONS = re.compile(
    r"\b(?:Tết|nhiệm kỳ|đại hội|hội nghị|sơ kết|tổng kết|thí điểm|thử nghiệm|kế hoạch)\b", re.IGNORECASE
)
QUOTED = re.compile(r"“[^”]+”")
# What has happened once will not be reported again in the same words.
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


def pruned(text: str, keep: Callable[[Sentence], bool], to_write: Callable[[str], str]) -> str:
    """The file's headings; under each, what `to_write` gives for it and the sentences to keep, as a list."""
    text = unmarked(unicodedata.normalize("NFC", text))
    parts: list[str] = []
    listed: list[str] = []
    heading: str | None = None

    def close() -> None:
        if heading is not None or listed:
            parts.append(to_write(heading or ""))
        if listed:
            parts.append("\n".join(f"- {one}" for one in listed))
        listed.clear()

    for sentence in sentences(text):
        if sentence.heading:
            close()
            begin = text.rfind("\n", 0, sentence.start) + 1
            heading = sentence.text
            parts.append(text[begin : sentence.end])
        elif heading is None and not parts and not listed and not keep(sentence):
            # A file that begins with prose has an opening, which its notebook prints.
            heading = ""
        elif not sentence.shape and keep(sentence):
            listed.append(" ".join(sentence.text.split()))
    close()
    return "\n\n".join(parts) + "\n"


def skeleton(notebook: Path) -> str:
    """A narrative to write: a mark for `muc.opening()`, heading and mark for each `muc.narrative("…")`."""
    parts = []
    for name, key in _calls(notebook):
        if name == "opening":
            parts.append(mark(TO_WRITE).rstrip())
        elif name == "narrative":
            number, title = (f"{key}. ", "Đặt tên đề mục") if key.replace(".", "").isdecimal() else ("", key)
            level = "#" * (2 + number.count(".") - 1) if number else "##"
            parts += [f"{level} {number}{title}", mark(TO_WRITE).rstrip()]
    return "\n\n".join(parts or [mark(TO_WRITE).rstrip()]) + "\n"


def _calls(notebook: Path) -> Iterator[tuple[str, str]]:
    for source in code_cells(notebook):
        with contextlib.suppress(SyntaxError):
            for node in ast.walk(python_tree(source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    keys = [a.value for a in node.args if isinstance(a, ast.Constant)]
                    yield node.func.attr, str(keys[0]) if keys else ""
