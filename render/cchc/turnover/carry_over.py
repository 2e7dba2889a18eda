"""The narrative of the next period: last period's, each sentence marked that does not renew itself."""

import unicodedata
from collections.abc import Callable

from cchc.renewal import mark, unmarked
from cchc.sentences import Sentence, sentences
from cchc.turnover.traces import OldThings, heading_reason, reason_to_renew, traces


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


def kept_sentences(text: str, keep: Callable[[Sentence], bool], instead: str) -> str:
    """The file's headings, and under each the sentences to keep, or `instead` where none is."""
    lines: list[str] = []
    kept: list[str] = []

    def close() -> None:
        if lines or kept:
            lines.extend([*(kept or [instead]), ""])
        kept.clear()

    for sentence in sentences(unmarked(unicodedata.normalize("NFC", text))):
        if sentence.heading:
            close()
            begin = text.rfind("\n", 0, sentence.start) + 1
            lines.extend([text[begin : sentence.end], ""])
        elif not sentence.shape and keep(sentence):
            kept.append(sentence.text)
    close()
    return "\n".join(lines)
