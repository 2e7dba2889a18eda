"""What can be printed is what the faces that come along have glyphs for."""

import struct
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from tests.vietnamese import LETTERS

from cchc.base.characters import CHARACTERS, clean_cell, clean_text, named, unprintable, unprintable_markdown
from cchc.base.installation import FONTS

FACES = sorted(FONTS.glob("*.otf"))


def with_glyphs(face: Path) -> set[int]:
    """The code points of the font's Unicode table: format 4 of OpenType's cmap."""
    font = face.read_bytes()
    records = (12 + 16 * n for n in range(struct.unpack_from(">H", font, 4)[0]))
    (cmap,) = (struct.unpack_from(">I", font, r + 8)[0] for r in records if font[r : r + 4] == b"cmap")
    tables = [
        struct.unpack_from(">HHI", font, cmap + 4 + 8 * n)
        for n in range(struct.unpack_from(">H", font, cmap + 2)[0])
    ]
    ((_, _, start),) = (table for table in tables if table[:2] == (3, 1))
    table = cmap + start
    form, _, _, twice = struct.unpack_from(">4H", font, table)
    assert form == 4
    last, first, delta, offset = (
        struct.unpack_from(f">{twice // 2}H", font, table + at)
        for at in (14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice)
    )
    found = set()
    for n, (begin, end) in enumerate(zip(first, last, strict=True)):
        for code in range(begin, end + 1):
            glyph = code
            if offset[n]:
                place = table + 16 + 3 * twice + 2 * n + offset[n] + 2 * (code - begin)
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph and (glyph + delta[n]) % 0x10000:
                found.add(code)
    return found


def listed() -> list[tuple[int, int]]:
    rows = [row for row in CHARACTERS.read_text(encoding="ascii").splitlines() if not row.startswith("#")]
    ends = [[int(end, 16) for end in row.split("-")] for row in rows]
    return [(row[0], row[-1]) for row in ends]


def test_four_styles_of_two_faces_come_along_with_their_licence() -> None:
    styles = ("bold", "bolditalic", "italic", "regular")
    expected = [f"{face}-{style}.otf" for face in ("texgyreheros", "texgyretermes") for style in styles]
    assert [face.name for face in FACES] == expected
    assert "GUST Font License" in (FONTS / "GUST-FONT-LICENSE.txt").read_text(encoding="ascii")


def test_the_list_is_what_every_face_has_but_for_private_characters() -> None:
    common = set.intersection(*map(with_glyphs, FACES))
    public = {code for code in common if unicodedata.category(chr(code)) != "Co"}
    ranges = listed()
    assert {code for first, last in ranges for code in range(first, last + 1)} == public
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(ranges))


def test_all_vietnamese_can_be_printed_however_it_is_composed() -> None:
    text = LETTERS + "0123456789 “”‘’–…§%₫m²½≤≥→•\t\u00a0\u00ad\u200b\u2009"
    assert list(unprintable(text)) == []
    assert list(unprintable(unicodedata.normalize("NFD", LETTERS))) == []


def test_each_is_found_once_a_line() -> None:
    assert list(unprintable("a\n☐ b ☐ 漢\r\n\x0bc")) == [(1, "☐"), (1, "漢"), (2, "\x0b")]


def test_markdown_may_call_one_by_name_or_number() -> None:
    assert list(unprintable_markdown("a &nbsp;\n&#9744; &check; R&D")) == [(1, "☐"), (1, "✓")]
    assert list(unprintable_markdown(r"\&\#9744;")) == []


@pytest.mark.parametrize(
    ("char", "words"),
    [
        ("\uf0b7", "U+F0B7 (dấu đầu dòng chép từ Word)"),
        ("\uf0b3", "U+F0B3 (ký hiệu riêng của một phông chữ, thường chép từ Word)"),
        ("☐", "“☐” (U+2610, ô đánh dấu)"),
        ("👍", "“👍” (U+1F44D, biểu tượng, emoji)"),
        ("北", "“北” (U+5317, chữ Hán, Nhật, Hàn)"),
        ("\x02", "U+0002 (ký tự điều khiển, không nhìn thấy)"),
        ("\x0b", "U+000B (dấu xuống dòng Shift+Enter của Word, không nhìn thấy)"),
        ("\ufe0f", "U+FE0F (phần của một emoji, không nhìn thấy)"),
        ("а", "“а” (U+0430, chữ Nga, có chữ trông như chữ La-tinh)"),
        ("ก", "“ก” (U+0E01)"),
    ],
)
def test_it_is_named_for_what_it_is(char: str, words: str) -> None:
    assert list(unprintable(char)) == [(0, char)]
    assert named(char) == words


@pytest.mark.parametrize(
    "hidden",
    ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u200e", "\u202e", "\u2066", "\ufe0f"],
)
def test_what_nobody_sees_is_taken_off(hidden: str) -> None:
    assert clean_text(f"{hidden}dao_{hidden}tao.gio{hidden}") == "dao_tao.gio"


def test_letters_are_composed_even_over_an_invisible_character() -> None:
    assert clean_text("Tie\u0302\u0301ng Vie\u200b\u0323\u0302t") == "Tiếng Việt"


def test_line_breaks_tabs_and_no_break_spaces_of_a_text_stay() -> None:
    assert clean_text(" một\n\thai\r\nba\u00a0bốn ") == " một\n\thai\r\nba\u00a0bốn "


def test_a_cell_has_ordinary_spaces_and_none_at_its_ends() -> None:
    assert clean_cell("\u00a0Quận\u202f1\u3000\u200b") == "Quận 1"
