"""Paragraphs, lists and headings as they are typed in Word, put the way Markdown wants them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.markdown import HEADING

# Bullets by their looks: one of another look, among those of a list, opens a list within it.
# What Word's own fonts draw is there too. A dash or a plus may stand right before its word.
BULLETS = {
    "dash": r"[-–—](?:\s+|(?=[^\W\d_]|[\[“({]))",
    "dot": r"[•·∙●\uf0b7]\s*",
    "ring": r"(?:[◦○]\s*|o\t\s*)",
    "square": r"[▪■\uf0a7]\s*",
    "star": r"\*\s+",
    "plus": r"\+(?:\s+|(?=[^\W\d_]|[\[“({]))",
}
# 1. Việc; and marks that stay as they are typed: 1) 1/ (1), a) a/ a. (a), đ), ii).
NUMBER = r"(?P<number>\d{1,3})\.(?:\s+|(?=[^\W\d_]))"
LITERAL_NUMBER = r"(?:(?P<counted>\d{1,3})[)/]|\((?P<in_brackets>\d{1,3})\))(?:\s+|(?=[^\W\d_]))"
LETTER = r"(?:(?:[a-zđ]|[ivx]{2,4})\)(?:\s+|(?=[^\W\d_]))|[a-zđ][./]\s+|\([a-zđ]\)\s*)"
MARK = re.compile(
    "|".join(
        (
            *(f"(?P<{kind}>{pattern})" for kind, pattern in BULLETS.items()),
            f"(?P<ordered>{NUMBER})",
            f"(?P<literal>{LITERAL_NUMBER}|{LETTER})",
        )
    )
)
FENCE = re.compile(r"\s*(`{3,}|~{3,})")
# Tables, divisions, quotations and footnotes, which Markdown alone lays out.
SHAPED = re.compile(r"\s*(?:\||:{3,}|>|\[\^[^\]\s]+\]:|\+[-=+]+\+$)")
TABLE_RULE = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*$")
SENTENCE_END = re.compile(r"[.!?;:…][”’»)\]]*(?:\[\^[^\]\s]+\])*\s*$")
OPENERS = "“‘([*"
# A number that counts nothing here, where Markdown would begin a list.
OTHER_NUMBER = re.compile(r"^(\d+)\.(?=\s)")
TAB = 4
# Indents that differ by less are meant to be the same.
STEP = 2


@dataclass(frozen=True)
class TypedLine:
    """A line: the whole of it, its indent in columns, its mark's kind (empty for none) and mark, the rest."""

    whole: str
    indent: int = 0
    kind: str = ""
    mark: str = ""
    text: str = ""

    @property
    def is_list_item(self) -> bool:
        """Whether Markdown may make an item of it."""
        return self.kind in BULLETS or self.kind == "ordered"


@dataclass(frozen=True)
class _Level:
    """An open list: the indent and the kind of its marks, and where its items' text begins."""

    indent: int
    kind: str
    column: int


def typed_lines(text: str) -> Iterator[TypedLine]:
    """Every line with its mark; a number counts as one if it is 1 or follows the one before of its kind."""
    fence, table = "", False
    counts: dict[str, int] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        table = bool(line.strip()) and (table or _heads_table(lines[number : number + 2]))
        if fence or table:
            closes = fence and line.strip().startswith(fence) and not line.strip().strip(fence[0])
            fence = "" if closes else fence
            yield TypedLine(line, kind="shaped")
        elif opened := FENCE.match(line):
            fence = opened[1]
            yield TypedLine(line, kind="shaped")
        elif SHAPED.match(line):
            yield TypedLine(line, kind="shaped")
        else:
            yield _read(line, counts)


def without_list_numbers(text: str) -> str:
    """The text without the numbers that only count its items, as long as before."""
    kept = []
    for line in typed_lines(text):
        at = line.whole.find(line.mark) if line.mark else 0
        blank = line.kind in ("ordered", "literal")
        kept.append(line.whole[:at] + " " * len(line.mark) + line.text if blank else line.whole)
    return "\n".join(kept)


