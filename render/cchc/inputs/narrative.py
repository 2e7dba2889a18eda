"""The prose of a section, cut into blocks at its headings, and the marks of sentences to renew."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cchc.base.characters import WORD_BULLETS, clean_text
from cchc.base.files import unreadable
from cchc.base.findings import Finding, InputError, Severity, stop_on
from cchc.base.markdown import HEADING, ascii_slug, div, escape
from cchc.base.merge_marks import unfinished_merges
from cchc.base.sentences import sentences

OPENING = ""
RICH_TEXT = "{\\rtf"
OF_WORD = "Tệp thật ra là văn bản RTF của Word. Mở bằng Word, lưu thành văn bản thuần UTF-8, đổi đuôi .md."
# The call in the prose that marks a sentence not yet renewed, and how such a sentence is shown.
FUNCTION = "can_sua"
LABEL = "cần cập nhật"
# The reason of a mark that stands where there is no text yet.
TO_WRITE = "viết nội dung"
MARK = re.compile(r"\{\{-?\s*can_sua\((?P<reason>[^{}]*)\)\s*-?\}\}[ \t]*")
CLASS = "stale"
# The line that says a section's prose is another period's; deleting it says that it has been read.
UNREAD = re.compile(r"\{\{-?\s*chua_doc\((?P<period>[^{}]*)\)\s*-?\}\}")
UNREAD_CLASS = "unread"
UNREAD_LABEL = (
    "Lời văn in chữ xám mang từ kỳ {period} sang, chưa đọc lại: đọc, sửa, rồi xóa dòng chua_doc ở đầu tệp."
)
WORD_ITEM = re.compile(rf"^([ \t]*)[{WORD_BULLETS}][ \t\u00a0]*", re.MULTILINE)


@dataclass(frozen=True)
class Unread:
    """The line in `row` that says whose prose a section still has, and that nobody has read it."""

    period: str
    row: int


@dataclass(frozen=True)
class Block:
    """A heading and the text under it; the opening block has no heading.

    `key` is the heading's number, or its title where it has none; `row` is where it begins.
    `unread` is the section's, and stands with each of its blocks; the first of them says so in print.
    """

    key: str
    title: str
    level: int
    body: str
    file: str
    row: int
    unread: Unread | None = None
    is_first: bool = False

    @property
    def body_row(self) -> int:
        """Where the body begins: below the heading, if there is one."""
        return self.row + (1 if self.level else 0)

    def heading(self) -> str:
        """The template of the heading's line; empty for the opening block."""
        if self.key == OPENING:
            return ""
        number = "" if self.key == self.title else f"{self.key}. "
        return f"{'#' * self.level} {number}{self.title}"

    def anchored(self, section: str, text: str) -> str:
        """The rendered text, its heading carrying a stable id, what is unread in a div of its own."""
        heading, _, body = ("", "", text) if self.key == OPENING else text.partition("\n")
        if self.unread is not None and (body.strip() or self.is_first):
            words = escape(UNREAD_LABEL.format(period=self.unread.period))
            label = f"[{words}]{{.{CLASS}}}\n\n" if self.is_first else ""
            body = "\n" + div(f".{UNREAD_CLASS}", f"{label}{body.strip()}".strip())
        return f"{heading} {{#{heading_id(section, self.key)}}}\n{body}" if heading else body


def heading_id(section: str, key: str) -> str:
    """The anchor of a heading: `tthc-2-5`."""
    return f"{ascii_slug(section)}-{ascii_slug(key)}"


def load_narrative(path: Path, file: str) -> dict[str, Block]:
    """The blocks of a section's file by key, in file order (InputError)."""
    try:
        text = clean_text(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        explanation = unreadable(error, "Không có tệp lời văn này.")
        raise InputError([Finding(Severity.ERROR, "loi_van.khong_doc_duoc", explanation, file)]) from None
    if text.lstrip().startswith(RICH_TEXT):
        raise InputError([Finding(Severity.ERROR, "loi_van.khong_doc_duoc", OF_WORD, file)])
    stop_on(unfinished_merges(text, file))
    return parse_narrative(text, file)


def parse_narrative(text: str, file: str) -> dict[str, Block]:
    """Cut the text into blocks, Word's bullets read as ours; InputError when two headings share a key."""
    blocks: dict[str, Block] = {}
    problems = []
    for block in _blocks(WORD_ITEM.sub(r"\1- ", clean_text(text)), file):
        if block.key in blocks:
            first = blocks[block.key].row
            explanation = f"Đề mục “{block.key}” đã có ở dòng {first}."
            problems.append(Finding(Severity.ERROR, "loi_van.trung_de_muc", explanation, file, block.row))
        blocks.setdefault(block.key, block)
    if problems:
        raise InputError(problems)
    return blocks


def _blocks(text: str, file: str) -> list[Block]:
    # Rows as an editor counts them: other characters that Python ends lines at are for the checks to find.
    unread = unread_in(text)
    lines = UNREAD.sub("", text).removesuffix("\n").split("\n")
    starts = [(i, match) for i, line in enumerate(lines) if (match := HEADING.match(line))]
    first = starts[0][0] if starts else len(lines)
    blocks = []
    if any(line.strip() for line in lines[:first]):
        blocks.append(Block(OPENING, "", 0, "\n".join(lines[:first]), file, 1))
    for n, (i, match) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        hashes, number, title = match.groups()
        blocks.append(Block(number or title, title, len(hashes), "\n".join(lines[i + 1 : end]), file, i + 1))
    return [replace(block, unread=unread, is_first=n == 0) for n, block in enumerate(blocks)]


def mark(reason: str = "") -> str:
    """The mark as the analyst sees and deletes it."""
    words = reason.replace('"', "”").replace("{", "(").replace("}", ")").replace("\\", "/")
    return f'{{{{ {FUNCTION}("{words}") }}}} ' if words else f"{{{{ {FUNCTION}() }}}} "


def unread_mark(period: str) -> str:
    """The line that the analyst deletes when she has read the section."""
    return f'{{{{ chua_doc("{period}") }}}}'


def unread_in(text: str) -> Unread | None:
    """Whose prose the section still has, where a line says so."""
    match = UNREAD.search(text)
    if match is None:
        return None
    return Unread(match["period"].strip().strip("\"'"), text.count("\n", 0, match.start()) + 1)


def unmarked(text: str) -> str:
    """The text without its marks; a paragraph that held nothing else goes with it."""
    text = re.sub(rf"{UNREAD.pattern}(?:\n\n)?", "", text)
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
