"""Characters: those nobody sees taken off, those the report's faces cannot print told by name."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape

from cchc.base.findings import Rule, Severity
from cchc.base.installation import FONTS

UNPRINTABLE = Rule(
    "ky_tu.khong_in_duoc",
    Severity.ERROR,
    "Ký tự mà phông chữ của báo cáo không có",
    "Thường chép từ Word, từ trang web: dấu đầu dòng riêng của Word, ô đánh dấu, emoji, chữ Hán, ký tự không "
    "nhìn thấy. In ra sẽ mất chữ. Xóa, hoặc viết lại bằng chữ.",
    acknowledgeable=False,
)
CHARACTERS = FONTS / "characters.txt"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL_LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
# The letters of Vietnamese that no other alphabet needs to have.
VIETNAMESE_LETTERS = frozenset(
    letter for small in SMALL_LETTERS for letter in (small, small.upper()) if not letter.isascii()
)
# Line ends; spaces of other widths, and marks between letters that are never drawn.
UNDRAWN = r"\t\n\r\u2000-\u200c\u200e\u200f\u202f\u205f\u2060"
# What Word writes for a bullet: a dot, squares, arrows, a tick, a dash of its symbol fonts.
WORD_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf0e8\uf076\uf071\uf06e\uf06c\uf02d"
# Never seen, wherever they stand: what web pages, chats and Word put between letters (soft hyphens,
# zero-width spaces and joiners, byte-order marks, writing directions, variants of an emoji).
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# A cell has one kind of space: no-break ones and those of other widths look the same to whoever typed them.
SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# The first that fits says what a character is.
KINDS = (
    (WORD_BULLETS, "dấu đầu dòng chép từ Word"),
    (r"\ue000-\uf8ff", "ký hiệu riêng của một phông chữ, thường chép từ Word"),
    (r"\x0b", "dấu xuống dòng Shift+Enter của Word, không nhìn thấy"),
    (r"\x0c", "dấu ngắt trang, không nhìn thấy"),
    (r"\ufeff", "dấu BOM nằm giữa chữ, không nhìn thấy"),
    (r"\ufffd", "chữ đã hỏng vì đọc sai bảng mã"),
    (r"\u200d\ufe00-\ufe0f", "phần của một emoji, không nhìn thấy"),
    (r"\x00-\x1f\x7f-\x9f\u2028-\u202e\u2061-\u206f", "ký tự điều khiển, không nhìn thấy"),
    (r"\u2070-\u209f", "chữ nhỏ trên hay dưới dòng"),
    (r"\u2150-\u218b", "phân số, số La Mã liền một ký tự"),
    (r"\u2190-\u21ff\u2794-\u27be\u2b00-\u2b11", "mũi tên"),
    (r"\u2610-\u2612\u25a1\u25fb\u25fd", "ô đánh dấu"),
    (r"\u2713-\u2718", "dấu kiểm"),
    (r"\u2460-\u24ff\u2776-\u2793", "số hay chữ trong vòng tròn"),
    (r"\u2600-\u27bf\U0001f000-\U0001ffff", "biểu tượng, emoji"),
    (r"\u0370-\u03ff\u1f00-\u1fff", "chữ Hy Lạp"),
    (r"\u0400-\u052f", "chữ Nga, có chữ trông như chữ La-tinh"),
    (r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff", "chữ Hán, Nhật, Hàn"),
    (r"\u0300-\u036f", "dấu rời khỏi chữ"),
)


def clean_text(text: str) -> str:
    """The text as it is seen: each letter one composed character (NFC), nothing invisible among them."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def clean_cell(text: str) -> str:
    """The same of a cell, a code or a name: ordinary spaces, none at either end."""
    return SPACES.sub(" ", clean_text(text)).strip()


def unprintable(text: str) -> Iterator[tuple[int, str]]:
    """Each character that cannot be printed, once a line: the line, from 0, and the character."""
    for line, content in enumerate(unicodedata.normalize("NFC", text).split("\n")):
        for char in dict.fromkeys(_unprintable().findall(content)):
            yield line, char


def unprintable_markdown(text: str) -> Iterator[tuple[int, str]]:
    """The same in Markdown, which may call a character by name or number: `&#9744;`."""
    return unprintable(unescape(text))


def no_glyph(char: str) -> str:
    """What is wrong with the character, and what to do (Vietnamese)."""
    return f"Ký tự {named(char)} không có trong phông chữ của báo cáo. Xóa, hoặc viết lại bằng chữ."


def named(char: str) -> str:
    """`“☐” (U+2610, ô đánh dấu)`; without the character where nobody would see it."""
    code = f"U+{ord(char):04X}"
    kind = next((words for range_, words in KINDS if re.match(f"[{range_}]", char)), "")
    if unicodedata.category(char).startswith(("C", "Z", "M")):
        return f"{code} ({kind})" if kind else code
    return f"“{char}” ({', '.join(filter(None, (code, kind)))})"


@cache
def _unprintable() -> re.Pattern[str]:
    lines = CHARACTERS.read_text(encoding="ascii").splitlines()
    ranges = ["-".join(rf"\U{end:0>8}" for end in line.split("-")) for line in lines if line[0] != "#"]
    return re.compile(f"[^{''.join(ranges)}{UNDRAWN}]")
