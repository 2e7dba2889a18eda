"""A locality's name as people type it, and as each place of the report writes it."""

import unicodedata

import pytest

from cchc.base.scaffold import ScaffoldError
from cchc.turnover.locality_name import LocalityName


@pytest.mark.parametrize(
    ("typed", "full", "letterhead", "place"),
    [
        ("tỉnh Lâm Đồng", "tỉnh Lâm Đồng", "TỈNH LÂM ĐỒNG", "Lâm Đồng"),
        ("Lâm Đồng", "tỉnh Lâm Đồng", "TỈNH LÂM ĐỒNG", "Lâm Đồng"),
        ("  TỈNH   LÂM ĐỒNG ", "tỉnh Lâm Đồng", "TỈNH LÂM ĐỒNG", "Lâm Đồng"),
        ("lâm đồng", "tỉnh Lâm Đồng", "TỈNH LÂM ĐỒNG", "Lâm Đồng"),
        ("thành phố Huế", "thành phố Huế", "THÀNH PHỐ HUẾ", "Huế"),
        ("Huế", "thành phố Huế", "THÀNH PHỐ HUẾ", "Huế"),
        ("TP. Đà Nẵng", "thành phố Đà Nẵng", "THÀNH PHỐ ĐÀ NẴNG", "Đà Nẵng"),
        ("TP.Đà Nẵng", "thành phố Đà Nẵng", "THÀNH PHỐ ĐÀ NẴNG", "Đà Nẵng"),
        ("Tp Cần Thơ", "thành phố Cần Thơ", "THÀNH PHỐ CẦN THƠ", "Cần Thơ"),
        ("T.P. Hải Phòng", "thành phố Hải Phòng", "THÀNH PHỐ HẢI PHÒNG", "Hải Phòng"),
        # Named after a person: Nghị định 30/2020/NĐ-CP asks for the full name.
        ("Hồ Chí Minh", "thành phố Hồ Chí Minh", "THÀNH PHỐ HỒ CHÍ MINH", "Thành phố Hồ Chí Minh"),
        ("xã Đạ Huoai", "xã Đạ Huoai", "XÃ ĐẠ HUOAI", "Đạ Huoai"),
        ("Đặc khu Phú Quý", "đặc khu Phú Quý", "ĐẶC KHU PHÚ QUÝ", "Phú Quý"),
    ],
)
def test_every_form_of_a_name(typed: str, full: str, letterhead: str, place: str) -> None:
    for text in (typed, unicodedata.normalize("NFD", typed)):
        name = LocalityName.parse(text)
        assert (name.full, name.letterhead, name.place) == (full, ("ỦY BAN NHÂN DÂN", letterhead), place)
        assert (name.committee, name.short_committee) == (f"Ủy ban nhân dân {full}", f"UBND {name.kind}")


@pytest.mark.parametrize("typed", ["", "  ", "tỉnh", "TP."])
def test_a_kind_alone_is_no_name(typed: str) -> None:
    with pytest.raises(ScaffoldError, match="Tên địa phương còn trống"):
        LocalityName.parse(typed)
