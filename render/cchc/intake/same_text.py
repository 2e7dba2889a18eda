"""Whether two texts are the same to a reader: case, spaces and the way letters are composed aside."""

import unicodedata


def folded(text: str) -> str:
    """The text to compare by."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
