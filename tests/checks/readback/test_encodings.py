"""Vietnamese in a wrong encoding is found, whatever it says; right text in any language is left alone."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.checks.readback.encodings import garbled

ROOT = Path(__file__).parents[3]
# The letters in their order, and the bytes of TCVN 5712:1993 (VN3) for them.
LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
TCVN3 = bytes.fromhex(
    "B5B8B6B7B9A8BBBEBCBDC6A9C7CAC8C9CBAECCD0CECFD1AAD2D5D3D4D6D7DDD8DCDEDFE3E1E2E4ABE5E8E6E7E9AC"
    "EAEDEBECEEEFF3F1F2F4ADF5F8F6F7F9FAFDFBFCFE"
).decode("latin-1")
VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
VNI_HATS = dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))
VNI_BREVES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))
VNI_I = dict(zip("\u0301\u0300\u0309\u0303\u0323", "íìæóò", strict=True))


def tcvn3(text: str) -> str:
    return text.translate(str.maketrans(LETTERS + "ĂÂĐÊÔƠƯ", TCVN3 + "¡¢§£¤¥¦"))


def vni(text: str) -> str:
    return "".join(vni_letter(letter) for letter in text)


def vni_letter(letter: str) -> str:
    bare, *marks = list(unicodedata.normalize("NFD", letter.lower()))
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    if bare == "đ":
        shown = "ñ"
    elif "\u0302" in marks:
        shown = bare + VNI_HATS.get(tone, "â")
    elif "\u0306" in marks:
        shown = bare + VNI_BREVES.get(tone, "ê")
    elif "\u031b" in marks:
        shown = {"o": "ô", "u": "ö"}[bare] + VNI_TONES.get(tone, "")
    elif tone:
        shown = VNI_I[tone] if bare == "i" else bare + VNI_TONES[tone]
    else:
        shown = bare
    return shown.upper() if letter.isupper() else shown


def misread(text: str) -> str:
    """UTF-8 read as Windows reads it, what has no sign there as it is."""
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    )


def questioned(text: str) -> str:
    """What Latin-1 lacks, lost to question marks."""
    return text.encode("latin-1", errors="replace").decode("latin-1")


def clauses() -> list[str]:
    """Pieces of the reference report that have letters of their own."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("data/2020-H1/narrative/*.md"))
    pieces = re.split(r"[.;,:\n]", re.sub(r"\{\{.*?\}\}", "x", text))
    return [piece for piece in pieces if len(piece) > 30 and not piece.isascii()]


@pytest.mark.parametrize("encode", [tcvn3, vni, misread, questioned])
def test_nearly_every_clause_gives_itself_away(encode: Callable[[str], str]) -> None:
    texts = clauses()
    missed = [text for text in texts if not any(garbled(encode(text)))]
    assert len(texts) > 300
    assert len(missed) <= len(texts) // 100, missed


def test_no_clause_is_suspect_as_it_stands() -> None:
    assert [text for text in clauses() if any(garbled(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "NghÞ quyÕt cña TØnh",
        "ViÖc",
        "c¬ quan",
        "®Êt ®ai",
        "Nghò quyeát cuûa tænh",
        "vieäc cuûa ngöôøi daân",
        "Nghá»‹ quyáº¿t",
        "Ä‘á»“ng",
        "â€œMá»™t cá»\xada\u201d",
        "Ngh\ufffd quy\ufffdt",
        "v? vi?c",
        "T?nh",
        "?ã ???c",
        "QUY?T Đ?NH",
    ],
)
def test_what_has_the_wrong_encoding(text: str) -> None:
    assert any(garbled(text))


@pytest.mark.parametrize(
    "text",
    [
        "Côte d’Ivoire, Đắk Lắk, Ðắk Nông",
        "Noël, où, Hanoï, São Paulo, Curaçao, Citroën, Beyoncé, Müller, naïveté, Malmö, Tromsø",
        "Straße, Israël, Raúl, Caïn, Aïssa, goût, août, jeûne, Saône, Peña, El Niño, España",
        "hoà, hoá, thoả, quý, Thuý, toàn, quần, quẫn, khoẻ",
        "“THỊ XÃ”, “XÃ…”, XÃ\u00a0AN PHÚ, XÃ–PHƯỜNG",
        "m², km³, 25°C, 5 ÷ 7, 3×4, a×b, 10 µm, ½, Ø 20, § 3, ±5",
        "Windows® và Microsoft®, © Công ty, «Bonjour»",
        "Có được không? Được. Bộ nào?Ai làm? “Được không?” và",
        "https://example.org/x?id=1&b=vi%20c, a.vn/b?c=d, thu@x.vn?subject=a",
        "VNeID, iPhone, VssID, TPHCM, CTrHĐ/TU, QĐ-UBND, GDĐT",
        "Nghị định¹ của Chính phủ",
    ],
)
def test_what_is_right(text: str) -> None:
    assert list(garbled(text)) == []
