"""Texts that spreadsheet programs take for a character: `_x000D_` stored for it, `_xa_` only looking so.

Source: ECMA-376, part 1, 22.9.2.19 (ST_Xstring): four digits. LibreOffice (7.4 was tried) takes any number of
them, in any text it opens, so that the code `phuong_xa_tong` comes back as `phuong`, a line feed, `tong`.
"""

import re
from collections.abc import Collection

STORED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Between the underscore and the rest of what a program would take.
TAKEN = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]+_)")
READ_AS = re.compile(r"_x([0-9A-Fa-f]{1,4})_")
# A code with characters in it that no code has: controls and signs, never letters, digits or spaces.
STRANGE = r"[\x00-\x1f\x7f-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf]"
DAMAGED = re.compile(rf"[\w.@]+(?:{STRANGE}[\w.@]+)+", re.ASCII)


def decoded(text: str) -> str:
    """The text that an .xlsx file means by what it stores."""
    if "_x" not in text:
        return text
    units = STORED.sub(lambda match: chr(int(match[1], 16)), text)
    # A character beyond the first plane is stored as two.
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def safe_pieces(text: str) -> list[str]:
    """The text in pieces, none of which a program takes for a character."""
    return TAKEN.split(text)


def undamaged(code: str) -> str:
    """The code as it was before a program took part of it for a character; any other text as it is."""
    one_line_end = code.replace("\r\n", "\n")
    if DAMAGED.fullmatch(one_line_end) is None:
        return code
    return re.sub(STRANGE, lambda match: f"_x{ord(match[0]):x}_", one_line_end)


def recognised(code: str, known: Collection[str]) -> str:
    """The known code that a program made this of, also where it dropped what cannot be seen.

    The text itself where it is known or is made of none of them, or may be made of several.
    """
    if not code or code in known:
        return code
    whole = undamaged(code)
    if whole in known:
        return whole
    origins = [one for one in known if READ_AS.search(one) and _seen(_as_read(one)) == _seen(code)]
    return origins[0] if len(origins) == 1 else code


def _as_read(code: str) -> str:
    return READ_AS.sub(lambda match: chr(int(match[1], 16)), code)


def _seen(text: str) -> str:
    return "".join(char for char in text if char.isprintable())
