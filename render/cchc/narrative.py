"""The prose of a section, cut into blocks at its headings."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cchc.findings import Finding, InputError, Severity
from cchc.system_errors import reason

HEADING = re.compile(r"^(#{1,6})[ \t]+(?:(\d+(?:\.\d+)*)\.[ \t]+)?(.+?)[ \t]*$")
OPENING = ""


@dataclass(frozen=True)
class Block:
    """A heading and the text under it; the opening block has no heading.

    `key` is the heading's number, or its title where it has none; `row` is where it begins.
    """

    key: str
    title: str
    level: int
    body: str
    file: str
    row: int

    def heading(self) -> str:
        """The template of the heading's line; empty for the opening block."""
        if self.key == OPENING:
            return ""
        number = "" if self.key == self.title else f"{self.key}. "
        return f"{'#' * self.level} {number}{self.title}"

    def anchored(self, section: str, text: str) -> str:
        """The rendered text, its heading carrying a stable id."""
        if self.key == OPENING:
            return text
        heading, _, body = text.partition("\n")
        return f"{heading} {{#{heading_id(section, self.key)}}}\n{body}"


def heading_id(section: str, key: str) -> str:
    """The anchor of a heading: `tthc-2-5`."""
    return f"{ascii_slug(section)}-{ascii_slug(key)}"


def ascii_slug(text: str) -> str:
    """`Đào tạo, bồi dưỡng` → `dao-tao-boi-duong`."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    ascii_only = "".join(char for char in bare if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def load_narrative(path: Path, file: str) -> dict[str, Block]:
    """The blocks of a section's file by key, in file order (InputError)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _stop(file, None, "Không có tệp lời văn này.") from None
    except UnicodeDecodeError:
        raise _stop(file, None, "Tệp không ở dạng UTF-8.") from None
    except OSError as error:
        raise _stop(file, None, f"Không đọc được tệp: {reason(error)}.") from None
    return parse_narrative(text, file)


def parse_narrative(text: str, file: str) -> dict[str, Block]:
    """Cut the text into blocks; InputError when two headings share a key."""
    blocks: dict[str, Block] = {}
    problems = []
    for block in _blocks(unicodedata.normalize("NFC", text), file):
        if block.key in blocks:
            first = blocks[block.key].row
            explanation = f"Đề mục “{block.key}” đã có ở dòng {first}."
            problems.append(Finding(Severity.ERROR, "loi_van.trung_de_muc", explanation, file, block.row))
        blocks.setdefault(block.key, block)
    if problems:
        raise InputError(problems)
    return blocks


def _blocks(text: str, file: str) -> list[Block]:
    lines = text.splitlines()
    starts = [(i, match) for i, line in enumerate(lines) if (match := HEADING.match(line))]
    first = starts[0][0] if starts else len(lines)
    blocks = []
    if any(line.strip() for line in lines[:first]):
        blocks.append(Block(OPENING, "", 0, "\n".join(lines[:first]), file, 1))
    for n, (i, match) in enumerate(starts):
        end = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        hashes, number, title = match.groups()
        blocks.append(Block(number or title, title, len(hashes), "\n".join(lines[i + 1 : end]), file, i + 1))
    return blocks


def _stop(file: str, row: int | None, explanation: str) -> InputError:
    return InputError([Finding(Severity.ERROR, "loi_van.khong_doc_duoc", explanation, file, row)])
