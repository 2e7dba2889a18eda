"""The name of a locality, however it is typed, as each place of a report writes it."""

import re
import unicodedata
from dataclasses import dataclass

from cchc.base.scaffold import ScaffoldError

PROVINCE, CITY = "tỉnh", "thành phố"
KINDS = (PROVINCE, CITY, "xã", "phường", "đặc khu")
KIND = re.compile(rf"(?P<kind>{'|'.join(KINDS)}|t\.?p\.?)(?:\s+|(?<=\.))(?P<name>.+)", re.IGNORECASE)
# Run by the central government; of the 34 all others are provinces.
CITIES = ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh")
# A place named after a person is written with what it is (Nghị định 30/2020/NĐ-CP).
AFTER_A_PERSON = ("Hồ Chí Minh",)


@dataclass(frozen=True)
class LocalityName:
    """`kind` in small letters, `name` as one writes it: `tỉnh`, `Lâm Đồng`."""

    kind: str
    name: str

    @classmethod
    def parse(cls, text: str) -> "LocalityName":
        """Read `tỉnh Lâm Đồng`, `Lâm Đồng`, `TP. Đà Nẵng`, `THÀNH PHỐ HUẾ`; ScaffoldError without a name."""
        words = " ".join(unicodedata.normalize("NFC", text).split())
        match = KIND.fullmatch(words)
        name = _cased(match["name"] if match else words)
        if not name or name.casefold() in (*KINDS, "tp", "tp."):
            raise ScaffoldError("Tên địa phương còn trống; nêu sau --locality, ví dụ “tỉnh Lâm Đồng”.")
        kind = match["kind"].lower() if match else CITY if name in CITIES else PROVINCE
        return cls(kind if kind in KINDS else CITY, name)

    @property
    def full(self) -> str:
        """In a sentence: `tỉnh Lâm Đồng`."""
        return f"{self.kind} {self.name}"

    @property
    def letterhead(self) -> tuple[str, str]:
        """The lines of its People's Committee on top of the report."""
        return "ỦY BAN NHÂN DÂN", self.full.upper()

    @property
    def committee(self) -> str:
        """`Ủy ban nhân dân tỉnh Lâm Đồng`."""
        return f"Ủy ban nhân dân {self.full}"

    @property
    def short_committee(self) -> str:
        """`UBND tỉnh`."""
        return f"UBND {self.kind}"

    @property
    def place(self) -> str:
        """What stands before the date: `Lâm Đồng`, `Thành phố Hồ Chí Minh`."""
        return self.full[0].upper() + self.full[1:] if self.name in AFTER_A_PERSON else self.name

    @property
    def is_province(self) -> bool:
        """Whether it is of the first tier."""
        return self.kind in (PROVINCE, CITY)


def _cased(name: str) -> str:
    """Capitals throughout, or none, are a way of typing; anything else is the name's own."""
    return name.title() if name in (name.upper(), name.lower()) else name
