"""The letters of Vietnamese beyond those of English: every vowel under every tone, and đ."""

import unicodedata

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES) + "đ"
LETTERS = SMALL + SMALL.upper()
assert len(set(LETTERS)) == 2 * (12 * 6 + 1)
