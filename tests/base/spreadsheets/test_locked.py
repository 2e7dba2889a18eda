"""Made-up workbooks that Excel encrypted: with its own word, and with somebody's."""

import struct
import zipfile
from collections.abc import Callable, Iterator
from hashlib import md5
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.rc4 import DocumentRC4
from tests.intake.old_formats import Sheet, compound, write_xls
from xlrd.compdoc import CompDoc

from cchc.base.spreadsheets.grid import UnreadableError
from cchc.base.spreadsheets.locked import EXCELS_OWN
from cchc.base.spreadsheets.open_book import open_book

BOF, BOUND_SHEET, FILE_PASS = 0x809, 0x85, 0x2F
SALT = bytes(range(16))


def locked_xlsx(path: Path, word: str) -> Path:
    plain = BytesIO()
    with xlsxwriter.Workbook(plain) as file:
        file.add_worksheet("A").write_number(0, 0, 7)
    with path.open("wb") as target:
        OOXMLFile(plain).encrypt(word, target)
    return path


def locked_xls(path: Path, word: str) -> Path:
    """Encrypted with RC4, [MS-XLS] 2.2.10: records keep their heads, some their bodies."""
    plain_file = write_xls(path, [Sheet("A", {(0, 0): 7.0})]).read_bytes()
    stored = CompDoc(plain_file, logfile=StringIO()).get_named_stream("Workbook")
    assert stored is not None
    records = list(_records(stored))
    verifier = bytes(16)
    proof = DocumentRC4.decrypt(word, SALT, BytesIO(verifier + md5(verifier).digest())).read()
    file_pass = struct.pack("<HHH", 1, 1, 1) + SALT + proof
    records.insert(1, (FILE_PASS, file_pass))
    # Until its end the stream has to be one of records: the empty ones after it take four bytes each.
    records.append((0, bytes(-sum(len(body) for _, body in records) % 4)))
    plain, secret, shown = b"", b"", b""
    for code, content in records:
        body = content
        if code == BOUND_SHEET:
            # The sheet begins later by the record that came in.
            (at,) = struct.unpack("<I", body[:4])
            body = struct.pack("<I", at + 4 + len(file_pass)) + body[4:]
        kept = {BOF: len(body), FILE_PASS: len(body), BOUND_SHEET: 4}.get(code, 0)
        hidden = len(body) - kept
        plain += struct.pack("<HH", code, len(body)) + body[:kept] + bytes(hidden)
        secret += bytes(4 + kept) + body[kept:]
        shown += b"\1" * (4 + kept) + bytes(hidden)
    # The cipher is its own inverse.
    secret = DocumentRC4.decrypt(word, SALT, BytesIO(secret), blocksize=1024).read()
    stream = bytes(p if keep else s for p, s, keep in zip(plain, secret, shown, strict=True))
    path.write_bytes(compound(stream))
    return path


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream) and stream[at : at + 4] != bytes(4):
        code, size = struct.unpack("<HH", stream[at : at + 4])
        yield code, stream[at + 4 : at + 4 + size]
        at += 4 + size


@pytest.mark.parametrize(("name", "lock"), [("a.xlsx", locked_xlsx), ("a.xls", locked_xls)])
def test_excels_own_word_opens_and_no_other(
    tmp_path: Path, name: str, lock: Callable[[Path, str], Path]
) -> None:
    path = lock(tmp_path / name, EXCELS_OWN)
    assert open_book(path, name).grids[0].text(0, 0) == "7"
    path = lock(tmp_path / name, "mật khẩu")
    with pytest.raises(UnreadableError, match="có mật khẩu"):
        open_book(path, name)


def test_a_locked_ods_is_asked_to_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    entry = '<file-entry full-path="content.xml"><encryption-data/></file-entry>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("META-INF/manifest.xml", f"<manifest>{entry}</manifest>")
        package.writestr("content.xml", bytes(range(256)))
    with pytest.raises(UnreadableError, match="có mật khẩu"):
        open_book(path, path.name)
