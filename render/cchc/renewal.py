"""The mark `{{ can_sua("…") }}` before a sentence that still reads as in the period before."""

import re
from collections.abc import Iterator

from cchc.sentences import sentences

FUNCTION = "can_sua"
LABEL = "cần cập nhật"
MARK = re.compile(r"\{\{-?\s*can_sua\((?P<reason>[^{}]*)\)\s*-?\}\}[ \t]*")
CLASS = "stale"


def mark(reason: str = "") -> str:
    """The mark as the analyst sees and deletes it."""
    words = reason.replace('"', "”").replace("{", "(").replace("}", ")").replace("\\", "/")
    return f'{{{{ {FUNCTION}("{words}") }}}} ' if words else f"{{{{ {FUNCTION}() }}}} "


def unmarked(text: str) -> str:
    """The text without its marks; a paragraph that held nothing else goes with it."""
    text = re.sub(rf"\n+{MARK.pattern}(?=\n|\Z)", "", text)
    return MARK.sub("", text)


def marks(text: str, first_row: int = 1) -> Iterator[tuple[int, str, str]]:
    """Each mark: its row, its reason, and how the sentence after it begins."""
    for match in MARK.finditer(text):
        row = first_row + text.count("\n", 0, match.start())
        reason = match["reason"].strip().strip("\"'")
        after = next((s.text for s in sentences(text[match.end() :].split("\n\n", 1)[0])), "")
        yield row, reason, unmarked(after)


def highlighted(text: str) -> str:
    """The template with each marked sentence in a span of class `stale` (Markdown)."""
    if not MARK.search(text):
        return text
    pieces, done = [], 0
    for sentence in sentences(text):
        if not sentence.heading and MARK.match(sentence.text):
            whole = _balanced(MARK.sub("", sentence.text))
            end = sentence.end if whole else sentence.start + _length_of_mark(sentence.text)
            pieces += [text[done : sentence.start], f"[{text[sentence.start : end]}]{{.{CLASS}}}"]
            done = end
    return "".join([*pieces, text[done:]])


def _balanced(text: str) -> bool:
    """Whether a span can go around it: emphasis and brackets that open in it close in it."""
    return text.count("**") % 2 == 0 and text.count("[") == text.count("]")


def _length_of_mark(text: str) -> int:
    match = MARK.match(text)
    assert match is not None
    return len(match.group().rstrip())
