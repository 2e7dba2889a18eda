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
