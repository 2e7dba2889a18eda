"""Slips of the pen in templates: braces and quotes that Jinja does not take, with the line put right."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import jinja2

from cchc.prose.functions import FUNCTIONS, VARIABLES
from cchc.prose.language import TAG, too_big

# Characters of a line that a finding shows to either side of the slip.
AROUND = 60
# Of one text; after these the rest waits until they are put right.
MOST_SLIPS = 30
BRACES = "viết hai dấu ngoặc nhọn mỗi bên"
QUOTES = "dùng dấu nháy thẳng, không dùng nháy cong hay ký tự ẩn"
SHORTCODE = "bỏ {{< … >}}, lệnh của Quarto mà báo cáo không dùng"

SOUND = re.compile(r"(?<!\{)\{\{(?!<)[^{}]*\}\}(?!\})|\{%[^{}]*%\}|\{#.*?#\}", re.DOTALL)
QUARTO = re.compile(r"\{\{<.*?(?:>\}\}|$)", re.MULTILINE)
TYPOGRAPHIC = dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‘’‚‛′", "'")
# What an editor may leave between the letters.
UNSEEN = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
PLAIN = str.maketrans(TYPOGRAPHIC | UNSEEN)
# Without these there is neither template nor call.
MARKS = frozenset("{}(")
# What joins an expression to more of it: where its brace belongs is then anybody's guess.
GOES_ON = tuple("~|+-*/%=<>!.([")

# Jinja's own complaints, the most frequent ones.
COMPLAINTS = (
    (r"unexpected char (?:'\"'|\"'\") at \d+", "dấu nháy mở mà không đóng"),
    (r"unexpected char (.+) at \d+", r"có ký tự lạ \1"),
    (r"expected token 'end of print statement', got (.+)", r"thừa \1, hoặc thiếu dấu phẩy trước đó"),
    (r"expected token (.+), got 'end of .*", r"thiếu \1"),
    (r"expected token (.+), got (.+)", r"thiếu \1 trước \2"),
    (r".*looking for the following tags: (\S+?)\. .*", r"thiếu lệnh \1"),
    (r"[Uu]nexpected end of template.*", "chưa có dấu đóng }} hoặc %}"),
    (r"Encountered unknown tag (\S+?)\..*", r"không có lệnh \1"),
    (r"Missing end of comment tag", "ghi chú {# chưa đóng bằng #}"),
    (r"unexpected (.+), expected (.+)", r"thiếu \2 trước \1"),
    (r"unexpected (.+)", r"thừa \1"),
)


@dataclass(frozen=True)
class Slip:
    """What is written wrongly on a row of a text, from 1, and how it should be (Vietnamese)."""

    row: int
    explanation: str


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    text: str
    row: int
    what: str


def mended(text: str, parse: Callable[[str], object]) -> tuple[str, list[Slip]]:
    """The template with its slips put right, as far as one can tell, and what they were.

    What cannot be put right does not stand in it, so that the rest can still be looked at.
    `parse` raises TemplateSyntaxError, as the sandbox's does.
    """
    if not MARKS.intersection(text):
        return text, []
    if "{" in text and (words := too_big(text)):
        return "", [Slip(1, words)]
    edits: list[_Edit] = []
    for find in (_shortcodes, _braces, _quotes):
        found = list(find(text))
        edits += found
        text = _edited(text, found)
    slips = list(_put_right(text, edits))
    readable, unknown = _readable(text, parse)
    return readable, sorted([*slips, *unknown], key=lambda slip: slip.row)


def _shortcodes(text: str) -> Iterator[_Edit]:
    return (_edit(text, *match.span(), "", SHORTCODE) for match in QUARTO.finditer(text))


def _braces(text: str) -> Iterator[_Edit]:
    """Calls and words of templates that do not stand between two braces on either side."""
    left = SOUND.sub("", text)
    braces = "{" in left or "}" in left
    if not (braces or ("(" in left and _calls().search(left))):
        return
    masked = SOUND.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)
    yield from _unbraced(masked, _calls())
    if braces:
        yield from _unbraced(masked, _words())


def _unbraced(text: str, pattern: re.Pattern[str]) -> Iterator[_Edit]:
    for match in pattern.finditer(text):
        opened, expression, closed = (part or "" for part in match.groups())
        # Words of a sentence may look like a call; a call names something in quotes.
        call = re.search(r"\(\s*[\"'“”‘’]", expression)
        if (opened, closed) == ("{{", "}}") or not (opened or closed or call):
            continue
        if opened and not closed and text[match.end() :].lstrip(" \t").startswith(GOES_ON):
            continue
        # Where there is no brace, the white space belongs to the sentence.
        start = match.start(1 if opened else 2)
        end = match.end(3 if closed else 2)
        yield _edit(text, start, end, f"{{{{ {expression.translate(PLAIN)} }}}}", BRACES)


@lru_cache
def _calls() -> re.Pattern[str]:
    return _between_braces(FUNCTIONS, r"[ \t]*\([^(){}\n]*\)")


@lru_cache
def _words() -> re.Pattern[str]:
    return _between_braces(VARIABLES, r"\b(?![ \t]*\()")


def _between_braces(names: Iterable[str], rest: str) -> re.Pattern[str]:
    filters = r"(?:[ \t]*\|[ \t]*\w+)*"
    # Each run of braces and spaces is gone through once, however long it is.
    before, after = r"(?:(?<!\{)(\{++)[ \t]*+)?", r"(?:[ \t]*+(\}++))?"
    return re.compile(rf"{before}(?<![\w.])((?:{'|'.join(names)}){rest}{filters}){after}")


def _quotes(text: str) -> Iterator[_Edit]:
    for match in TAG.finditer(text):
        tag, plain = match.group(), match.group().translate(PLAIN)
        if tag != plain and not _is_readable(tag) and _is_readable(plain):
            yield _edit(text, *match.span(), plain, QUOTES)


def _is_readable(tag: str) -> bool:
    try:
        list(_language().lex(tag))
    except jinja2.TemplateSyntaxError:
        return False
    return True


@lru_cache
def _language() -> jinja2.Environment:
    """For reading alone: the sandbox understands the same."""
    return jinja2.Environment()


def _edit(text: str, start: int, end: int, replacement: str, what: str) -> _Edit:
    return _Edit(start, end, replacement, text.count("\n", 0, start) + 1, what)


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    """The text after the edits, none of which moves a line."""
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _put_right(text: str, edits: Sequence[_Edit]) -> Iterator[Slip]:
    """One slip a row, with the whole line as it should be."""
    lines = text.split("\n")
    for row in sorted({edit.row for edit in edits}):
        own = [edit for edit in edits if edit.row == row]
        whats = "; ".join(dict.fromkeys(edit.what for edit in own))
        line = _shown(lines[row - 1], own[0].text.split("\n")[0])
        yield Slip(row, f"Mẫu viết sai cú pháp: {whats}." + (f" Sửa thành: {line}" if line else ""))


def _readable(text: str, parse: Callable[[str], object]) -> tuple[str, list[Slip]]:
    """The text without the braces of the lines that Jinja stops at, and these."""
    found: list[Slip] = []
    while len(found) < MOST_SLIPS:
        try:
            parse(text)
        except jinja2.TemplateSyntaxError as error:
            lines = text.split("\n")
            line = lines[error.lineno - 1]
            why = complaint(error)
            found.append(
                Slip(error.lineno, f"Mẫu viết sai cú pháp: {why}. Dòng này ghi: {_shown(line, '{')}")
            )
            lines[error.lineno - 1] = re.sub(r"[{}]", " ", line)
            if lines[error.lineno - 1] == line:
                return "", found
            text = "\n".join(lines)
        else:
            return text, found
    return "", found


def complaint(error: jinja2.TemplateSyntaxError) -> str:
    """What Jinja says, in Vietnamese where it is one of the usual things."""
    message = (error.message or "").replace("\n", " ")
    for said, words in COMPLAINTS:
        if match := re.fullmatch(said, message):
            return re.sub(r"'(.+?)'", r"“\1”", match.expand(words))
    return message


def _shown(line: str, part: str) -> str:
    """The line, or what stands around the part of a long one."""
    at = max(line.find(part), 0)
    start, end = max(0, at - AROUND), at + len(part) + AROUND
    return f"{'… ' if start else ''}{line[start:end].strip()}{' …' if end < len(line) else ''}"
