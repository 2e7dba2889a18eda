"""Vietnamese in the wrong encoding: TCVN3, VNI, UTF-8 read as cp1252, letters lost to `?` or U+FFFD."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.base.characters import VIETNAMESE_LETTERS

LOST = "chữ đã mất (�, ?) vì tệp từng lưu sai bảng mã: gõ lại chữ này, lưu tệp ở dạng UTF-8"
MISREAD = "chữ UTF-8 bị mở sai bảng mã: lấy lại bản gốc, mở và lưu ở dạng UTF-8 (Excel: CSV UTF-8)"
OLD_FONT = "chữ sai bảng mã (TCVN3 hoặc VNI): chuyển sang Unicode bằng Unikey (Ctrl+Shift+F6) rồi chép lại"

# After a capital these end a quotation, or stand between two words: XÃ” is right.
ALSO_PUNCTUATION = "’‘“”•–—…\u00a0"
# TCVN3: signs that stand for letters, within a word; capitals of other languages after a small letter.
# VNI: a letter's second half, which in no Vietnamese word stands after this vowel. Some are French.
TCVN3 = re.compile(
    r"(?<=[a-z])[¸¨¾¬¦](?!\d)|(?<=[a-z])[¶÷µ·¹»¼½©ª«®§](?=[a-zµ-¾])|(?<!\w)®(?=[a-zµ-þ])"
    r"|(?<=[a-z]{2})×|×(?=[a-z]{2})|(?<=[a-zµ-¾])[ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖØÜÝÞ](?=[\W\da-zµ-¾]|$)"
)
VNI = re.compile(
    r"a[âáàåãäùûøõ]|e[âáàåãäøõù]|o[âåäøõ]|u[ùûøõï]|y[ùûøõï]|[öôÖÔ][ùøûõï]|(?<!\w)ñ(?=[a-zàáâãäåôöùê])|öô",
    re.IGNORECASE,
)
# Where one is proof: in vieäc, quyeát, beänh, ngöôøi.
VNI_ALONE = re.compile(r"[iuy]e[âáàåãäùøõ]|e[áàåãä](?:nh|ch|[cmnptu])(?!\w)|öô|[öô][ùøûõï]", re.IGNORECASE)
# Before a letter none is right, but an answer may follow without its space, in a capital: nào?Ai.
LETTER_LOST = re.compile(r"\?+(?=[a-zà-ỹđ])|(?<=[A-ZĐ])\?+(?=[A-ZĐ])")
# At a word's end one may be right, within a quotation; two in a row of words are not.
END_LOST = re.compile(r"(?<=[a-zà-ỹđ])\?+(?=[,;]? [a-zà-ỹđ]|$)")
# A web address or the like, which may ask.
ADDRESS = re.compile(r"\S*[/@=&]\S*")


@dataclass(frozen=True)
class Garbled:
    """Characters `start` to `end` that are in the wrong encoding, and what to do."""

    start: int
    end: int
    advice: str


def garbled(text: str) -> Iterator[Garbled]:
    """Each run of letters in a wrong encoding."""
    if text.isascii() and "?" not in text:
        return
    hidden = ADDRESS.sub(_blank, text)
    for match in re.finditer("\ufffd+", text):
        yield Garbled(match.start(), match.end(), LOST)
    ends = list(END_LOST.finditer(hidden))
    for match in (*LETTER_LOST.finditer(hidden), *(ends if len(ends) > 1 else ())):
        yield Garbled(match.start(), match.end(), LOST)
    for match in MISREAD_LETTER.finditer(text):
        yield Garbled(match.start(), match.end(), MISREAD)
    hidden = MISREAD_LETTER.sub(_blank, hidden)
    vni = list(VNI.finditer(hidden))
    for match in (*TCVN3.finditer(hidden), *(vni if len(vni) > 1 or VNI_ALONE.search(hidden) else ())):
        yield Garbled(match.start(), match.end(), OLD_FONT)


def _blank(match: "re.Match[str]") -> str:
    return " " * len(match.group())


def _misread() -> Iterator[str]:
    """Every letter of Vietnamese, and its quotation marks, as another encoding shows its UTF-8."""
    for letter in (*VIETNAMESE_LETTERS, *"“”‘’–…"):
        raw = letter.encode("utf-8")
        for encoding in ("cp1252", "cp1258", "latin-1"):
            shown = "".join(_shown(byte, encoding) for byte in raw)
            if not (len(shown) == 2 and shown[0] in VIETNAMESE_LETTERS and shown[1] in ALSO_PUNCTUATION):
                yield shown


def _shown(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


MISREAD_LETTERS = sorted({*_misread()}, key=len, reverse=True)
# The first two characters by themselves first: nearly no text has them.
FIRST, SECOND = ("".join({text[place] for text in MISREAD_LETTERS}) for place in (0, 1))
MISREAD_LETTER = re.compile(f"(?=[{FIRST}][{SECOND}])(?:{'|'.join(map(re.escape, MISREAD_LETTERS))})+")
