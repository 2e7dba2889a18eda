"""Codes and what spreadsheet programs make of them; made-up texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.base.spreadsheets.escapes import decoded, recognised, safe_pieces, undamaged


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("7_x000D_", "7\r"),
        ("a_x000d__x000A_b", "a\r\nb"),
        ("_x005F_x000D_", "_x000D_"),
        ("phuong_xa_tong", "phuong_xa_tong"),
        ("a_x00E_b", "a_x00E_b"),
        ("_xD83D__xDE00_", "😀"),
    ],
)
def test_four_digits_are_a_character_and_nothing_else_is(stored: str, meant: str) -> None:
    assert decoded(stored) == meant


def libreoffice(text: str) -> str:
    """What LibreOffice 7.4 was seen to make of a text of an .xlsx file."""
    return re.sub(r"_x([0-9A-Fa-f]+)_", lambda match: chr(int(match[1], 16)), text)


@pytest.mark.parametrize(
    "code", ["iso.phuong_xa_tong", "ho_so@huyen_xa_dao", "a.da_xac_dinh", "a.ben_xe_khach", "x_xa_xe_xac_y.z"]
)
def test_a_damaged_code_is_known_again(code: str) -> None:
    assert libreoffice(code) != code
    assert undamaged(libreoffice(code)) == code
    assert undamaged(libreoffice(code).replace("\n", "\r\n")) == code
    assert all(libreoffice(piece) == piece for piece in safe_pieces(code))
    assert "".join(safe_pieces(code)) == code


@pytest.mark.parametrize(
    "text", ["", "a_b", "Phòng Học", "Dòng một\ndòng hai", "hai từ\nmột", "a.b c\nd", "\n"]
)
def test_what_is_no_damaged_code_stays(text: str) -> None:
    assert undamaged(text) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("a.ben_xe_khach", "a.ben_xe_khach"),
        ("a.ben\x0ekhach", "a.ben_xe_khach"),
        # An .ods file cannot keep that character.
        ("a.benkhach", "a.ben_xe_khach"),
        ("a.phuong\ntong", "a.phuong_xa_tong"),
        ("a.phuongtong", "a.phuong_xa_tong"),
        # Two codes are seen alike then.
        ("a.mothai", "a.mothai"),
        ("a.khac", "a.khac"),
    ],
)
def test_a_known_code_is_recognised_where_there_is_one(read: str, meant: str) -> None:
    known = {"a.ben_xe_khach", "a.phuong_xa_tong", "a.mot_xa_hai", "a.mot_xe_hai"}
    assert recognised(read, known) == meant


@given(st.text(alphabet="_x0aceXA5F.\n", max_size=20))
def test_pieces_are_never_taken_for_a_character(text: str) -> None:
    pieces = safe_pieces(text)
    assert "".join(pieces) == text
    assert all(libreoffice(piece) == piece for piece in pieces)
