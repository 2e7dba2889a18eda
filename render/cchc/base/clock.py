"""The moment of a run: SOURCE_DATE_EPOCH where it is given, so that a run can be repeated, else the clock."""

import os
from datetime import UTC, date, datetime

from cchc.base.findings import ReportError

# 1980 to 2107: what the ZIP archive of a Word or Excel file can hold.
EARLIEST, LATEST = 315_532_800, 4_354_819_198
VARIABLE = "SOURCE_DATE_EPOCH"


def given_epoch() -> int | None:
    """SOURCE_DATE_EPOCH, in seconds since 1970; None where it is not given (ReportError for nonsense)."""
    given = os.environ.get(VARIABLE, "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= len(str(LATEST)) and int(given) <= LATEST):
        raise ReportError(
            f"Biến môi trường {VARIABLE} là “{given[:40]}”: phải là số giây kể từ ngày 01/01/1970, "
            f"từ 0 đến {LATEST} (năm 2107). Sửa hoặc bỏ biến ấy rồi chạy lại."
        )
    return int(given)


def in_files(epoch: float) -> int:
    """The nearest moment that every file of a report can hold: a machine's clock may be anywhere."""
    return min(max(int(epoch), EARLIEST), LATEST)


def today() -> date:
    """Today's date: everything that asks for it asks here."""
    epoch = given_epoch()
    return date.today() if epoch is None else datetime.fromtimestamp(epoch, UTC).date()
