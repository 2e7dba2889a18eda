"""Workbooks that Excel encrypts with its own word when they are protected, and opens without asking.

Source: [MS-OFFCRYPTO]; the word is that of [MS-XLS] 2.4.117 for files without a password to open.
"""

from io import BytesIO

from cchc.base.spreadsheets.grid import UnreadableError

EXCELS_OWN = "VelvetSweatshop"
LOCKED = "Tệp có mật khẩu mở."
UNLOCK = (
    "Đề nghị đơn vị bỏ mật khẩu (Excel: Tệp → Thông tin → Bảo vệ sổ làm việc → Mã hóa "
    "bằng mật khẩu, xóa trắng; LibreOffice: lưu lại, bỏ chọn “Lưu với mật khẩu”) rồi gửi lại."
)
# How often a key is hashed: Excel does it 100 000 times, a file may ask for a hundred times that.
MOST_ROUNDS = 1_000_000
STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def locked() -> UnreadableError:
    """What to raise where somebody chose a password."""
    return UnreadableError(LOCKED, UNLOCK)


def unlock(data: bytes) -> bytes:
    """The file as it was before Excel's own word (UnreadableError where somebody chose a password)."""
    import msoffcrypto

    opened = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        # Only the newer of the formats says how often.
        if getattr(file, "info", {}).get("spinValue", 0) > MOST_ROUNDS:
            raise locked()
        file.load_key(password=EXCELS_OWN)
        file.decrypt(opened)
    except Exception:
        # A wrong key shows in many ways: refused, unknown to the library, or nonsense that cannot be parsed.
        raise locked() from None
    if not opened.getvalue().startswith(STARTS):
        raise locked()
    return opened.getvalue()
