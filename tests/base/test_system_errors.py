"""What the system refuses is told with its real cause, by whatever library it comes."""

import errno
import os
import shutil

import pytest
from xlsxwriter.exceptions import FileCreateError

from cchc.base.system_errors import explained, reason, remedy, system_words

FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "bao-cao.pdf")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (FULL, "ổ đĩa đã đầy. Tệp hoặc thư mục: “bao-cao.pdf”. Dọn bớt tệp"),
        (OSError(errno.EDQUOT, "made up"), "tài khoản đã dùng hết dung lượng được cấp. Dọn bớt tệp"),
        (OSError(errno.EXDEV, "made up", "a", None, "b"), "“a”, “b”. Để cả thư mục output"),
        (OSError(errno.EIO, "made up"), "ổ đĩa báo lỗi đọc ghi"),
        (OSError(errno.ESTALE, "made up"), "ổ đĩa mạng không trả lời"),
        (PermissionError(errno.EACCES, "made up", "x"), "không có quyền"),
        (shutil.Error([("a", "b", str(FULL))]), "ổ đĩa đã đầy. Dọn bớt tệp"),
        (FileCreateError(FULL), "ổ đĩa đã đầy"),
    ],
)
def test_the_cause_is_named_in_vietnamese(error: Exception, cause: str) -> None:
    assert cause in explained(error)


def test_what_is_no_fault_of_the_system_is_not_laid_to_it() -> None:
    assert explained(ValueError("made up")) == ""
    assert explained(UnicodeEncodeError("utf-8", "một\ud800", 3, 4, "surrogates")) == ""


def test_a_name_that_is_no_text_is_shown_by_its_bytes() -> None:
    names = "data/a.csv\ndata/\udcff.csv 0123456789abcdef0123456789abcdef\nnotebooks/b"
    error = UnicodeEncodeError("utf-8", names, names.index("\udcff"), names.index("\udcff") + 1, "surrogates")
    assert explained(error).startswith("Tên tệp “data/\\xff.csv” có byte không phải chữ UTF-8.")


def test_a_file_that_windows_holds_open_is_no_matter_of_rights() -> None:
    error = PermissionError(errno.EACCES, "made up")
    error.winerror = 32  # type: ignore[attr-defined]
    assert reason(error) == "tệp đang được chương trình khác dùng"


def test_what_a_program_complains_of_is_told_in_our_words() -> None:
    said = "pandoc: withBinaryFile: resource exhausted (No space left on device)"
    assert system_words(said) == "ổ đĩa đã đầy"
    assert system_words("Unknown option --x") == ""
    assert remedy(PermissionError(errno.EACCES, "made up"), "làm thế này") == "làm thế này"