def laid_out(markdown: str) -> str:
    """Markdown that means what was typed.

    An indent means nothing before a paragraph; a list needs no empty line above it; `+` is of the
    second level, and stays where there is no first; a), 1) and the like begin paragraphs.
    """
    layout = _Layout()
    for line in typed_lines(markdown):
        layout.add(line)
    return "\n".join(layout.lines)


class _Layout:
    """The lines laid out so far, and the lists that are open."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._lists: list[_Level] = []
        self._previous = TypedLine("")

    def add(self, line: TypedLine) -> None:
        """Put one line more."""
        if not line.whole.strip():
            self.lines.append("")
        elif line.kind == "shaped":
            self._lists.clear()
            if self._previous.kind != "shaped" and line.whole.lstrip().startswith("|"):
                self._part()
            self.lines.append(line.whole)
        elif heading := HEADING.match(line.whole):
            self._begin(f"{heading[1]} {line.whole[heading.end(1) :].lstrip()}")
        elif line.is_list_item and not (line.kind == "plus" and not self._lists):
            self._item(line)
        elif line.mark:
            self._begin(f"\\+ {line.text}" if line.kind == "plus" else f"{line.mark}{line.text}")
        else:
            self._text(line)
        self._previous = line

    def _item(self, line: TypedLine) -> None:
        if not self._lists:
            self._part()
        mark = line.mark.strip() + " " if line.kind == "ordered" else "- "
        self._open(line)
        column = self._lists[-2].column if len(self._lists) > 1 else 0
        self._lists[-1] = _Level(line.indent, line.kind, column + len(mark))
        self.lines.append(f"{' ' * column}{mark}{line.text}")

    def _open(self, line: TypedLine) -> None:
        """Go to the list of this item: back to an outer one, or into a new one."""
        lists = self._lists
        while lists and lists[-1].indent - line.indent >= STEP:
            del lists[-1]
        level = [level for level in lists if abs(level.indent - line.indent) < STEP]
        if same := [one for one in level if one.kind == line.kind]:
            del lists[lists.index(same[-1]) + 1 :]
        else:
            lists.append(_Level(line.indent, line.kind, 0))

    def _text(self, line: TypedLine) -> None:
        """A paragraph, or more of one; only spaces lead into an item's second paragraph."""
        spaces = len(line.whole) - len(line.whole.lstrip(" "))
        if self.lines and self.lines[-1]:
            begins_item = bool(self._lists) and spaces < STEP
            if (begins_item or line.indent) and self._starts_afresh(line):
                self._lists.clear()
                self._part()
        else:
            while self._lists and spaces < self._lists[-1].column:
                del self._lists[-1]
        column = self._lists[-1].column if self._lists else 0
        self.lines.append(" " * column + OTHER_NUMBER.sub(r"\1\\.", line.text))

    def _starts_afresh(self, line: TypedLine) -> bool:
        first = line.text.lstrip(OPENERS)[:1]
        ended = SENTENCE_END.search(self._previous.whole) and self._previous.kind != "shaped"
        return bool(ended) and (first.isupper() or first.isdigit())

    def _begin(self, text: str) -> None:
        self._lists.clear()
        self._part()
        self.lines.append(text)

    def _part(self) -> None:
        """An empty line, unless the block above is one by itself."""
        above = self.lines[-1] if self.lines else ""
        if above and not HEADING.match(above):
            self.lines.append("")


def _heads_table(lines: list[str]) -> bool:
    return any(map(TABLE_RULE.match, lines))


def _read(line: str, counts: dict[str, int]) -> TypedLine:
    text = line.lstrip()
    indent = len(line[: len(line) - len(text)].replace("\t", " " * TAB))
    match = MARK.match(text)
    if match is None or not text[match.end() :].strip() or not _counts_on(match, counts):
        return TypedLine(line, indent, text=text)
    kind = next(kind for kind in (*BULLETS, "ordered", "literal") if match[kind] is not None)
    return TypedLine(line, indent, kind, match.group(), text[match.end() :])


def _counts_on(match: "re.Match[str]", counts: dict[str, int]) -> bool:
    for style in ("number", "counted", "in_brackets"):
        if match[style] is not None:
            number = int(match[style])
            if number not in (1, counts.get(style, 0) + 1):
                return False
            counts[style] = number
    return True
