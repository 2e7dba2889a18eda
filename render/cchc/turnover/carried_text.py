"""The narrative to begin with: last period's with marks on what is provably old, or headings alone."""

import ast
import contextlib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from cchc.base.sentences import Sentence, sentences
from cchc.checks.usage import code_cells
from cchc.inputs.narrative import TO_WRITE, mark, unmarked, unread_mark
from cchc.inputs.notebook_file import python_tree
from cchc.turnover.signs_of_age import OldThings, signs_in_heading, signs_of_age

TYPED_TABLE = "bảng gõ tay: chữ và số trong bảng là của kỳ trước"


def carried_over(text: str, old: OldThings, opening_reason: str = "", *, unread: str = "") -> str:
    """A section's file with marks on what is provably old (idempotent: marks of the old period are dropped).

    `opening_reason` is a mark for the section as a whole, put where it is printed first. `unread` names
    the period whose prose this is, which then has to be read before a final edition.
    """
    text = unmarked(unicodedata.normalize("NFC", text))
    pieces: list[str] = []
    done, in_table = 0, False
    for sentence in sentences(text):
        pieces.append(text[done : sentence.start])
        if sentence.heading:
            reasons = [signs_in_heading(sentence.text, old), opening_reason]
            line = mark("; ".join(filter(None, reasons))).rstrip() if any(reasons) else ""
            pieces.append(f"{sentence.text}\n\n{line}" if line else sentence.text)
            opening_reason = ""
        elif sentence.shape:
            starts = sentence.text.lstrip().startswith("|") and not in_table
            pieces.append(f"{mark(TYPED_TABLE)}\n\n{sentence.text}" if starts else sentence.text)
        else:
            reasons = [opening_reason, signs_of_age(sentence.text, old)]
            reason = "; ".join(filter(None, reasons))
            pieces.append(mark(reason) + sentence.text if reason else sentence.text)
            opening_reason = ""
        in_table = sentence.shape
        done = sentence.end
    marked = "".join([*pieces, text[done:]])
    return f"{unread_mark(unread)}\n\n{marked}" if unread and done else marked


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
